"""A page whose code fails must not reach a reader: the build ends with an error."""

import shutil
import subprocess
from pathlib import Path

import pytest

from safercities.site.build import build_command
from tests.conftest import ROOT

PAGE = """---
kernelspec: {{name: python3, display_name: Python 3}}
jupytext: {{text_representation: {{extension: .md, format_name: myst}}}}
myst: {{html_meta: {{"description lang=en": "A page of the tests, with one cell of code."}}}}
---

# A page with code

```{{code-cell}} ipython3
{code}
```
"""


@pytest.mark.parametrize(("code", "fails"), [("1 / 0", True), ("1 / 1", False)])
def test_the_course_settings_stop_a_failing_page(tmp_path: Path, code: str, fails: bool) -> None:
    shutil.copy(ROOT / "_config.yml", tmp_path)
    for needed in ("safercities/site/static/favicon.svg", "book/references.bib"):
        (tmp_path / needed).parent.mkdir(parents=True)
        shutil.copy(ROOT / needed, tmp_path / needed)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (tmp_path / "index.md").write_text(PAGE.format(code=code))
    build = subprocess.run(build_command(tmp_path), cwd=ROOT, capture_output=True, text=True)
    said = build.stdout + build.stderr
    assert (build.returncode != 0) == fails, said[-2000:]
    assert ("ZeroDivisionError" in said) == fails

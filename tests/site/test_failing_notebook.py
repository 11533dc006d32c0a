"""A page whose code fails must not reach a reader: the build ends with an error."""

import shutil
import subprocess
from pathlib import Path

from safercities.site.build import build_command
from tests.conftest import ROOT

PAGE = """---
kernelspec: {{name: python3, display_name: Python 3}}
jupytext: {{text_representation: {{extension: .md, format_name: myst}}}}
myst: {{html_meta: {{"description lang=en": "A page of the tests, with one cell of code."}}}}
---

# {name} page with code

```{{code-cell}} ipython3
{code}
```
"""


def test_the_course_settings_stop_a_failing_page(tmp_path: Path) -> None:
    """The one whose code fails is named; the mini book shows that good pages alone pass."""
    shutil.copy(ROOT / "_config.yml", tmp_path)
    for needed in ("safercities/site/static/favicon.svg", "book/references.bib"):
        (tmp_path / needed).parent.mkdir(parents=True)
        shutil.copy(ROOT / needed, tmp_path / needed)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: good\nchapters: [{file: bad}]\n")
    (tmp_path / "good.md").write_text(PAGE.format(name="Good", code="1 / 1"))
    (tmp_path / "bad.md").write_text(PAGE.format(name="Bad", code="1 / 0"))
    build = subprocess.run(build_command(tmp_path), cwd=ROOT, capture_output=True, text=True)
    said = build.stdout + build.stderr
    assert build.returncode != 0
    assert "ZeroDivisionError" in said
    failed = [line for line in said.splitlines() if "Executing notebook failed" in line]
    assert failed, said[-2000:]
    assert all("bad.md" in line for line in failed)

"""Compiles the chart of an explorer: pictures that need no script, and the script that turns it."""

import importlib.util
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Pixels with the margins, so that letters are shown as large as they are drawn: in the column of a
# desk's page, and on a phone.
WIDE, NARROW = 644, 324


@dataclass(frozen=True)
class Picture:
    """A drawing and its size in pixels."""

    svg: str
    width: int
    height: int


@dataclass(frozen=True)
class CompiledChart:
    """A chart ready for the page: a picture for a desk, one for a phone, and the script."""

    wide: Picture
    narrow: Picture
    script: str


def load_chart(path: Path) -> Any:
    """The chart that `build()` in a Python file returns.

    Raises
    ------
    ValueError
        If the file has no function `build`.
    """
    spec = importlib.util.spec_from_file_location(f"explorer_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not hasattr(module, "build"):
        raise ValueError(f"{path} must define build(), which returns an Altair chart")
    return module.build()


def compile_chart(chart: Any, name: str, alt: str) -> CompiledChart:
    """Compile an Altair chart for the page; `alt` becomes the description of the live picture."""
    spec = chart.to_dict()
    vega = _to_vega(spec)
    vega["description"] = alt
    text = json.dumps(vega, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    # A script, not JSON: browsers refuse to fetch files when the course is opened from a folder.
    script = f"(self.safercitiesExplorers??={{}})[{json.dumps(name)}]={text};\n"
    return CompiledChart(_draw(spec, WIDE), _draw(spec, NARROW), script)


def _to_vega(spec: dict[str, Any]) -> dict[str, Any]:
    import vl_convert

    version = re.search(r"/v(\d+\.\d+)", spec["$schema"]).group(1)
    return vl_convert.vegalite_to_vega(spec, vl_version=version)


def _draw(spec: dict[str, Any], width: int) -> Picture:
    """Draw a chart; one that is as wide as its page gets a width."""
    import vl_convert

    if spec.get("width") == "container":
        spec = {**spec, "width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    svg = vl_convert.vega_to_svg(_to_vega(spec))
    sides = (re.search(rf'<svg[^>]* {side}="([\d.]+)', svg)[1] for side in ("width", "height"))
    return Picture(svg, *(int(float(side)) for side in sides))

"""Matplotlib's list of this machine's fonts, which takes long to make where there are many."""

import os
import shutil
from pathlib import Path


def lend_font_list(folder: Path) -> None:
    """Copy the lists that matplotlib has made for this user into a new settings folder.

    Parameters
    ----------
    folder : Path
        What `MPLCONFIGDIR` names; it is made. Without a list, matplotlib makes one there.
    """
    folder.mkdir(exist_ok=True)
    usual = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "matplotlib"
    known = Path(os.environ.get("MPLCONFIGDIR") or usual)
    for path in known.glob("fontlist-*.json"):
        shutil.copy(path, folder)

"""Which protection this machine allows, and the refusal to grade without any."""

import functools
import os
import platform
import shutil
import sys

from safercities.grading.sandbox.launch import launch

FORCE = "SAFERCITIES_SANDBOX"
OVERRIDE = "SAFERCITIES_UNPROTECTED"
MECHANISMS = ("bubblewrap", "landlock")  # the better one first
PROBE_SECONDS = 30
WARNING = (
    "GRADING UNPROTECTED, as asked for: trainees' code runs with your own rights. It can read and "
    "change your files, the gradebook and everybody's work."
)


class Unprotected(Exception):  # noqa: N818  a state, not an error
    """There is no protection on this machine, and nobody asked to go on without it."""


@functools.cache
def mechanism() -> str:
    """The protection that is in force.

    Returns
    -------
    str
        "bubblewrap" (namespaces, with Landlock inside where there is any, and a filter on system
        calls), "landlock" (Landlock and the filter), or "none" when that was asked for with
        SAFERCITIES_UNPROTECTED=yes. SAFERCITIES_SANDBOX=landlock or =bubblewrap asks for one.

    Raises
    ------
    Unprotected
        When the machine offers nothing, or not what was asked for.
    """
    if os.environ.get(OVERRIDE) == "yes":
        print(WARNING, file=sys.stderr, flush=True)
        return "none"
    forced = os.environ.get(FORCE)
    if forced and forced not in MECHANISMS:
        raise Unprotected(f"{FORCE}={forced} is unknown; choose {' or '.join(MECHANISMS)}.")
    troubles = []
    for name in [forced] if forced else MECHANISMS:
        trouble = probe(name)
        if trouble is None:
            return name
        troubles.append(f"  {name}: {trouble}")
    raise Unprotected(
        "Nothing here can keep trainees' code from your files, so nothing was graded.\n"
        + "\n".join(troubles)
        + "\nInstall bubblewrap (Debian and Ubuntu: apt-get install bubblewrap), or grade on Linux "
        f"5.13 or newer with Landlock. {OVERRIDE}=yes grades without protection: only for work "
        "that you trust."
    )


def probe(name: str) -> str | None:
    """Try a mechanism with the program that uses it; None when it works, or else why not."""
    if platform.system() != "Linux":
        return f"only on Linux, and this is {platform.system()}"
    if name == "bubblewrap" and not shutil.which("bwrap"):
        return "the program bwrap is not on the PATH"
    process, _ = launch(name)
    out, errors = process.communicate(timeout=PROBE_SECONDS)
    if b"probed" in out:
        return None
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else f"ended with code {process.returncode}"

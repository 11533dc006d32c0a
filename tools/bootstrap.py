"""Set up the course from a fresh clone, and only what is missing.

Runs on any Python 3.8 or newer with nothing installed; finds Python 3.11, makes `.venv` from the
lock, fetches the page's script packages with npm and, with `--tests`, a Chromium browser. Each
step says what it does. A missing piece ends with one sentence that names it and how to get it.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMP = VENV / "course-stamp"
NODE_STAMP = ROOT / "node_modules" / ".course-stamp"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def stop(missing: str, remedy: str) -> None:
    sys.exit(f"\nCannot go on: {missing}\n  What to do: {remedy}")


def say(text: str) -> None:
    print("[set-up] " + text, flush=True)


def digest(*paths: Path) -> str:
    """Fingerprint of the files an installation depends on."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def is_current(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted


def candidate_pythons() -> list:
    """Every `python3.11` on the PATH; a system may have one that lacks the venv module."""
    names = ("python3.11", "python3", "python")
    folders = os.environ.get("PATH", "").split(os.pathsep)
    found = [sys.executable] + [str(Path(f) / n) for n in names for f in folders if f]
    return [path for path in dict.fromkeys(found) if os.access(path, os.X_OK)]


def is_python_311(path: str) -> bool:
    probe = [path, "-c", "import sys; print(sys.version_info[:2] == (3, 11))"]
    result = subprocess.run(probe, capture_output=True, text=True)
    return result.stdout.strip() == "True"


def has_venv() -> bool:
    python = BIN / "python"
    return python.exists() and is_python_311(str(python))


def make_venv() -> None:
    pythons = [path for path in candidate_pythons() if is_python_311(path)]
    if not pythons:
        stop(
            "Python 3.11 is not on the PATH.",
            "install Python 3.11 (python.org, or your system's packages python3.11 and "
            "python3.11-venv) and run the command again.",
        )
    errors = []
    for python in pythons:
        result = subprocess.run(
            [python, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True
        )
        if result.returncode == 0:
            say("made .venv with " + python)
            return
        errors.append((result.stdout + result.stderr).strip())
    stop(
        "Python 3.11 is there, but it cannot make a virtual environment:\n" + errors[-1],
        "install its venv module (Debian and Ubuntu: apt-get install python3.11-venv).",
    )


def install_packages() -> None:
    """Install the lock with uv, which is fast, or with pip where uv cannot reach the registry."""
    lock = (ROOT / "requirements.txt").read_text()
    uv_pin = re.search(r"^uv==\S+", lock, flags=re.M).group(0)
    python = str(BIN / "python")
    uv = [python, "-m", "uv", "pip", "install", "--python", python, "--quiet"]
    if sys.dont_write_bytecode:  # otherwise every process would compile what it imports again
        uv.append("--compile-bytecode")
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    say("installing the locked packages (one to three minutes the first time)")
    locked = ["-r", "requirements.txt"]
    fast = run([*pip, uv_pin]) and run([*uv, *locked])
    if not fast and not run([*pip, *locked]):
        stop(
            "the packages of requirements.txt could not be installed (see the lines above).",
            "check the internet connection or your package mirror, then run the command again.",
        )
    if not run([*pip, "--no-deps", "--no-build-isolation", "--editable", "."]):
        stop(
            "the course's own package could not be installed (see the lines above).",
            "remove the folder .venv and run the command again.",
        )


def run(command: list) -> bool:
    return subprocess.run(command, cwd=ROOT).returncode == 0


def set_up_python() -> None:
    wanted = digest(ROOT / "requirements.txt", ROOT / "pyproject.toml")
    if is_current(STAMP, wanted):
        return
    if not has_venv():
        make_venv()
    install_packages()
    STAMP.write_text(wanted)


def set_up_page_scripts() -> None:
    """Fetch the scripts of explorers and search, checked against package-lock.json."""
    wanted = digest(ROOT / "package.json", ROOT / "package-lock.json")
    if is_current(NODE_STAMP, wanted):
        return
    if not shutil.which("npm"):
        stop(
            "npm (part of Node.js) is not on the PATH; "
            "it fetches the scripts of explorers and search.",
            "install Node.js 18 or newer (nodejs.org, or apt-get install nodejs npm) "
            "and run the command again.",
        )
    say("fetching the scripts of explorers and search with npm")
    if not run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]):
        stop(
            "npm could not fetch the packages of package-lock.json (see the lines above).",
            "check the internet connection or your npm mirror, then run the command again.",
        )
    NODE_STAMP.write_text(wanted)


def set_up_browser() -> None:
    if os.environ.get("CHROMIUM") or any(shutil.which(name) for name in BROWSERS):
        return
    remedy = (
        "install Chromium or Chrome, or set CHROMIUM to its full path, and run the command again."
    )
    if not can_install():
        stop("the browser tests need Chromium, and it is not on the PATH.", remedy)
    say("installing Chromium for the browser tests")
    if not install("chromium"):
        stop("apt-get could not install Chromium (see .cache/install-chromium.log).", remedy)


def set_up_bubblewrap() -> None:
    """The better of the grader's two protections; without it only its own tests are left out."""
    if sys.platform != "linux" or shutil.which("bwrap"):
        return
    if can_install():
        say("installing bubblewrap for the tests of the grader")
        if install("bubblewrap"):
            return
    say("bubblewrap is missing, so its tests are skipped (apt-get install bubblewrap)")


def can_install() -> bool:
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


def install(package: str) -> bool:
    """Install a package of Debian or Ubuntu; what apt says goes to a file."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    log = ROOT / ".cache" / f"install-{package}.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("w") as output:
        return not any(
            subprocess.run(command, stdout=output, stderr=output, env=environment).returncode
            for command in (["apt-get", "update"], ["apt-get", "install", "--yes", package])
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tests", action="store_true", help="also set up what the tests need")
    options = parser.parse_args()
    set_up_python()
    set_up_page_scripts()
    if options.tests:
        set_up_browser()
        set_up_bubblewrap()


if __name__ == "__main__":
    main()

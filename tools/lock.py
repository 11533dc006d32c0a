"""Write the two lock files from pyproject.toml: the full one and Binder's slim one."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FULL = "requirements.txt"
BINDER = "binder/requirements.txt"


def compile_lock(output: str, *options: str) -> None:
    command = [
        sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet",
        "--universal", "--python-version", "3.11", "--no-annotate",
        "--custom-compile-command", "make lock", "--output-file", output, *options,
    ]  # fmt: skip
    subprocess.run(command, cwd=ROOT, check=True)
    print(f"wrote {output}")


if __name__ == "__main__":
    compile_lock(FULL, "--all-extras", *sys.argv[1:])
    # The constraint keeps a trainee on Binder on the very versions the tests ran.
    compile_lock(BINDER, "--extra", "learner", "--constraint", FULL)

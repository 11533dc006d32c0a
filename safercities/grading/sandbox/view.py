"""What a kernel can see of the machine's files."""

import os
import site
import sys
import sysconfig
from pathlib import Path

SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/nix/store")
# Facts that libraries ask for; nothing about users, services or secrets.
ETC = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/mime.types", "/etc/alternatives")
NAMESPACES = ("pid", "net", "ipc", "uts", "cgroup-try")
# Started by root, the warm parent gives each kernel a user of its own and looks after it.
CAPABILITIES = ("SETUID", "SETGID", "SETPCAP", "DAC_OVERRIDE", "FOWNER", "KILL", "SYS_PTRACE")
INSIDE = Path(__file__).parent / "inside"


def own_python() -> set[str]:
    """The folders of this Python and its packages."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    return {sys.prefix, sys.base_prefix, *map(sysconfig.get_path, names), *site.getsitepackages()}


def readable() -> list[str]:
    """Folders and files that every kernel may read: the system's programs and this Python.

    A package that is installed in place, such as this one, is left out with its whole project.
    """
    found = [path for path in (*SYSTEM, *sorted(own_python()), *ETC) if Path(path).exists()]
    return [path for path in dict.fromkeys(found) if not _covered(path, found)]


def _covered(path: str, others: list[str]) -> bool:
    return any(Path(other) in Path(path).parents for other in others)


def bubblewrap(program: str, stage: str, more: tuple[str, ...] = ()) -> list[str]:
    """The command that shows a program the readable files and one writable folder, and no more.

    Parameters
    ----------
    program : str
        Full path of `bwrap`.
    stage : str
        The only folder that can be written.
    more : tuple of str
        Capabilities beside the usual ones.
    """
    paths = [*readable(), str(INSIDE)]
    shown = [piece for path in paths for piece in ("--ro-bind", path, path)]
    # bwrap would copy the closed state of folders on the way, such as /root.
    ways = sorted({way for path in (*paths, stage) for way in Path(path).parents} - {Path("/")})
    opened = [piece for way in ways for piece in ("--perms", "0755", "--dir", str(way))]
    rights = ["--cap-drop", "ALL"] + [
        piece for name in (*CAPABILITIES, *more) for piece in ("--cap-add", f"CAP_{name}")
    ]
    return [
        program,
        *(f"--unshare-{name}" for name in NAMESPACES),
        *(rights if os.geteuid() == 0 else ["--unshare-user"]),
        "--new-session",
        *opened,
        *shown,
        *("--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"),
        *("--bind", stage, stage, "--chdir", stage),
        *("--remount-ro", "/"),
    ]

"""Where attacks run that plain nbgrader does not stop: a bubblewrap in a bubblewrap.

The outer one holds the measurement: the disk is read-only, `/mnt` and `/tmp` are memory of a
bounded size, and there is no network but a loopback of its own. The inner one holds one nbgrader
command: it sees its course, a home, Python and the system's programs, runs under an ordinary
account without any right of root, and ends with all that it started.
"""

import contextlib
import os
import resource
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

PLACE = Path("/mnt")  # writable inside the outer cage, and nothing else is
RUN = PLACE / "run"  # all that one nbgrader command may write
GIB = 1024**3
# The measurement's own bounds; far above what our sandbox allows, so that an excess can be seen.
DISK_BYTES, SPARE_BYTES = 3 * GIB, 1 * GIB
BOUNDS = {
    resource.RLIMIT_AS: 6 * GIB,
    resource.RLIMIT_FSIZE: 2 * GIB,
    resource.RLIMIT_NPROC: 1500,
}
# What the measurement needs of root to make the inner cage and to look at it.
RIGHTS = ("SYS_ADMIN", "SYS_CHROOT", "SETUID", "SETGID", "SETPCAP", "CHOWN", "FOWNER")
RIGHTS += ("DAC_OVERRIDE", "KILL", "SYS_PTRACE", "NET_ADMIN", "SYS_RESOURCE")
# Without a name, and not shared with another measurement: its processes are counted together.
ACCOUNT = 40_000 + secrets.randbelow(10_000)
LOOK_SECONDS = 0.2
ROOT = Path(__file__).parents[2]
SITE = Path(sys.prefix) / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"


@dataclass(frozen=True)
class Ran:
    """How one command ended, and the most that it used at once."""

    code: int | None  # None when it had to be ended
    seconds: float
    memory: int  # bytes of its largest process
    threads: int
    disk: int  # bytes written
    said: str


def is_root() -> bool:
    return os.geteuid() == 0


def outer(command: list[str]) -> list[str]:
    """The command inside the outer cage."""
    rights = [word for name in RIGHTS for word in ("--cap-add", f"CAP_{name}")]
    needed = [str(ROOT), sys.base_prefix, sys.prefix]  # they may lie below what is hidden here
    return [
        *("bwrap", "--die-with-parent", "--new-session"),
        *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
        *("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"),
        *("--size", str(DISK_BYTES), "--tmpfs", str(PLACE)),
        *("--size", str(SPARE_BYTES), "--tmpfs", "/tmp"),
        *(word for path in needed for word in ("--ro-bind", path, path)),
        *("--setenv", "HOME", "/tmp", "--setenv", "TMPDIR", "/tmp"),
        *(rights if is_root() else []),
        *command,
    ]


def inner(command: list[str], folder: Path, environment: dict[str, str]) -> list[str]:
    """The command inside the inner cage, in a folder of `RUN`."""
    shown = ["/usr", "/etc", "/bin", "/sbin", "/lib", "/lib64", sys.base_prefix, sys.prefix]
    # Folders that bubblewrap makes on the way are root's alone, unless told before.
    ways = {str(way) for path in [*shown, RUN] for way in Path(path).parents if way != Path("/")}
    ways = [word for way in sorted(ways) for word in ("--perms", "0755", "--dir", way)]
    account = str(ACCOUNT)
    ordinary = ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"]
    become = ["setpriv", "--reuid", account, "--regid", account, "--clear-groups"]
    become += ["--inh-caps=-all", "--bounding-set=-all"]
    return [
        *("bwrap", "--die-with-parent", "--new-session", "--clearenv"),
        *("--unshare-pid", "--unshare-ipc", "--unshare-uts"),
        *ways,
        *("--dev", "/dev", "--proc", "/proc", "--bind", str(RUN), str(RUN)),
        *("--bind", str(RUN / "tmp"), "/tmp", "--bind", str(RUN / "shm"), "/dev/shm"),
        *ways,  # again, because those below /tmp are hidden by now
        *(word for path in shown for word in ("--ro-bind-try", path, path)),
        *(word for name, value in environment.items() for word in ("--setenv", name, value)),
        *("--chdir", str(folder)),
        *([*ordinary, *become] if is_root() else []),
        *command,
    ]


def hand_over(folder: Path) -> None:
    """Make the account of the inner cage the owner of a folder and all in it."""
    if is_root():
        for path in (folder, *folder.rglob("*")):
            os.chown(path, ACCOUNT, ACCOUNT, follow_symlinks=False)


def watched(command: list[str], seconds: float) -> Ran:
    """Run a command of `inner`, bounded; look often at what it uses."""
    log = Path("/tmp/said")
    used, started = [(0, 0, 0)], time.monotonic()
    before = disk()
    with log.open("w") as said:
        process = psutil.Popen(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, preexec_fn=bound
        )
        code = None
        while code is None and time.monotonic() - started < seconds:
            used.append((*size_of(process), disk() - before))
            with contextlib.suppress(psutil.TimeoutExpired):
                code = process.wait(LOOK_SECONDS)
        if code is None:
            process.kill()  # the kernel ends everything in the cage with it
            process.wait()
    used.append((0, 0, disk() - before))
    memory, threads, written = (max(column) for column in zip(*used, strict=True))
    text = log.read_bytes()[-1_000_000:].decode(errors="replace")
    return Ran(code, time.monotonic() - started, memory, threads, written, text)


def bound() -> None:
    """Set the measurement's bounds; runs in the child."""
    for kind, most in BOUNDS.items():
        resource.setrlimit(kind, (most, most))


def disk() -> int:
    """Bytes in use in `PLACE`."""
    about = os.statvfs(PLACE)
    return (about.f_blocks - about.f_bfree) * about.f_frsize


def size_of(process: psutil.Process) -> tuple[int, int]:
    """Memory of the largest process below this one, and threads of all."""
    memory, threads = 0, 0
    with contextlib.suppress(psutil.Error):
        for each in process.children(recursive=True):
            with contextlib.suppress(psutil.Error):
                memory = max(memory, each.memory_info().rss)
                threads += each.num_threads()
    return memory, threads

"""Walls between keepers that were forked in one sandbox: each gets namespaces of its own.

Sources: unshare(2), mount(2), pid_namespaces(7), `linux/sched.h`, `linux/mount.h`.
"""

import ctypes
import os

from process import die_with_parent, give_up_right

MOUNTS, NAMES, MESSAGES, PROCESSES, NETWORK = 1 << 17, 1 << 26, 1 << 27, 1 << 29, 1 << 30
READ_ONLY, NO_SUID, NO_DEVICES, NO_PROGRAMS = 1, 2, 4, 8
ALL_BELOW, PRIVATE = 1 << 14, 1 << 18
CAP_SYS_ADMIN = 21


def divide() -> None:
    """Go on as a child of this process, and see no other process, network or message from there.

    The files stay in sight: what belongs to another kernel has another owner.

    Raises
    ------
    OSError
        When the machine does not allow it.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    _call(libc.unshare, MOUNTS | NAMES | MESSAGES | PROCESSES | NETWORK)
    pid = os.fork()  # Only children are in the new namespace of processes.
    if pid:
        os.waitpid(pid, 0)
        os._exit(0)
    die_with_parent()
    _call(libc.mount, None, b"/", None, ALL_BELOW | PRIVATE, None)
    quiet = READ_ONLY | NO_SUID | NO_DEVICES | NO_PROGRAMS
    _call(libc.mount, b"proc", b"/proc", b"proc", quiet, None)
    give_up_right(CAP_SYS_ADMIN)


def _call(function, *arguments) -> None:
    if function(*arguments):
        raise OSError(ctypes.get_errno(), "the kernel refuses namespaces")

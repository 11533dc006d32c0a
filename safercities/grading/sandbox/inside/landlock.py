"""Landlock: from now on this process can open only what is listed.

Sources: landlock(7) and `linux/landlock.h`, versions 1 to 6 of the interface; newer kernels
offer more, which is not used here.
"""

import ctypes
import os
import stat

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on x86_64 and aarch64
ASK_VERSION = 1  # LANDLOCK_CREATE_RULESET_VERSION
PATH_BENEATH = 1  # LANDLOCK_RULE_PATH_BENEATH
PR_SET_NO_NEW_PRIVS = 38

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
READ = EXECUTE | READ_FILE | READ_DIR
TCP = 3  # bind and connect
SCOPES = 3  # abstract sockets and signals

SIGNALS_SINCE, TRUNCATE_SINCE = 6, 3


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def _call(number: int, *arguments) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(number, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), "the kernel refuses Landlock")
    return result


def version() -> int:
    """The version of Landlock that this kernel offers; 0 when it has none or it is off."""
    try:
        return _call(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(ASK_VERSION))
    except OSError:
        return 0


def _handled(offered: int) -> int:
    """Every right on files that this version can take away."""
    last = {1: 13, 2: 14, 3: 15, 4: 15}.get(offered, 16)
    return (1 << last) - 1


def restrict(readable: list[str], writable: list[str], devices: list[str]) -> None:
    """Leave this process, and all that it starts, only these files; nothing gives them back.

    Parameters
    ----------
    readable, writable, devices : list of str
        Files and folders with everything below them; those that do not exist are passed over.
        Devices can be read and written, not made.

    Raises
    ------
    OSError
        When the kernel refuses.
    """
    offered = version()
    handled = _handled(offered)
    wanted = _Ruleset(handled, TCP if offered >= 4 else 0, SCOPES if offered >= 6 else 0)
    size = 24 if offered >= 6 else 16 if offered >= 4 else 8
    rules = _call(CREATE_RULESET, ctypes.byref(wanted), ctypes.c_size_t(size), ctypes.c_uint32(0))
    for paths, rights in ((readable, READ), (writable, handled), (devices, READ_FILE | WRITE_FILE)):
        for path in paths:
            _allow(rules, path, rights & handled)
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel refuses no_new_privs")
    _call(RESTRICT_SELF, rules, ctypes.c_uint32(0))
    os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return
    if not stat.S_ISDIR(os.fstat(opened).st_mode):
        rights &= OF_A_FILE
    rule = _PathBeneath(rights, opened)
    _call(ADD_RULE, rules, PATH_BENEATH, ctypes.byref(rule), ctypes.c_uint32(0))
    os.close(opened)

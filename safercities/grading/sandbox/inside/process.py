"""A few switches of the running process.

Sources: prctl(2), capset(2), `linux/prctl.h`, `linux/capability.h`.
"""

import ctypes
import os
import signal

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER = 1, 4, 36
PR_SET_KEEPCAPS, PR_CAPBSET_DROP, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 8, 24, 47, 4
CAPABILITY_VERSION_3 = 0x20080522
LAST_CAPABILITY, CAP_DAC_READ_SEARCH = 63, 1 << 2


def _prctl(*arguments: int) -> None:
    rest = [0] * (5 - len(arguments))
    if ctypes.CDLL(None, use_errno=True).prctl(*arguments, *rest):
        raise OSError(ctypes.get_errno(), "prctl failed")


def die_with_parent() -> None:
    """Be killed when the parent ends."""
    parent = os.getppid()
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def set_dumpable(allowed: bool) -> None:
    """Let, or do not let, other processes of this user look into this one."""
    _prctl(PR_SET_DUMPABLE, int(allowed))


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def give_up_rights(user: int | None, keep_reading: bool) -> None:
    """Become the user, and give up every right of root.

    Parameters
    ----------
    user : int or None
        None to stay who we are; root without its rights is a user like others.
    keep_reading : bool
        Keep the right to pass folders that are closed to other users, because this Python lies in
        one. Landlock still says what can be opened.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    for number in range(LAST_CAPABILITY + 1):
        # Fails for numbers that this kernel does not know, and without rights to give up.
        libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)
    _prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    kept = 0
    if user is not None:
        kept = CAP_DAC_READ_SEARCH if keep_reading else 0
        _prctl(PR_SET_KEEPCAPS, 1)
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        # A change of user takes these two back.
        die_with_parent()
        set_dumpable(True)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    rights = (ctypes.c_uint32 * 6)(kept, kept)  # effective, permitted, inheritable; low halves
    if libc.capset(header, rights):
        raise OSError(ctypes.get_errno(), "capset failed")


def give_up_right(number: int) -> None:
    """Give up one capability for good, with a number below 32."""
    libc = ctypes.CDLL(None, use_errno=True)
    _prctl(PR_CAPBSET_DROP, number)
    header, rights = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    failed = libc.capget(header, rights)
    for place in range(3):
        rights[place] &= ~(1 << number)
    if failed or libc.capset(header, rights):
        raise OSError(ctypes.get_errno(), "capset failed")

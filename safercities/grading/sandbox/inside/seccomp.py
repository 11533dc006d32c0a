"""A filter on system calls: what Landlock and namespaces leave open.

The calls stay allowed except for those named here. Sources: seccomp(2), the classic BPF of
`linux/filter.h`, `linux/seccomp.h` and `linux/audit.h`.
"""

import ctypes
import errno
import platform
import struct

from syscalls import NUMBERS

MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # AUDIT_ARCH_*
LOAD, AND, RETURN = 0x20, 0x54, 0x06  # BPF_LD|W|ABS, BPF_ALU|AND|K, BPF_RET|K
EQUAL, ANY_BIT, AT_LEAST = 0x15, 0x45, 0x35  # BPF_JMP| JEQ, JSET, JGE |K
KILL, ERRNO, ALLOW = 0x80000000, 0x00050000, 0x7FFF0000  # SECCOMP_RET_*
NUMBER, MACHINE = 0, 4  # offsets in struct seccomp_data
X32_CALL = 0x40000000  # calls of the x32 interface carry this bit

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
AF_UNIX, AF_NETLINK, SOCK_STREAM, SOCK_TYPE = 1, 16, 1, 0xF
CLONE_NEW_ANYTHING = 0x7E020000
O_TRUNC, O_TRUNC_AND_MODE = 0x200, 0x203
F_SETOWN, F_SETOWN_EX = 8, 15
OWNER_OR_TYPING = (0x8901, 0x8902, 0x5412)  # FIOSETOWN, SIOCSPGRP, TIOCSTI

FORBIDDEN = (
    # other processes
    "ptrace process_vm_readv process_vm_writev process_madvise kcmp pidfd_getfd pidfd_send_signal "
    "rt_sigqueueinfo rt_tgsigqueueinfo migrate_pages move_pages setpriority ioprio_set "
    # mounts and namespaces
    "mount umount2 pivot_root chroot unshare setns move_mount open_tree fsopen fsconfig fsmount "
    "fspick mount_setattr open_by_handle_at name_to_handle_at "
    # the machine and the kernel's wider surface
    "bpf perf_event_open userfaultfd keyctl add_key request_key init_module finit_module "
    "delete_module kexec_load kexec_file_load reboot swapon swapoff acct quotactl quotactl_fd "
    "settimeofday clock_settime clock_adjtime adjtimex syslog sethostname setdomainname vhangup "
    "fanotify_init lookup_dcookie iopl ioperm modify_ldt "
    # shared memory and queues that outlive a process
    "shmget msgget semget mq_open "
    # connections to anything; owners and attributes of files, which Landlock does not cover
    "connect chown fchown lchown fchownat setxattr lsetxattr fsetxattr removexattr lremovexattr "
    "fremovexattr"
)
# Callers fall back to an older call that the filter can judge.
UNKNOWN = "clone3 openat2 io_uring_setup io_uring_enter io_uring_register"
# shutil.copy calls these after its work and libzmq when it starts a thread, and both would fail
# without them; it is enough that nothing changes.
WITHOUT_EFFECT = (
    "chmod fchmod fchmodat fchmodat2 utime utimes utimensat futimesat "
    "sched_setaffinity sched_setattr sched_setparam sched_setscheduler"
)


def _argument(number: int) -> int:
    """Offset of the low half of an argument (little-endian machines)."""
    return 16 + 8 * number


def _fail(code: int) -> list[tuple]:
    return [(RETURN, 0, 0, ERRNO | code)]


def _only(argument: int, values: tuple[int, ...]) -> list[tuple]:
    """Allow the call when the argument is one of the values."""
    tests = [(EQUAL, len(values) - place, 0, value) for place, value in enumerate(values)]
    return [(LOAD, 0, 0, _argument(argument)), *tests, *_fail(errno.EPERM), (RETURN, 0, 0, ALLOW)]


def _never(argument: int, values: tuple[int, ...]) -> list[tuple]:
    """Allow the call unless the argument is one of the values."""
    tests = [(EQUAL, len(values) - place, 0, value) for place, value in enumerate(values)]
    return [(LOAD, 0, 0, _argument(argument)), *tests, (RETURN, 0, 0, ALLOW), *_fail(errno.EPERM)]


def _streams_only(refusals: dict[int, int], otherwise: int) -> list[tuple]:
    """Allow local stream sockets; refuse another family with its own error."""
    body = [(LOAD, 0, 0, _argument(0))]
    for family, code in refusals.items():
        body += [(EQUAL, 0, 1, family), *_fail(code)]
    body += [(EQUAL, 1, 0, AF_UNIX), *_fail(otherwise)]
    body += [(LOAD, 0, 0, _argument(1)), (AND, 0, 0, SOCK_TYPE), (EQUAL, 0, 1, SOCK_STREAM)]
    return [*body, (RETURN, 0, 0, ALLOW), *_fail(errno.EPERM)]


def _no_truncating_reader(argument: int) -> list[tuple]:
    """Before its third version Landlock lets a file open for reading be cut to nothing."""
    return [
        (LOAD, 0, 0, _argument(argument)),
        (AND, 0, 0, O_TRUNC_AND_MODE),
        (EQUAL, 0, 1, O_TRUNC),
        *_fail(errno.EPERM),
        (RETURN, 0, 0, ALLOW),
    ]


def _bodies(pid: int, signals_scoped: bool, truncate_scoped: bool) -> dict[str, list[tuple]]:
    """What to do for each call; every body ends in a decision."""
    bodies = {name: _fail(errno.EPERM) for name in FORBIDDEN.split()}
    bodies |= {name: _fail(errno.ENOSYS) for name in UNKNOWN.split()}
    bodies |= {name: _fail(0) for name in WITHOUT_EFFECT.split()}
    # libzmq aborts the process unless AF_NETLINK is refused as "not supported".
    bodies["socket"] = _streams_only({AF_NETLINK: errno.EOPNOTSUPP}, errno.ENETUNREACH)
    bodies["socketpair"] = _streams_only({}, errno.EPERM)
    bodies["clone"] = [
        (LOAD, 0, 0, _argument(0)),
        (ANY_BIT, 0, 1, CLONE_NEW_ANYTHING),
        *_fail(errno.EPERM),
        (RETURN, 0, 0, ALLOW),
    ]
    bodies["prlimit64"] = _only(0, (0, pid))
    bodies["fcntl"] = _never(1, (F_SETOWN, F_SETOWN_EX))
    bodies["ioctl"] = _never(1, OWNER_OR_TYPING)
    if not signals_scoped:
        bodies |= {name: _only(0, (pid,)) for name in ("kill", "tgkill", "tkill")}
    if not truncate_scoped:
        bodies["truncate"] = _fail(errno.EPERM)
        bodies |= {"open": _no_truncating_reader(1), "openat": _no_truncating_reader(2)}
    return bodies


def program(pid: int, signals_scoped: bool, truncate_scoped: bool, machine: str) -> list[tuple]:
    """The filter as instructions (code, jump if true, jump if false, constant).

    Parameters
    ----------
    pid : int
        The only process that may be signalled when nothing else scopes signals.
    signals_scoped, truncate_scoped : bool
        Whether Landlock already judges signals and truncation.
    machine : str
        As from `platform.machine()`; KeyError when it is not in `MACHINES`.
    """
    column, audit = MACHINES[machine]
    lines = [(LOAD, 0, 0, MACHINE), (EQUAL, 1, 0, audit), (RETURN, 0, 0, KILL)]
    lines += [(LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, X32_CALL), *_fail(errno.ENOSYS)]
    for name, body in _bodies(pid, signals_scoped, truncate_scoped).items():
        number = NUMBERS[name][column]
        if number is not None:
            lines += [(EQUAL, 0, len(body), number), *body]
    return [*lines, (RETURN, 0, 0, ALLOW)]


class _Program(ctypes.Structure):
    """struct sock_fprog"""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def install(pid: int, signals_scoped: bool, truncate_scoped: bool) -> None:
    """Put the filter on this process and all that it starts; it can not be taken off.

    Raises
    ------
    OSError
        When the kernel refuses; KeyError on a machine that is not in `MACHINES`.
    """
    lines = program(pid, signals_scoped, truncate_scoped, platform.machine())
    packed = b"".join(struct.pack("HBBI", *line) for line in lines)
    whole = _Program(len(lines), packed)
    libc = ctypes.CDLL(None, use_errno=True)
    for arguments in (
        (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(whole), 0, 0),
    ):
        if libc.prctl(*arguments):
            raise OSError(ctypes.get_errno(), "the kernel refuses a seccomp filter")

"""Kernels for strangers' notebooks: forked from a warm parent, into a sandbox.

A kernel sees a private copy of a submission's files, the assignment's data and this Python. It has
no network and no view of other processes, and it is bounded in memory, processes, files, output
and time. See `mechanism` for what protects and `inside/` for what runs within.
"""

from safercities.grading.sandbox.limits import Limits
from safercities.grading.sandbox.manager import (
    KERNEL_NAME,
    SandboxManager,
    kernel_manager,
    make_known,
)
from safercities.grading.sandbox.mechanism import Unprotected, mechanism

__all__ = [
    "KERNEL_NAME",
    "Limits",
    "SandboxManager",
    "Unprotected",
    "kernel_manager",
    "make_known",
    "mechanism",
]

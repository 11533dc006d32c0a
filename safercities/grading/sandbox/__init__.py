"""Kernels for strangers' notebooks: forked from a warm parent, into a sandbox.

A kernel sees a private copy of a submission's files, the assignment's data and this Python. It has
no network and no view of other processes, and it is bounded in memory, processes, files, output
and time. See `mechanism` for what protects and `inside/` for what runs within.
"""

# Jupyter's modules stay out: a warm parent can be started before they are loaded.
from safercities.grading.sandbox.limits import Limits
from safercities.grading.sandbox.mechanism import Unprotected, mechanism

__all__ = ["Limits", "Unprotected", "mechanism"]

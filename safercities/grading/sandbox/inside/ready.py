"""A kernel that is made before the fork, and gets its streams after it."""

import sys
import threading
from typing import Any

from ipykernel.ipkernel import IPythonKernel


class NoThread:
    """In place of ipykernel's thread that hands requests to several shells: here is only one."""

    def __init__(self, *_: object, **__: object) -> None:
        self.parent_thread = threading.current_thread()

    def __bool__(self) -> bool:
        return False


class ReadyKernel(IPythonKernel):
    """Is made once; who makes it again gives it the parts that a process has for itself."""

    _supports_kernel_subshells = False

    @classmethod
    def instance(cls, **parts: Any) -> "ReadyKernel":
        """The kernel, as `IPKernelApp` asks for it."""
        again = cls.initialized()
        kernel = super().instance(**parts)
        if again:
            kernel.take(parts)
        return kernel

    def take(self, parts: dict[str, Any]) -> None:
        """Do what making it with these parts would have done."""
        for name in parts.keys() - {"parent", "user_ns"}:
            setattr(self, name, parts[name])
        self._stdout, self._stderr = sys.stdout, sys.stderr
        for shower in (self.shell.displayhook, self.shell.display_pub):
            shower.session, shower.pub_socket = self.session, self.iopub_socket

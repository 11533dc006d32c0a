"""What starts a sandboxed kernel for nbclient and nbgrader."""

import os
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager
from traitlets import Instance, Type, Unicode

from safercities.grading.sandbox.client import BoundedClient
from safercities.grading.sandbox.limits import Limits
from safercities.grading.sandbox.mechanism import mechanism

KERNEL_NAME = "safercities-sandbox"
KERNELSPECS = Path(__file__).parent / "share" / "jupyter"


class SandboxManager(AsyncKernelManager):
    """A kernel manager that knows nothing but the sandbox.

    Attributes
    ----------
    workdir : Path or None
        The submission's own files; by default the folder that the kernel is started in.
    data : Path or None
        The assignment's data, shown as `datasets`; by default that folder of `workdir`.
    limits : Limits
    """

    kernel_name = Unicode(KERNEL_NAME, read_only=True)
    client_factory = Type(BoundedClient)
    workdir = Instance(Path, allow_none=True)
    data = Instance(Path, allow_none=True)
    limits = Instance(Limits, ())

    @property
    def reason(self) -> str | None:
        """Why the kernel ended, when nobody asked it to."""
        return getattr(self.provisioner, "reason", None)


def make_known() -> None:
    """Let jupyter_client find the kernelspec in this process and those that it starts."""
    known = os.environ.get("JUPYTER_PATH", "").split(os.pathsep)
    if str(KERNELSPECS) not in known:
        os.environ["JUPYTER_PATH"] = os.pathsep.join([str(KERNELSPECS), *filter(None, known)])


def kernel_manager(
    workdir: Path, *, data: Path | None = None, limits: Limits | None = None
) -> SandboxManager:
    """A manager whose kernel is ready to be started for one submission.

    Parameters
    ----------
    workdir : Path
        The submission's own files. Its kernel sees a private copy of them without notebooks.
    data : Path, optional
        The assignment's data, shown to the kernel as `datasets`; read-only.
    limits : Limits, optional

    Raises
    ------
    Unprotected
        When this machine has no protection and nobody asked to go on without.
    """
    mechanism()
    make_known()
    return SandboxManager(workdir=workdir, data=data, limits=limits or Limits())

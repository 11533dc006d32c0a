"""What starts a sandboxed kernel for nbclient and nbgrader."""

from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import Instance, Type, Unicode, default

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

    @default("kernel_spec_manager")
    def _only_ours(self) -> KernelSpecManager:
        """Looking in other places loads IPython, which nothing else here needs."""
        places = [str(KERNELSPECS / "kernels")]
        return KernelSpecManager(kernel_dirs=places, ensure_native_kernel=False)

    @property
    def reason(self) -> str | None:
        """Why the kernel ended, when nobody asked it to."""
        return getattr(self.provisioner, "reason", None)


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
    return SandboxManager(workdir=workdir, data=data, limits=limits or Limits())

"""The kernel provisioner: jupyter_client asks it for a kernel, it asks a warm parent."""

import asyncio
import signal
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import KernelProvisionerBase

from safercities.grading.sandbox import warm
from safercities.grading.sandbox.manager import SandboxManager

CHANNELS = ("shell", "iopub", "stdin", "hb", "control")


class SandboxProvisioner(KernelProvisionerBase):
    """A kernel that is forked from a warm parent into a sandbox.

    Attributes
    ----------
    reason : str or None
        Why the kernel ended, when nobody asked it to.
    last_words : str
        What an ended kernel wrote when it could not reach the grader.
    struck : bool
        Whether a signal ended it that none of its limits explains: perhaps the machine's doing.
    lost : bool
        Whether its warm parent went first, which no trainee's code can bring about.
    """

    warm_parent: warm.WarmParent | None = None
    reason: str | None = None
    last_words = ""
    struck = lost = False
    _exit_code: int | None = None

    @property
    def has_process(self) -> bool:
        return self.warm_parent is not None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose sockets in the file system; a network address would cross the sandbox."""
        manager = self.parent
        if not isinstance(manager, SandboxManager):
            raise TypeError("start sandboxed kernels with safercities.grading.sandbox.manager")
        manager.transport, manager.cache_ports = "ipc", False
        for number, channel in enumerate(CHANNELS, start=1):
            setattr(manager, f"{channel}_port", number)
        kwargs.pop("extra_arguments", None)
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict:
        """Fork a kernel for the folder `cwd`."""
        manager = self.parent
        workdir = Path(manager.workdir or kwargs.get("cwd") or ".").resolve()
        data = manager.data or workdir / "datasets"
        connection = {
            "transport": "ipc",
            "key": manager.session.key.decode(),
            **{f"{channel}_port": getattr(manager, f"{channel}_port") for channel in CHANNELS},
        }
        parent = warm.acquire()
        real = data.is_dir() and not data.is_symlink()
        folder = parent.start(workdir, data if real else None, connection, manager.limits)
        self.warm_parent, self._exit_code, self.reason = parent, None, None
        manager.ip = str(folder / "run" / "s")
        self.connection_info = manager.get_connection_info()
        return self.connection_info

    async def poll(self) -> int | None:
        """None while the kernel runs, its exit code afterwards."""
        if self.warm_parent is None:
            return self._exit_code or 0
        for event in self.warm_parent.events():
            if event["event"] == "ended":
                self._note(event)
                return self._exit_code
        if self.warm_parent.process.ended():
            self.lost = True
            self._note({"code": None, "reason": "lost its warm parent", "words": ""})
            return self._exit_code
        return None

    def _note(self, event: dict) -> None:
        """Keep how the kernel ended, and free the warm parent."""
        code = event["code"]
        self.struck = code is not None and code < 0 and not event["reason"]
        if code is not None and code < 0:
            self.reason = f"was killed by signal {-code} ({signal.Signals(-code).name})"
        elif code is not None:
            self.reason = f"ended itself with code {code}"
        self.reason = event["reason"] or self.reason
        self.last_words = event["words"]
        self._exit_code = -signal.SIGKILL if code is None else code
        self.warm_parent.busy = False
        self.warm_parent = None

    async def wait(self) -> int | None:
        while await self.poll() is None:
            await asyncio.sleep(0.005)
        return self._exit_code

    async def send_signal(self, signum: int) -> None:
        """Send the kernel a signal, for instance SIGINT when a cell ran too long."""
        if await self.poll() is not None:
            return
        if signum == signal.SIGKILL:
            await self.kill()
        else:
            self.warm_parent.tell(do="signal", number=int(signum))

    async def kill(self, restart: bool = False) -> None:
        """End the kernel, everything it started, and its files."""
        if await self.poll() is None:
            self.warm_parent.tell(do="end")
            self._note(self.warm_parent.wait_for("ended", warm.END_SECONDS) | {"reason": None})

    async def terminate(self, restart: bool = False) -> None:
        await self.kill(restart)

    async def cleanup(self, restart: bool = False) -> None:
        await self.kill(restart)

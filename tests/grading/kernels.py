"""A sandboxed kernel for tests: start it, send it code, see what comes back."""

import asyncio
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from safercities.grading.sandbox import Limits, mechanism, warm
from safercities.grading.sandbox.manager import kernel_manager

# The last one: bubblewrap, with warm parents that were forked from one process.
TIERS = ("bubblewrap", "landlock", "shared")
PATIENCE = 60  # seconds


def use_tier(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Force one protection, with warm parents of its own."""
    protection = "bubblewrap" if name == "shared" else name
    if protection == "bubblewrap" and not shutil.which("bwrap"):
        pytest.skip("bubblewrap is not installed; `python3 tools/bootstrap.py --tests` installs it")
    monkeypatch.delenv("SAFERCITIES_UNPROTECTED", raising=False)
    monkeypatch.setenv("SAFERCITIES_SANDBOX", protection)
    forget()
    if name == "shared":
        if not warm.can_share():
            pytest.skip("only root can give each kernel a user of its own")
        for parent in warm.start_parents(2)[0]:
            parent.adopt()


def forget() -> None:
    """End all warm parents, and look again which protection there is."""
    warm.close_all()
    mechanism.cache_clear()


class Session:
    """One kernel, used from ordinary test functions.

    Its event loop has a thread of its own: the browser's fixture keeps a loop running in the main
    thread, and a thread can run only one.
    """

    def __init__(self, workdir: Path, **limits: float) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.manager = kernel_manager(workdir, limits=Limits(**limits))
        try:
            self._wait(self.manager.start_kernel())
        except BaseException:
            self._end_loop()
            raise
        self.client = self.manager.client()
        self.client.start_channels()
        self._wait(self.client.wait_for_ready(PATIENCE))

    def _wait(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    def _end_loop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def run(self, code: str, timeout: float = PATIENCE) -> str:
        """Everything a cell showed: texts, results, and an error as `Name: text`."""
        shown: list[str] = []

        def keep(message: dict) -> None:
            content = message["content"]
            match message["msg_type"]:
                case "stream":
                    shown.append(content["text"])
                case "execute_result" | "display_data":
                    shown.append(" ".join([*content["data"], content["data"]["text/plain"]]))
                case "error":
                    shown.append(f"{content['ename']}: {content['evalue']}")

        self._wait(self.client.execute_interactive(code, timeout=timeout, output_hook=keep))
        return "".join(shown).strip()

    def interrupt(self) -> None:
        self._wait(self.manager.interrupt_kernel())

    def wait_until(self, ended: Callable[[], bool]) -> None:
        async def look() -> None:
            while not ended():
                await self.manager.is_alive()
                await asyncio.sleep(0.05)

        self._wait(asyncio.wait_for(look(), PATIENCE))

    def reason_of_end(self, code: str) -> str:
        """Why the kernel ends when it is given this code."""
        self.client.execute(code)
        self.wait_until(lambda: self.manager.reason is not None)
        return self.manager.reason

    def close(self) -> None:
        self.client.stop_channels()
        self._wait(self.manager.shutdown_kernel(now=True))
        self._end_loop()


def gone(pid: int) -> bool:
    """Whether a process has ended within a while; its parent need not know yet."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.05)
    return False

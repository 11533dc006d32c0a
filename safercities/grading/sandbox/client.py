"""A client that is ready as soon as the kernel is, and takes in a bounded amount of output."""

import time
from queue import Empty
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from traitlets import Type

from safercities.grading.sandbox.limits import Limits

SHOWN = frozenset({"stream", "display_data", "execute_result", "update_display_data"})
UNSEEN = frozenset({"comm_open", "comm_msg", "comm_close", "clear_output"})
MOST_SHOWN = 1000  # pieces of output
LARGEST_MESSAGE = 64 * 1024**2  # bytes; the connection is cut above
LARGEST_HEADER = 64 * 1024
SILENCE = 0.2  # seconds
CUT = "[The rest of the output is left out: there was too much of it.]\n"


class BoundedOutput(AsyncZMQSocketChannel):
    """The channel of outputs; past the limit it gives one notice and then nothing to show."""

    allowed = Limits().output_bytes
    pieces = 0
    cut = False

    async def _recv(self, **kwargs: Any) -> dict[str, Any]:
        while True:
            parts = await self.socket.recv_multipart(**kwargs)
            _, parts = self.session.feed_identities(parts)
            kind = self._kind(parts)
            if kind in SHOWN | UNSEEN:
                self.allowed -= sum(map(len, parts))
                self.pieces += 1
                if self.allowed < 0 or self.pieces > MOST_SHOWN:
                    if not self.cut:
                        self.cut = True
                        return self._notice(parts)
                    continue
            return self.session.deserialize(parts)

    def _kind(self, parts: list[bytes]) -> str:
        """The type of a message, read from its header alone."""
        if len(parts) < 5 or len(parts[1]) > LARGEST_HEADER:
            return "stream"  # whatever it is, it counts, and will not be read past the limit
        return self.session.unpack(parts[1]).get("msg_type", "stream")

    def _notice(self, parts: list[bytes]) -> dict[str, Any]:
        """A line of output in place of the message, as an answer to the same request."""
        message = self.session.msg("stream", content={"name": "stdout", "text": CUT})
        message["parent_header"] = self.session.unpack(parts[2])
        return message


class BoundedClient(AsyncKernelClient):
    """jupyter_client's client without its fixed wait for stray output, and with bounds."""

    iopub_channel_class = Type(BoundedOutput)

    def _context_default(self) -> zmq.asyncio.Context:
        context = super()._context_default()
        # The default for every socket that is made with it.
        context.setsockopt(zmq.MAXMSGSIZE, LARGEST_MESSAGE)
        return context

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and its outputs arrive.

        The original then waits 0.2 s for stray messages. This kernel is fresh, so that only
        answers to this question can come, and they come in order.

        Raises
        ------
        RuntimeError
            When the kernel ends, or does not answer in `timeout` seconds.
        """
        self.iopub_channel.allowed = self.parent.limits.output_bytes
        give_up = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < give_up:
            request = self.kernel_info()
            if await self._answered(self.iopub_channel, request, "status", "idle"):
                while not await self._answered(self.shell_channel, request, "kernel_info_reply"):
                    await self._insist_on_life()
                return
            await self._insist_on_life()
        raise RuntimeError(f"The kernel did not answer in {timeout} seconds.")

    wait_for_ready = _async_wait_for_ready

    async def _answered(self, channel, request: str, kind: str, state: str | None = None) -> bool:
        """Whether the answer comes before the channel is silent for a while."""
        while True:
            try:
                message = await channel.get_msg(timeout=SILENCE)
            except Empty:
                return False
            if (
                message["parent_header"].get("msg_id") == request
                and message["msg_type"] == kind
                and message["content"].get("execution_state") == state
            ):
                return True

    async def _insist_on_life(self) -> None:
        if not await self.parent.is_alive():
            kernel = self.parent.provisioner
            raise RuntimeError(
                f"The kernel {kernel.reason} before it was ready.\n{kernel.last_words}"
            )

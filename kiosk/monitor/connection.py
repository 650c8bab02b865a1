"""One browser's connection: whoever holds it without asking for anything is hung up on.

Without that a machine that only connects takes the process all its file descriptors, and with them record, station and
the way out for alerts.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_S = 10.0
"""A request, its headers whole, is there so soon after the line was opened, or after its first byte."""


class Connection(H11Protocol):
    """Owned by the event loop. Between two requests the server's own limit holds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is None or self.cycle.response_complete:
            self._expect()
        else:
            self._expected()

    def connection_lost(self, exc: Exception | None) -> None:
        self._expected()
        super().connection_lost(exc)

    def _expect(self) -> None:
        """Begin to wait; bytes that trickle in gain nothing."""
        self._late = self._late or self.loop.call_later(REQUEST_S, self.transport.close)

    def _expected(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

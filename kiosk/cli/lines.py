"""Lines for whoever reads them, from a thread of its own: a reader who stops reading stops nothing else."""

import logging
import os
import queue
import sys
import threading

log = logging.getLogger(__name__)

WAITING_AT_MOST = 1000
"""Lines; a pipe that nobody empties blocks whoever writes into it, and Ctrl-S a terminal."""


class Lines:
    """`out` and `err` never wait. `end` it."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[tuple[str, str] | None] = queue.Queue(WAITING_AT_MOST)
        self.dropped = 0
        """Lines for which there was no room."""
        self._thread = threading.Thread(target=self._say_all, name="lines", daemon=True)
        self._thread.start()

    def out(self, line: str) -> None:
        self._put("stdout", line)

    def err(self, line: str) -> None:
        self._put("stderr", line)

    def end(self, limit_s: float) -> bool:
        """Say what waits, for so long at most; return whether all of it was said."""
        try:
            self._waiting.put(None, timeout=limit_s)
        except queue.Full:
            return False
        self._thread.join(limit_s)
        return not self._thread.is_alive()

    def _put(self, where: str, line: str) -> None:
        try:
            self._waiting.put_nowait((where, line))
        except queue.Full:
            self.dropped += 1

    def _say_all(self) -> None:
        while (told := self._waiting.get()) is not None:
            where, line = told
            stream = getattr(sys, where)
            try:
                print(line, file=stream, flush=True)
            except OSError as error:
                if where == "stdout":
                    log.warning("decisions are no longer printed: %s", error)
                    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

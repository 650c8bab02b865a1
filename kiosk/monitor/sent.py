"""Which alerts went out by which way: a small file, so that a page that is started again tells nothing twice."""

import json
import logging
from pathlib import Path

from kiosk.files import put

log = logging.getLogger(__name__)

SENT_FILE = "alerts-sent.json"
MOST = 1000


class Sent:
    """One owner: the thread that sends."""

    def __init__(self, path: Path) -> None:
        """A file that cannot be read is an empty one: twice is better than never."""
        self._path = path
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            told = []
        self._marks = dict.fromkeys(one for one in told if isinstance(one, str)) if isinstance(told, list) else {}

    def __contains__(self, mark: str) -> bool:
        return mark in self._marks

    def add(self, mark: str) -> None:
        """Remember, also on disk; the oldest are forgotten."""
        self._marks[mark] = None
        while len(self._marks) > MOST:
            self._marks.pop(next(iter(self._marks)))
        try:
            put(self._path, json.dumps(list(self._marks)).encode())
        except OSError as error:
            log.warning("which alerts were sent cannot be noted in %s: %s", self._path, error.strerror)

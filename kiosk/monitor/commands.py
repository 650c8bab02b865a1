"""Commands to the station, in the name of whoever is signed in. The station asks for their right again."""

import asyncio
import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.link import Command, ask

Asks = Callable[[Path, dict[str, Any]], dict[str, Any]]
"""Sends one request to the station and returns its answer. Raises OSError."""
VALID = timedelta(seconds=30)
TRIES = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What the station answered."""

    seq: int | None
    """The row it wrote; None: none that is known of."""
    detail: str = ""
    refused: bool = True
    """Without a row: nothing was written. False where no answer came: only the same id asks what became of it."""


class Commands:
    def __init__(self, socket: Path, station_id: str, utc: Callable[[], datetime], asks: Asks = ask) -> None:
        self._ask = asks
        self._socket = socket
        self._station_id = station_id
        self._utc = utc

    async def send(self, command: Command, actor: str, details: dict[str, Any], command_id: str = "") -> Told:
        """Ask the station; a slow answer is asked for again by the same id."""
        request = {
            **details,
            "id": command_id or new_id(),
            "station_id": self._station_id,
            "actor": actor,
            "command": command.value,
            "expires_at": (self._utc() + VALID).isoformat(),
        }
        told = Told(None)
        for _ in range(TRIES):
            try:
                answer = await asyncio.to_thread(self._ask, self._socket, request)
            except (OSError, ValueError) as error:
                told = Told(None, f"the station does not answer: {error}", refused=False)
                continue
            if answer.get("ok"):
                return Told(answer["seq"])
            detail = str(answer.get("detail") or "refused")
            told = Told(None, detail, refused="same id" not in detail)
            if told.refused:
                break
        return told


def new_id() -> str:
    return secrets.token_hex(12)


def id_by_form(form_id: str, command: Command, actor: str, details: dict[str, Any]) -> str:
    """Return the id of what somebody asked for by this form: sent twice it is one command, changed another."""
    if not form_id:
        return new_id()
    return hashlib.sha256(json.dumps([form_id, command, actor, details], sort_keys=True).encode()).hexdigest()[:24]

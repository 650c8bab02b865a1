"""The desk in the station's process: hands out snapshots, checks rights, hands commands on, remembers answers."""

import queue
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from kiosk.link.requests import VERSION, BadRequest, Command, Done, NotDone, Order, Refused, Request, parse
from kiosk.screening.snapshot import Snapshot
from kiosk.workers import Inbox

ANSWERS_REMEMBERED = 1000
LONGEST_VALID = timedelta(minutes=2)
"""A command that is good for longer could be kept back and sent when nobody expects it."""
ANSWER_S = 1.5
"""The station's step is far shorter; one that hangs keeps the socket waiting no longer."""


class Desk:
    """Answers requests: hands out snapshots, checks rights, remembers answers."""

    def __init__(
        self,
        station_id: str,
        latest: Callable[[], Snapshot | None],
        utc: Callable[[], datetime],
        may: Callable[[str, Command], bool] = lambda actor, command: False,
        orders: Inbox[Order] | None = None,
        answer_s: float = ANSWER_S,
    ) -> None:
        """`may` says whether a staff_id has the right to a command; without accounts nobody has. `orders` leads to the
        station thread.
        """
        self._station_id = station_id
        self._latest = latest
        self._utc = utc
        self._may = may
        self._orders = orders
        self._answer_s = answer_s
        self._answers: OrderedDict[str, Order | dict[str, Any]] = OrderedDict()

    def answer(self, line: bytes) -> dict[str, Any]:
        """Return the answer to one line."""
        try:
            request = parse(line, self._station_id)
        except BadRequest as error:
            return _refusal(error.request_id, error.why, error.detail)
        if request.command is Command.SNAPSHOT:
            return self._snapshot(request)
        if request.id not in self._answers:
            self._answers[request.id] = self._taken(request)
            if len(self._answers) > ANSWERS_REMEMBERED:
                self._answers.popitem(last=False)
        taken = self._answers[request.id]
        return self._answered(taken) if isinstance(taken, Order) else taken

    def _snapshot(self, request: Request) -> dict[str, Any]:
        latest = self._latest()
        if latest is None:
            return _refusal(request.id, Refused.NOT_READY, "the station is starting")
        return {"v": VERSION, "id": request.id, "ok": True, "snapshot": asdict(latest)}

    def _taken(self, request: Request) -> "Order | dict[str, Any]":
        """Hand a command on to the station, or refuse it."""
        if request.actor is None or request.expires_at is None:
            return _refusal(request.id, Refused.BAD_REQUEST, 'a command needs "actor" and "expires_at"')
        left = request.expires_at - self._utc()
        if left <= timedelta():
            return _refusal(request.id, Refused.EXPIRED, "the command came too late")
        if left > LONGEST_VALID:
            return _refusal(request.id, Refused.BAD_REQUEST, f'"expires_at" lies at most {LONGEST_VALID} ahead')
        if not self._may(request.actor, request.command):
            return _refusal(request.id, Refused.NO_RIGHTS, f"{request.actor} has no right to {request.command}")
        if self._orders is None:
            return _refusal(request.id, Refused.NOT_READY, f"this station cannot carry out {request.command} yet")
        order = Order(request)
        try:
            self._orders.post(order, patience_s=0.0)
        except queue.Full:
            return _refusal(request.id, Refused.NOT_READY, "the station takes no commands now")
        return order

    def _answered(self, order: Order) -> dict[str, Any]:
        """Wait for the station. What takes longer is no refusal: the same id asks again for what became of it."""
        answer, _ = order.answer.newer(0, self._answer_s)
        match answer:
            case Done(seq):
                return {"v": VERSION, "id": order.request.id, "ok": True, "seq": seq}
            case NotDone(why, detail):
                return _refusal(order.request.id, why, detail)
            case _:
                detail = "the station has not answered yet: ask again with the same id"
                return _refusal(order.request.id, Refused.NOT_READY, detail)


def _refusal(request_id: str | None, why: Refused, detail: str) -> dict[str, Any]:
    return {"v": VERSION, "id": request_id, "ok": False, "refused": why.value, "detail": detail}

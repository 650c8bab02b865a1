"""station.sock: snapshots out, commands in. Versioned JSON, one object a line, each answered by one line.

    {"v": 1, "id": "a1", "station_id": "door-1", "command": "snapshot"}
    {"v": 1, "id": "a1", "ok": true, "snapshot": {..}}

    {"v": 1, "id": "a2", "station_id": "door-1", "actor": "made", "expires_at": "..Z", "command": "let_in", ..}
    {"v": 1, "id": "a2", "ok": false, "refused": "no_rights", "detail": ".."}

The station itself checks what a command may do; whoever wrote to the socket is not trusted for it. A repeated id is
answered as the first time, with no second effect. A command that was carried out names the row it left in the record:

    {"v": 1, "id": "a2", "ok": true, "seq": 4711}
"""

from kiosk.link.desk import ANSWERS_REMEMBERED, LONGEST_VALID, Desk
from kiosk.link.requests import MAX_LINE, MAX_NAME, Command, Done, NotDone, Order, Refused, Request
from kiosk.link.sockets import MAX_CLIENTS, LinkServer, ask

__all__ = [
    "ANSWERS_REMEMBERED",
    "LONGEST_VALID",
    "MAX_CLIENTS",
    "MAX_LINE",
    "MAX_NAME",
    "Command",
    "Desk",
    "Done",
    "LinkServer",
    "NotDone",
    "Order",
    "Refused",
    "Request",
    "ask",
]

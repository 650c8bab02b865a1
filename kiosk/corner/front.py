"""What the pages of somebody who is signed in ask of the corner around them."""

from collections.abc import Callable
from typing import Protocol

from kiosk.corner.work import Work
from kiosk.link import NotDone
from kiosk.link.corner import Enter, Granted, Keep, Leave, Still, Tell, Why
from kiosk.screening.corner import Busy, Note
from kiosk.screening.corner_bench import CalibrationView, CheckView
from kiosk.staff.rights import Action

Asked = Enter | Still | Leave | Keep | Tell
Then = Callable[[Granted | NotDone], None]


class Front(Protocol):
    def ask(self, now: float, what: Asked, busy: Busy, then: Then) -> None:
        """Ask the station, take no input meanwhile, and call `then` with its answer (monotonic s)."""
        ...

    def post(self, now: float, what: Asked) -> None:
        """Tell the station; nobody waits for the answer."""
        ...

    def proved(self, now: float, action: Action, pin: str) -> bool:
        """Say whether the PIN is that of whoever is signed in, and that person may do this; why not is shown."""
        ...

    def leave(self, now: float, why: Why) -> None:
        """Sign out."""
        ...


class No(Exception):
    """It cannot be done; the screen says why."""

    def __init__(self, note: Note, detail: str = "") -> None:
        super().__init__(detail)
        self.note = note
        self.detail = detail


class Pages(Protocol):
    """What signing changes of the pages."""

    @property
    def work(self) -> Work | None: ...

    def say(self, note: Note | None, detail: str = "") -> None: ...

    def stored(self, calibration: CalibrationView | None, check: CheckView | None) -> None:
        """What was at the bench is in the record: show it as that."""
        ...

    def to_menu(self, note: Note) -> None: ...

    def look_up(self, note: Note) -> None:
        """Show what the record says now."""
        ...

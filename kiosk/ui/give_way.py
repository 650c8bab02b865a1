"""When the sign-in page of the corner gives way to a visitor: pure, time is an argument."""

from kiosk.screening.corner import CornerPage, CornerView
from kiosk.ui.corner_state import Typing

GIVE_WAY_S = 5.0
"""Untouched for this long it lies over nobody who came meanwhile."""


class GiveWay:
    """Watches the page. Whoever stands there typing is screened too, but keeps it: they were there at the last key."""

    def __init__(self) -> None:
        self._seen: object = None
        self._session: str | None = None
        """Who was being screened when it was touched last."""
        self._since = 0.0

    def due(self, view: CornerView, typing: Typing, session_id: str | None, now: float) -> bool:
        """Say whether it goes now; `session_id` is of whoever is being screened, `now` in monotonic s."""
        seen = (view.page, view.busy, view.refusal, typing)
        if seen != self._seen:
            self._seen, self._session, self._since = seen, session_id, now
        came = session_id is not None and session_id != self._session
        waits = view.page is CornerPage.SIGN_IN and view.busy is None
        return waits and came and now - self._since >= GIVE_WAY_S

"""What a visitor opened beside the passage: pure, time is an argument, without a sentence."""

from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.screening.feedback import Matter, Mood
from kiosk.screening.values import Phase

CODE_LENGTH = 2
SEEN_S = 60.0
"""Untouched for this long with somebody in view: ask whether to stay."""
UNSEEN_S = 25.0
ASK_S = 20.0
"""How long that question stands before the panel closes."""
SAID_S = 3.0
"""How long "we know your code" stands before the passage goes on."""
BACK = "back"
LETTERS = "letters"
DIGITS = "digits"


class Panel(StrEnum):
    NONE = ""
    CODE = "code"
    SERVICES = "services"
    FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class Desk:
    panel: Panel = Panel.NONE
    typed: str = ""
    letters: bool = False
    """The keypad shows letters."""
    sent: str = ""
    """The whole code, handed in."""
    mood: Mood | None = None
    matter: Matter | None = None
    thanked: bool = False
    lower: bool = False
    """Controls keep to the lower half of the screen."""
    speaking: bool = False
    asking: bool = False
    """Whether the visitor is still there."""
    accepted_at: float | None = None
    """When the code was found to be good."""
    touched_at: float = 0.0
    """Monotonic seconds."""


def opened(desk: Desk, panel: Panel, now: float) -> Desk:
    return Desk(panel=panel, lower=desk.lower, speaking=desk.speaking, touched_at=now)


def touched(desk: Desk, now: float) -> Desk:
    return replace(desk, asking=False, touched_at=now)


def pressed(desk: Desk, key: str, now: float) -> Desk:
    """Take one key of the keypad; the second character makes the code whole."""
    desk = touched(desk, now)
    if desk.panel is not Panel.CODE or desk.accepted_at is not None:
        return desk
    if key in (LETTERS, DIGITS):
        return replace(desk, letters=key == LETTERS)
    if key == BACK:
        return replace(desk, typed=desk.typed[:-1], sent="")
    before = "" if desk.sent else desk.typed
    typed = before + key
    return replace(desk, typed=typed, letters=False, sent=typed if len(typed) == CODE_LENGTH else "")


def felt(desk: Desk, now: float, mood: Mood | None = None, matter: Matter | None = None) -> Desk:
    """Take a face or a matter; with both it is said, and thanked for."""
    if desk.thanked or desk.panel is not Panel.FEEDBACK:
        return touched(desk, now)
    desk = replace(touched(desk, now), mood=mood or desk.mood, matter=matter or desk.matter)
    return replace(desk, thanked=desk.mood is not None and desk.matter is not None)


def accepted(desk: Desk, now: float) -> Desk:
    """The code that was handed in is known: nothing more to type."""
    if not desk.sent or desk.accepted_at is not None:
        return desk
    return replace(desk, accepted_at=now)


def passed(desk: Desk, now: float, phase: Phase) -> Desk:
    """Ask first, then close: nobody loses a panel without being asked."""
    if desk.panel is Panel.NONE:
        return desk
    if desk.accepted_at is not None and now - desk.accepted_at >= SAID_S:
        return opened(desk, Panel.NONE, now)
    patience = UNSEEN_S if phase in (Phase.IDLE, Phase.OUT_OF_SERVICE) else SEEN_S
    quiet = now - desk.touched_at
    if quiet >= patience + ASK_S:
        return opened(desk, Panel.NONE, now)
    return replace(desk, asking=quiet >= patience)


def for_the_next(desk: Desk) -> Desk:
    """Choices belong to one visitor."""
    return Desk(panel=desk.panel, typed=desk.typed, letters=desk.letters, touched_at=desk.touched_at)


def lowered(desk: Desk) -> Desk:
    return replace(desk, lower=not desk.lower)


def heard(desk: Desk) -> Desk:
    """Speech on or off against what the site begins with, for this visitor."""
    return replace(desk, speaking=not desk.speaking)

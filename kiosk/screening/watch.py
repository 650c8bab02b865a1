"""Facts over time -> is this source to be trusted? A broken sensor looks like a number; here it is found out.

A watch holds since when a source shows a trouble; `fault` says whether that has lasted too long. Times are monotonic
seconds and come with the facts.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.screening.events import FaceSeen, TemperatureRead
from kiosk.screening.position import guide, visitors
from kiosk.screening.settings import Limits, Position
from kiosk.screening.thermometry import COARSE_C
from kiosk.screening.values import Fault, Source, Trouble
from kiosk.screening.warm_up import WarmUp

NEVER = float("-inf")
SCENE_S = 2.0
"""Somebody who came or went for shorter than this proves nothing: the sensor lags."""
CAN_MOVED_C = 0.5
"""A can that moves by this, five steps of a coarse sensor, moves what it sees by a step too."""
COARSE_STUCK_S = 1800.0


class Presence(StrEnum):
    """What stands before the sensor, as the camera has it."""

    NOBODY = "nobody"
    """No face as large as a visitor's, sure or not."""
    PLACED = "placed"
    """A visitor in position: the sensor must feel them."""
    UNCLEAR = "unclear"


def presence(seen: FaceSeen, rules: Position) -> Presence:
    """Return who stands there in one look of the camera."""
    found = visitors(seen, None, rules)
    if found is not None and guide(found, None, rules) is None:
        return Presence.PLACED
    near = any(face.h >= rules.zone_face * seen.height for face in seen.faces)
    return Presence.UNCLEAR if near else Presence.NOBODY


@dataclass(frozen=True, slots=True)
class ThermometerWatch:
    """A fine sensor's noise never repeats a value for long. A coarse one (steps of 0.1 °C) rightly does before a quiet
    wall; stuck it is when the value stays though a visitor came or went, though its can has moved, or for half an hour.
    """

    started_at: float
    resolution_c: float = 0.0
    heard_at: float = NEVER
    """When the last frame came, with or without a value."""
    value_at: float = NEVER
    changed_at: float = NEVER
    """When the value last differed from the one before."""
    last: float | None = None
    """Object temperature; the ambient may still move while the object register is stuck."""
    can_then_c: float | None = None
    """The can's temperature when the value last changed."""
    can_c: float | None = None
    present: Presence = Presence.UNCLEAR
    present_at: float = NEVER
    """Since when."""
    unmoved: frozenset[Presence] = frozenset()
    """Who has stood there for a while, each, since the value last changed."""
    warm_up: WarmUp = field(default_factory=WarmUp)

    def take(self, event: TemperatureRead) -> "ThermometerWatch":
        value = event.beside_c if event.reading.object_c is None else event.reading.object_c
        can_c = event.reading.ambient_c
        heard = replace(
            self,
            heard_at=event.at,
            value_at=event.at if value is not None else self.value_at,
            can_c=self.can_c if can_c is None else can_c,
            warm_up=self.warm_up.take(event.at, can_c),
        )
        if value != self.last:
            return replace(heard, changed_at=event.at, last=value, can_then_c=can_c, unmoved=frozenset())
        if event.at - max(self.present_at, self.changed_at) < SCENE_S:
            return heard
        return replace(heard, unmoved=self.unmoved | {self.present})

    def look(self, at: float, present: Presence) -> "ThermometerWatch":
        """Return it after a look of the camera."""
        return self if present is self.present else replace(self, present=present, present_at=at)

    def fault(self, now: float, limits: Limits) -> Fault | None:
        """Return why the thermometer cannot be trusted at `now`, or None."""
        if now - max(self.heard_at, self.started_at) > limits.silent_s:
            return _fault(Trouble.SILENT, "no readings arrive; check cable, power and port")
        if self.heard_at == NEVER:
            return _fault(Trouble.STARTING, "waiting for the first reading")
        if now - max(self.value_at, self.started_at) > limits.silent_s:
            return _fault(Trouble.NO_VALUE, "the sensor reports no valid value; restart or replace it")
        if self.value_at == NEVER:
            return _fault(Trouble.STARTING, "waiting for the first valid reading")
        if (same_s := self.heard_at - self.changed_at) > limits.stuck_s and (why := self._stuck(same_s)):
            return _fault(Trouble.STUCK, why)
        if self.warm_up.drifting:
            drift = self.warm_up.drift_c_per_min
            return _fault(
                Trouble.WARMING_UP,
                f"the sensor's own temperature moves by {drift:+.2f} °C a minute; wait, keep draughts and sun off it",
            )
        return None

    def _stuck(self, same_s: float) -> str:
        if self.resolution_c < COARSE_C or same_s > COARSE_STUCK_S:
            return "the sensor repeats one value; restart or replace it"
        if {Presence.NOBODY, Presence.PLACED} <= self.unmoved:
            return "the sensor says the same with and without a visitor; see where it looks, restart or replace it"
        if self.can_c is not None and self.can_then_c is not None and abs(self.can_c - self.can_then_c) > CAN_MOVED_C:
            return "the sensor repeats one value though its own temperature moves; restart or replace it"
        return ""


def _fault(trouble: Trouble, detail: str) -> Fault:
    return Fault(Source.THERMOMETER, trouble, detail)


@dataclass(frozen=True, slots=True)
class CameraWatch:
    started_at: float
    heard_at: float = NEVER
    changed_at: float = NEVER
    bright_at: float = NEVER
    """When a picture last showed anything."""
    digest: int | None = None

    def take(self, event: FaceSeen, limits: Limits) -> "CameraWatch":
        black = event.luma < limits.black_luma and event.contrast < limits.black_contrast
        return replace(
            self,
            heard_at=event.at,
            changed_at=event.at if event.digest != self.digest else self.changed_at,
            bright_at=self.bright_at if black else event.at,
            digest=event.digest,
        )

    def fault(self, now: float, limits: Limits) -> Fault | None:
        """Return why the camera cannot be trusted at `now`, or None."""
        if now - max(self.heard_at, self.started_at) > limits.silent_s:
            return Fault(Source.CAMERA, Trouble.SILENT, "no pictures arrive; check cable and power")
        if self.heard_at == NEVER:
            return Fault(Source.CAMERA, Trouble.STARTING, "waiting for the first picture")
        if self.heard_at - max(self.bright_at, self.started_at) > limits.black_s:
            return Fault(Source.CAMERA, Trouble.BLACK, "the picture is black; uncover the lens, switch on light")
        if self.bright_at == NEVER:
            return Fault(Source.CAMERA, Trouble.STARTING, "waiting for the first bright picture")
        if self.heard_at - self.changed_at > limits.frozen_s:
            return Fault(Source.CAMERA, Trouble.FROZEN, "the picture is frozen; reconnect the camera")
        return None

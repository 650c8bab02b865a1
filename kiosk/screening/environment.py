"""Is the room fit for measuring skin? Ambient, its changes, sun or a lamp, and how far away the face is.

What the sensor's can feels stands for the room; what the sensor sees while nobody stands there is the background.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import radians, tan
from statistics import median

from kiosk.screening.events import FaceSeen, TemperatureRead
from kiosk.screening.settings import Environment, Rules
from kiosk.screening.values import Check, Fault, Guidance, Source, Trouble

KEPT_S = 600.0
THIN_S = 10.0
"""One look at the room is kept for so long."""
FEWEST_LOOKS = 3
"""A back or a bowed head seen once or twice is no lamp."""
CLEAR_S = 3.0
"""So long after the last face the sensor sees what is behind it."""
JUMP_S = 60.0
"""Sun or a lamp comes within this; a room warms more slowly."""


class Condition(StrEnum):
    """Why the room is not fit: out of service by the same name, or a notice for staff."""

    TOO_COLD = "too_cold"
    TOO_WARM = "too_warm"
    TOO_DRY = "too_dry"
    TOO_HUMID = "too_humid"
    CHANGING = "changing"
    SUN_OR_LAMP = "sun_or_lamp"


ADVICE = {
    Condition.TOO_COLD: "the sensor is colder than it may be: no air conditioning onto the kiosk",
    Condition.TOO_WARM: "the sensor is warmer than it may be: shade the kiosk, let it cool",
    Condition.TOO_DRY: "the air is drier than the site allows",
    Condition.TOO_HUMID: "the air is more humid than the site allows: dry the lens, wait",
    Condition.CHANGING: "the sensor's temperature is changing: close doors, let the kiosk warm up",
    Condition.SUN_OR_LAMP: "sun or a lamp behind the visitor: draw the curtain, turn the kiosk",
}


@dataclass(frozen=True, slots=True)
class Look:
    at: float
    """Monotonic seconds."""
    ambient_c: float
    background_c: float | None
    """None: somebody stood there."""


@dataclass(frozen=True, slots=True)
class Room:
    """The last ten minutes, one look every ten seconds."""

    looks: tuple[Look, ...] = ()

    def take(self, at: float, ambient_c: float | None, background_c: float | None) -> "Room":
        """Return the room after a reading; `background_c` None while somebody stands there."""
        if ambient_c is None or (self.looks and at - self.looks[-1].at < THIN_S):
            return self
        kept = tuple(look for look in self.looks if at - look.at <= KEPT_S)
        return replace(self, looks=(*kept, Look(at, ambient_c, background_c)))


def conditions(room: Room, rules: Environment, humidity: float | None = None) -> tuple[Condition, ...]:
    """Return all that speaks against the room; `humidity` in percent, None without a sensor for it."""
    found = []
    if humidity is not None and humidity < rules.humidity_low:
        found.append(Condition.TOO_DRY)
    if humidity is not None and humidity > rules.humidity_high:
        found.append(Condition.TOO_HUMID)
    if not room.looks:
        return tuple(found)
    ambients = [look.ambient_c for look in room.looks]
    if ambients[-1] < rules.ambient_low:
        found.append(Condition.TOO_COLD)
    if ambients[-1] > rules.ambient_high:
        found.append(Condition.TOO_WARM)
    if max(ambients) - min(ambients) > rules.change_c:
        found.append(Condition.CHANGING)
    if _lit(room, rules):
        found.append(Condition.SUN_OR_LAMP)
    return tuple(found)


def _lit(room: Room, rules: Environment) -> bool:
    """The background is far above the room, or rose within a minute."""
    now = room.looks[-1].at
    seen = [(look.at, look.background_c) for look in room.looks if look.background_c is not None]
    new = [background for at, background in seen if now - at <= JUMP_S]
    old = [background for at, background in seen if now - at > JUMP_S]
    if len(new) < FEWEST_LOOKS:
        return False
    return median(new) - room.looks[-1].ambient_c > rules.background_c or (
        bool(old) and median(new) - median(old) > rules.jump_c
    )


def measurable(ambient_c: float | None, rules: Environment) -> bool:
    """Say whether a sensor that feels this says anything of skin. A wrong can temperature makes skin look cooler than
    it is, so that a reading with one counts for nothing, from the first on; the room is told of it a little later."""
    return ambient_c is None or rules.ambient_low <= ambient_c <= rules.ambient_high


_STOPS = {
    Condition.TOO_COLD: Trouble.TOO_COLD,
    Condition.TOO_WARM: Trouble.TOO_WARM,
    Condition.CHANGING: Trouble.CHANGING,
    Condition.SUN_OR_LAMP: Trouble.SUN_OR_LAMP,
}


@dataclass(frozen=True, slots=True)
class RoomWatch:
    """Facts over time -> may skin be measured in this room?"""

    room: Room = Room()
    face_at: float = float("-inf")
    """When a face large enough for a visitor, sure or not, was last seen."""
    looked_at: float = float("-inf")
    found: tuple[Condition, ...] = ()

    def look(self, seen: FaceSeen, rules: Rules) -> "RoomWatch":
        """Return it after a look of the camera."""
        near = any(face.h >= rules.position.zone_face * seen.height for face in seen.faces)
        return replace(self, looked_at=seen.at, face_at=seen.at if near else self.face_at)

    def feel(self, read: TemperatureRead, rules: Rules, humidity: Callable[[], float | None]) -> "RoomWatch":
        """Return it after a reading; `humidity` tells percent, or None where nothing tells it."""
        clear = read.at - self.face_at > CLEAR_S and read.at - self.looked_at <= CLEAR_S
        room = self.room.take(read.at, read.reading.ambient_c, read.reading.object_c if clear else None)
        if room is self.room:
            return self
        return replace(self, room=room, found=conditions(room, rules.environment, humidity()))

    def fault(self, rules: Rules) -> Fault | None:
        """Return why no skin may be measured now; None as well where the site does not ask for a temperature."""
        if rules.policy.temperature is Check.OFF:
            return None
        stops = next((one for one in self.found if one in _STOPS), None)
        return None if stops is None else Fault(Source.ROOM, _STOPS[stops], ADVICE[stops])


def distance_m(face_height: float, rules: Environment) -> float | None:
    """Return how far a face is whose height fills this share of the picture; None: the camera's angle is not known."""
    if rules.camera_view_deg == 0 or face_height <= 0:
        return None
    return rules.face_m / (2 * tan(radians(rules.camera_view_deg) / 2) * face_height)


def distance_hint(distance: float | None, rules: Environment) -> Guidance | None:
    """Return what a visitor should do about the distance; None within the window, and where it is not known."""
    if distance is None:
        return None
    if distance > rules.distance_high:
        return Guidance.COME_CLOSER
    return Guidance.STEP_BACK if distance < rules.distance_low else None

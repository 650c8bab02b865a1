"""The in-scene reference: a small blackbody that an array sees in every picture -> what to add to its values.

    correction = apparent temperature of the reference - what the calibrated array reads of it

It takes out what drifts between two calibrations. It is limited: beyond `limit_c` the array is not to be trusted, and
faster than `change_c_per_min` nothing honest moves. A reference that is not seen, or stands elsewhere, corrects
nothing: the last correction holds for `held_s` (somebody walks past), then the station is out of service.
"""

from dataclasses import dataclass, replace
from math import sqrt

from kiosk.screening.events import TemperatureRead
from kiosk.screening.in_scene import Correction, ReferenceLook
from kiosk.screening.settings import Reference
from kiosk.screening.state import Setup
from kiosk.screening.thermometry import apparent, calibrated
from kiosk.screening.uncertainty import mean, spread
from kiosk.screening.values import Check, Fault, Source, Trouble

WINDOW_S = 10.0
"""Looks of this long make one correction."""
FEWEST_LOOKS = 6
MOST_BESIDE = 0.35
"""With a larger share of the surroundings as warm, it is not the reference that is seen."""
WAITING = "waiting for the reference in the array's picture"
NEVER = float("-inf")


def wrong_look(look: ReferenceLook, rules: Reference) -> Trouble | None:
    """Return why a look does not show the reference in its place; None when it does."""
    if look.told_c is None or look.off_px is None or look.peak_c - look.around_c < rules.contrast_c:
        return Trouble.REFERENCE_LOST
    if look.off_px > rules.moved_px or look.beside > MOST_BESIDE:
        return Trouble.REFERENCE_MOVED
    return None


@dataclass(frozen=True, slots=True)
class _Look:
    at: float
    read_c: float
    """Apparent, before calibration."""
    true_c: float
    told_c: float


@dataclass(frozen=True, slots=True)
class ReferenceWatch:
    """Looks over time -> the correction in force, and whether the array is to be trusted."""

    started_at: float
    looks: tuple[_Look, ...] = ()
    correction: Correction | None = None
    calibration_id: str | None = None
    """Under which the correction was made: another one begins it anew."""
    looked_at: float = NEVER
    """When a picture was last looked at; none is while staff work at the kiosk."""
    trouble: Trouble | None = None
    """What the newest look shows."""
    well_at: float = NEVER
    """When a look last showed the reference in its place."""
    off_c: float | None = None
    """How far the array is off, when that is beyond the limit."""

    def take(self, event: TemperatureRead, setup: Setup) -> "ReferenceWatch":
        """Return it after a picture; readings of a sensor that makes none change nothing."""
        rules, look = setup.rules.reference, event.reference
        if look is None or not rules.on:
            return self
        known = ReferenceWatch(event.at) if self._unwatched(event.at, rules) else self
        known = replace(known, looked_at=event.at)
        trouble = wrong_look(look, rules)
        if trouble is not None:
            return replace(known, trouble=trouble)
        kept = tuple(one for one in known.looks if event.at - one.at <= WINDOW_S)
        seen = replace(known, looks=(*kept, _corrected(event, look, setup)), trouble=None, well_at=event.at)
        return seen._follow(event.at, setup) if len(seen.looks) >= FEWEST_LOOKS else seen

    def _follow(self, at: float, setup: Setup) -> "ReferenceWatch":
        """Move the correction towards what the looks say, no farther and no faster than it may."""
        rules, now = setup.rules.reference, _calibration_id(setup)
        reads = [look.read_c for look in self.looks]
        true_c, read_c = mean([look.true_c for look in self.looks]), mean(reads)
        wanted = true_c - calibrated(read_c, setup.calibration)
        if abs(wanted) > rules.limit_c:
            return replace(self, off_c=-wanted)
        before = self.correction
        if before is None or self.calibration_id != now or at - before.at > rules.held_s:
            value = wanted
        else:
            step = rules.change_c_per_min / 60 * (at - before.at)
            value = before.correction_c + min(max(wanted - before.correction_c, -step), step)
        error = spread(reads) / sqrt(len(reads))
        made = Correction(at, value, wanted, true_c, read_c, error, len(reads), self.looks[-1].told_c)
        return replace(self, correction=made, calibration_id=now, off_c=None)

    def _unwatched(self, now: float, rules: Reference) -> bool:
        """Whether nobody has looked for so long that nothing is known of the reference any more."""
        return self.looked_at > NEVER and now - self.looked_at > rules.held_s

    def at(self, now: float, setup: Setup) -> Correction | None:
        """Return the correction in force at `now` (monotonic s); None: none is known, it is too old, or of another
        calibration.
        """
        return self._young(now, setup.rules.reference) if self.calibration_id == _calibration_id(setup) else None

    def _young(self, now: float, rules: Reference) -> Correction | None:
        found = self.correction
        return None if found is None or now - found.at > rules.held_s else found

    def fault(self, now: float, setup: Setup) -> Fault | None:
        """Return why the array may not be used at `now`, or None."""
        rules = setup.rules.reference
        if not rules.on or setup.rules.policy.temperature is Check.OFF:
            return None
        if self._unwatched(now, rules):
            return _fault(Trouble.STARTING, WAITING)
        if now - max(self.well_at, self.started_at) > rules.held_s:
            trouble = self.trouble or Trouble.REFERENCE_LOST
            return _fault(trouble, _ADVICE[trouble])
        if self.off_c is not None:
            return _fault(
                Trouble.REFERENCE_OFF,
                f"the array reads its reference {self.off_c:+.2f} °C wrong, {rules.limit_c:g} at most; check the "
                "reference's temperature, then calibrate",
            )
        if self._young(now, rules) is None:  # of another calibration: nothing is measured until the next looks
            return _fault(Trouble.STARTING, WAITING)
        return None


def _calibration_id(setup: Setup) -> str | None:
    return setup.calibration.calibration_id if setup.calibration else None


def _corrected(event: TemperatureRead, look: ReferenceLook, setup: Setup) -> _Look:
    """Both as black bodies would look: the reference is not quite black, the sensor has an emissivity set."""
    reading, felt = event.reading, setup.rules.thermometry
    can = felt.default_reflected_c if reading.ambient_c is None else reading.ambient_c
    set_to = felt.sensor_emissivity if reading.emissivity is None else reading.emissivity
    assert look.told_c is not None
    true_c = apparent(look.told_c, can, setup.rules.reference.emissivity)
    return _Look(event.at, apparent(look.read_c, can, set_to), true_c, look.told_c)


_ADVICE = {
    Trouble.REFERENCE_LOST: "the reference is not seen in the array's picture: switch it on, let nothing stand before "
    "it, and see that its own sensor tells its temperature",
    Trouble.REFERENCE_MOVED: "the reference is not where it was: put it back, or tell the new place in [reference] "
    "(kiosk thermometer reference finds it)",
}


def _fault(trouble: Trouble, detail: str) -> Fault:
    return Fault(Source.THERMOMETER, trouble, detail)

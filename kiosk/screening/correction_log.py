"""Which corrections by the in-scene reference get a row of their own, so that the chain tells how the array drifted
between two visitors too."""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from kiosk.screening.in_scene import Correction
from kiosk.screening.values import Calibration

STEP_C = 0.05
"""A correction that is so far from the one in the newest row is told: a tenth of what the shipped limit allows."""
LEAST_S = 60.0
"""Rows are at least so far apart; each names the newest correction."""


class Told(StrEnum):
    """Why a row was written."""

    BEGUN = "begun"
    """The first of a run, of a calibration, or after none was known."""
    MOVED = "moved"
    HELD_BACK = "held_back"
    """The looks ask for more than its speed allows: it lags behind by `wanted_c` less `correction_c`."""


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """What the row tells; with gain and offset, `wanted_c` can be computed from it by hand."""

    why: Told
    correction: Correction
    calibration: Calibration | None

    def payload(self) -> dict[str, Any]:
        """Return it as it is stored; temperatures in °C, `at` in monotonic s."""
        known = self.calibration
        return {
            "why": self.why.value,
            **asdict(self.correction),
            "calibration_id": known.calibration_id if known else None,
            "gain": known.gain if known else 1.0,
            "offset_c": known.offset_c if known else 0.0,
        }


@dataclass(frozen=True, slots=True)
class CorrectionLog:
    """The newest row about a correction, and whether the next is due."""

    told: Correction | None = None
    calibration_id: str | None = None
    told_at: float = float("-inf")

    def after(
        self, correction: Correction | None, calibration: Calibration | None, now: float
    ) -> "tuple[CorrectionLog, CorrectionRow | None]":
        """Return the log at `now` (monotonic s), and the row to write; None: there is nothing to tell."""
        if correction is None:
            return replace(self, told=None), None
        name = calibration.calibration_id if calibration else None
        why = self._why(correction, name)
        if why is None or now - self.told_at < LEAST_S:
            return self, None
        return CorrectionLog(correction, name, now), CorrectionRow(why, correction, calibration)

    def _why(self, correction: Correction, calibration_id: str | None) -> Told | None:
        if self.told is None or self.calibration_id != calibration_id:
            return Told.BEGUN
        if abs(correction.correction_c - self.told.correction_c) >= STEP_C:
            return Told.MOVED
        lags, lagged = (abs(one.wanted_c - one.correction_c) >= STEP_C for one in (correction, self.told))
        return Told.HELD_BACK if lags and not lagged else None

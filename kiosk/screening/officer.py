"""The officer's check: a person's second look. What was found, and which of the machine's reasons that settles.

A clinical reading below the limit settles what was referred for its temperature; a mask that is worn or was handed out,
or an exemption that was shown (its ground is nobody's business), settles the mask. An officer may still let in whom
nothing settles: that is an override, and needs a reason on record. So does every turning away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kiosk.screening.values import Reason

CLINICAL_LOW_C, CLINICAL_HIGH_C = 30.0, 45.0
TOO_LOW_C = 35.0
"""A clinical reading below it was taken wrongly, or its visitor is unwell: it speaks for nothing."""
NOT_KEPT = (Reason.TEMPERATURE_ELEVATED, Reason.MASK_UNSURE)
"""What a referral is taken to be for where the site's policy keeps no reasons: either may be."""
READINGS_MOST = 2
INSTRUMENT_MOST = 60
REASON_MOST = 200

_OF_MASK = frozenset({Reason.MASK_MISSING, Reason.MASK_INCORRECT, Reason.MASK_UNSURE})
_OF_NEITHER = frozenset({Reason.HANDS_NOT_CLEANED, Reason.RETRIES_USED_UP})
"""Everything else that is not about the mask is about the temperature: in doubt a second reading is wanted."""


class Ended(StrEnum):
    LET_IN = "let_in"
    TURNED_AWAY = "turned_away"


class MaskNow(StrEnum):
    GIVEN = "given"
    WORN = "worn"


@dataclass(frozen=True, slots=True)
class OfficerCheck:
    ended: Ended
    instrument: str = ""
    """Which clinical thermometer: its name or number."""
    clinical_c: tuple[float, ...] = ()
    """One or two readings of it, °C."""
    mask: MaskNow | None = None
    exemption: bool = False
    """An exemption from the mask was shown."""
    reason: str = ""


def check_from(ended: Ended, told: Mapping[str, Any]) -> OfficerCheck:
    """Return the check an officer has entered. Raises ValueError: one sentence that says what is wrong with it."""
    readings = _readings(told.get("clinical_c") or [])
    instrument = _line(told.get("instrument"), "instrument", INSTRUMENT_MOST)
    if readings and not instrument:
        raise ValueError("name the thermometer that was used: its name or number")
    mask = told.get("mask")
    if mask is not None and mask not in [each.value for each in MaskNow]:
        raise ValueError(f"mask: {mask!r} is not one of {', '.join(MaskNow)}")
    exemption = told.get("exemption") or False
    if not isinstance(exemption, bool):
        raise ValueError("exemption is true or false; its ground is not asked for")
    return OfficerCheck(
        ended,
        instrument=instrument,
        clinical_c=readings,
        mask=MaskNow(mask) if mask else None,
        exemption=exemption,
        reason=_line(told.get("reason"), "reason", REASON_MOST),
    )


def _readings(told: Any) -> tuple[float, ...]:
    if not isinstance(told, list) or len(told) > READINGS_MOST:
        raise ValueError(f"clinical_c: at most {READINGS_MOST} readings, as a list")
    for reading in told:
        number = isinstance(reading, int | float) and not isinstance(reading, bool)
        if not number or not CLINICAL_LOW_C <= reading <= CLINICAL_HIGH_C:
            raise ValueError(f"clinical_c: {reading!r} is outside {CLINICAL_LOW_C} to {CLINICAL_HIGH_C} (°C)")
    return tuple(float(reading) for reading in told)


def _line(told: Any, name: str, most: int) -> str:
    if told is None:
        return ""
    if not isinstance(told, str) or not told.isprintable() or len(told.strip()) > most:
        raise ValueError(f"{name}: one line of at most {most} characters")
    return told.strip()


def unsettled(check: OfficerCheck, reasons: Iterable[Reason], elevated_from_c: float) -> tuple[Reason, ...]:
    """Return for which of the machine's reasons the officer found nothing that speaks against them."""
    found_normal = normal(check.clinical_c, elevated_from_c)
    masked = check.mask is not None or check.exemption
    settled = _OF_NEITHER | (_OF_MASK if masked else frozenset())
    return tuple(reason for reason in reasons if reason not in settled and (reason in _OF_MASK or not found_normal))


def normal(readings: Iterable[float], elevated_from_c: float) -> bool:
    """Say whether clinical readings (°C) lie below the limit, the highest of them; what is too low does not count."""
    counted = [reading for reading in readings if reading >= TOO_LOW_C]
    return bool(counted) and max(counted) < elevated_from_c


def complaint(check: OfficerCheck, left: tuple[Reason, ...]) -> str | None:
    """Return what is still missing before this check can stand in the record, or None. `left`: what is unsettled."""
    if check.reason:
        return None
    if check.ended is Ended.TURNED_AWAY:
        return "say in one line why this visitor is turned away"
    if left and check.clinical_c and max(check.clinical_c) < TOO_LOW_C:
        return f"a reading below {TOO_LOW_C} °C is no pass: measure again, or say in one line why to let in"
    if left:
        return (
            f"nothing speaks against {', '.join(left)} yet: measure, see to the mask, or say in one line why to let in"
        )
    return None


def of_temperature(reasons: Iterable[Reason]) -> bool:
    """Say whether a visitor was referred for the temperature."""
    return any(reason not in _OF_MASK and reason not in _OF_NEITHER for reason in reasons)

"""Facts as they would arrive, for tables of them."""

from dataclasses import replace

from drivers.values import Reading
from kiosk.screening.events import FaceSeen, TemperatureRead
from kiosk.screening.settings import Policy, Rules
from kiosk.screening.state import Setup
from kiosk.screening.values import Budget, Evidence, Hands, MaskFinding, Measurement
from models.values import Face, MaskEstimate, MaskStatus

WIDTH, HEIGHT = 640, 480
WORN = MaskEstimate(0.97, 0.02, 0.01, MaskStatus.WORN)
INCORRECT = MaskEstimate(0.05, 0.9, 0.05, MaskStatus.INCORRECT)
NONE = MaskEstimate(0.01, 0.02, 0.97, MaskStatus.NONE)
UNSURE = MaskEstimate(0.5, 0.45, 0.05, MaskStatus.UNSURE)
SETUP = Setup(Rules(), accuracy_c=0.5, resolution_c=0.01)


def setup(**policy: object) -> Setup:
    return replace(SETUP, rules=replace(Rules(), policy=replace(Policy(), **policy)))  # type: ignore[arg-type]


def face(x: float = 0.5, y: float = 0.5, h: float = 0.4, score: float = 0.9, turn: float = 0.0) -> Face:
    """A face centred at (x, y), h of the frame's height tall; `turn` moves the nose, in eye distances."""
    size = h * HEIGHT
    left, top = x * WIDTH - size / 2, y * HEIGHT - size / 2
    eyes = 0.4 * size
    keypoints = (
        (left + 0.3 * size, top + 0.4 * size),
        (left + 0.7 * size, top + 0.4 * size),
        (left + 0.5 * size + turn * eyes, top + 0.6 * size),
        (left + 0.5 * size, top + 0.8 * size),
    )
    return Face(left, top, size, size, score, keypoints)


def seen(at: float, *faces: Face, mask: MaskEstimate | None = WORN) -> FaceSeen:
    return FaceSeen(at, WIDTH, HEIGHT, faces or (face(),), mask)


def nobody(at: float) -> FaceSeen:
    return FaceSeen(at, WIDTH, HEIGHT, (), None)


def felt(at: float, object_c: float = 34.4, ambient_c: float = 28.0) -> TemperatureRead:
    return TemperatureRead(at, Reading(object_c, ambient_c))


def measurement(skin_c: float, uncertainty_c: float = 0.5, trend: float | None = 0.0) -> Measurement:
    return Measurement(
        skin_c=skin_c,
        uncertainty_c=uncertainty_c,
        object_c=skin_c,
        ambient_c=28.0,
        readings=8,
        spread_c=0.03,
        trend_c_per_s=trend,
        trend_error_c_per_s=None if trend is None else 0.008,
        emissivity=0.98,
        reflected_c=28.0,
        calibration_id=None,
        budget=Budget(0.25, 0.02, 0.02, 0.01, 0.003),
    )


def evidence(
    skin_c: float | None = 34.5,
    mask: MaskStatus | None = MaskStatus.WORN,
    hands: Hands = Hands.PROMPT_SHOWN,
    *,
    retries_used: int = 0,
    rested: bool = False,
    trend: float | None = 0.0,
    unsteady: bool = False,
    near_before: bool = False,
) -> Evidence:
    return Evidence(
        measurement=None if skin_c is None else measurement(skin_c, trend=trend),
        unsteady=unsteady,
        mask=None if mask is None else MaskFinding(mask, 0.95, 9),
        hands=hands,
        retries_used=retries_used,
        rested=rested,
        near_before=near_before,
    )

"""What sight tells. Standard library only, so that anybody may import it."""

from dataclasses import dataclass
from enum import StrEnum


class MaskStatus(StrEnum):
    WORN = "worn"
    INCORRECT = "incorrect"
    NONE = "none"
    UNSURE = "unsure"


class WrongWay(StrEnum):
    """How a mask that sits wrongly does so."""

    NOSE = "nose"
    """It leaves the nose bare."""
    CHIN = "chin"
    """It hangs at the chin, and leaves nose and mouth bare."""


@dataclass(frozen=True, slots=True)
class Face:
    """One detected face, in pixels of the frame it was found in."""

    x: float
    y: float
    w: float
    h: float
    score: float
    """How sure a face is, 0 to 1: the detector, for the face looked at together with the classifier."""
    keypoints: tuple[tuple[float, float], ...] = ()
    """Right eye, left eye, nose tip, mouth, right ear, left ear (the person's own right and left)."""


@dataclass(frozen=True, slots=True)
class MaskEstimate:
    """What one picture of one face says. The three probabilities sum to 1."""

    worn: float
    incorrect: float
    none: float
    status: MaskStatus
    """The single-picture answer with its thresholds applied; `unsure` is an answer."""
    wrong_way: WrongWay | None = None
    """Of a mask that sits wrongly; None: it cannot be told, or the model does not tell."""

    @property
    def confidence(self) -> float:
        """Probability of the most probable class."""
        return max(self.worn, self.incorrect, self.none)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one frame shows."""

    width: int
    height: int
    faces: tuple[Face, ...]
    """Sure ones before doubtful ones, larger before smaller."""
    mask: MaskEstimate | None
    """Of the first face; None without a face."""


def overlap(one: Face, other: Face) -> float:
    """Return intersection over union of two boxes, 0 to 1."""
    width = min(one.x + one.w, other.x + other.w) - max(one.x, other.x)
    height = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    shared = max(0.0, width) * max(0.0, height)
    return shared / (one.w * one.h + other.w * other.h - shared)

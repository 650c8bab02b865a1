"""Facts over time -> is this source to be trusted? A broken sensor looks like a number; here it is found out.

A watch holds since when a source shows a trouble; `fault` says whether that has lasted too long. Times are monotonic
seconds and come with the facts.
"""

from dataclasses import dataclass, replace

from kiosk.screening.events import FaceSeen, TemperatureRead
from kiosk.screening.settings import Limits
from kiosk.screening.values import Fault, Source, Trouble

NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class ThermometerWatch:
    started_at: float
    heard_at: float = NEVER
    """When the last frame came, with or without a value."""
    value_at: float = NEVER
    changed_at: float = NEVER
    """When the value last differed from the one before."""
    last: float | None = None
    """Object temperature; the ambient may still move while the object register is stuck."""

    def take(self, event: TemperatureRead) -> "ThermometerWatch":
        value = event.reading.object_c
        return replace(
            self,
            heard_at=event.at,
            value_at=event.at if value is not None else self.value_at,
            changed_at=event.at if value != self.last else self.changed_at,
            last=value,
        )

    def fault(self, now: float, limits: Limits) -> Fault | None:
        """Return why the thermometer cannot be trusted at `now`, or None."""
        if now - max(self.heard_at, self.started_at) > limits.silent_s:
            return Fault(Source.THERMOMETER, Trouble.SILENT, "no readings arrive; check cable, power and port")
        if self.heard_at == NEVER:
            return Fault(Source.THERMOMETER, Trouble.STARTING, "waiting for the first reading")
        if now - max(self.value_at, self.started_at) > limits.silent_s:
            return Fault(
                Source.THERMOMETER, Trouble.NO_VALUE, "the sensor reports no valid value; restart or replace it"
            )
        if self.value_at == NEVER:
            return Fault(Source.THERMOMETER, Trouble.STARTING, "waiting for the first valid reading")
        if self.heard_at - self.changed_at > limits.stuck_s:
            return Fault(Source.THERMOMETER, Trouble.STUCK, "the sensor repeats one value; restart or replace it")
        return None


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

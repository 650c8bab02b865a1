"""Whether each source can be trusted now: door, workers, camera, thermometer. The first that cannot is named."""

from collections.abc import Callable, Mapping

from kiosk.release import Release
from kiosk.screening.events import Event, FaceSeen, TemperatureRead
from kiosk.screening.in_force import Standing
from kiosk.screening.settings import Limits
from kiosk.screening.state import Setup
from kiosk.screening.values import Fault, Source, Trouble
from kiosk.screening.watch import CameraWatch, ThermometerWatch, presence
from kiosk.workers import Health

DOOR_CHECK_S = 1.0
WORKER_GRACE_S = 2.0
"""A worker's step may wait this long for its input before it counts as silent."""
LOOK_S = 1.0
"""Sight waits half a second for a picture at most; one whose step takes longer than this hangs."""
STARTS_S = 30.0
"""A cold machine may take this long to load what sight needs."""
HANGS = "its thread hangs; restart the kiosk if this stays"
SCREEN_HANGS = "the picture stands still; the program ends by itself if this stays, and its service starts it anew"
LOADS = "loading; this is done once, and takes longest after an installation"


WELL_S = 1.0
"""How long everything must be well before the station comes back."""
WELL_AT_MOST_S = 30.0
REPEATS_S = 120.0


class ReturnWatch:
    """When to come back: at once from starting, else after a while that grows while a loose cable goes on and off."""

    def __init__(self) -> None:
        self._bad_at = float("-inf")
        self._left_at: list[float] = []

    def left(self, now: float) -> None:
        """The station has just gone out of service (monotonic s)."""
        self._left_at = [*(at for at in self._left_at if now - at < REPEATS_S), now]

    def bad(self, now: float) -> None:
        """Some source is not well at `now`."""
        self._bad_at = now

    def due(self, now: float, *, at_once: bool) -> bool:
        """Say whether all has been well for long enough."""
        wait_s = min(WELL_S * 2 ** max(0, len(self._left_at) - 1), WELL_AT_MOST_S)
        return at_once or now - self._bad_at >= wait_s


_HOW = "against the blackbody, in the corner at the kiosk or by kiosk thermometer"
_STANDING = {
    Standing.EXPIRED: (Trouble.CALIBRATION_EXPIRED, f"calibrate {_HOW} calibrate"),
    Standing.CHECK_FAILED: (Trouble.CHECK_FAILED, "the check against the blackbody failed; calibrate again"),
    Standing.CHECK_DUE: (Trouble.CHECK_DUE, f"check {_HOW} daily-check"),
}


def calibration_fault(standing: Standing) -> Fault | None:
    """Return why a calibration stops screening; one that never was does not: the station says `uncalibrated`."""
    if standing not in _STANDING:
        return None
    trouble, advice = _STANDING[standing]
    return Fault(Source.THERMOMETER, trouble, advice)


class FaultWatch:
    """Owned by the station thread."""

    def __init__(
        self,
        started_at: float,
        setup: Setup,
        limits: Limits,
        health: Mapping[Source, Callable[[], Health]],
        release: Release,
    ) -> None:
        self._started_at = started_at
        self._position = setup.rules.position
        self._limits = limits
        self._health = health
        self._release = release
        self._camera = CameraWatch(started_at)
        self._thermometer = ThermometerWatch(started_at, setup.resolution_c)
        self._door_checked_at = float("-inf")
        self._door_problem: str | None = None

    def take(self, event: Event) -> None:
        """Learn from a fact how its source fares."""
        match event:
            case FaceSeen():
                self._camera = self._camera.take(event, self._limits)
                self._thermometer = self._thermometer.look(event.at, presence(event, self._position))
            case TemperatureRead():
                self._thermometer = self._thermometer.take(event)

    def ask_door_now(self) -> None:
        """Check the door at the next look instead of within DOOR_CHECK_S: it has just failed."""
        self._door_checked_at = float("-inf")

    def fault(self, now: float) -> Fault | None:
        """Return the first source that cannot be trusted at `now` (monotonic s), or None."""
        return (
            self._door_fault(now)
            or self._worker_fault(now)
            or self._camera_fault(now)
            or self._thermometer.fault(now, self._limits)
        )

    def _door_fault(self, now: float) -> Fault | None:
        if now - self._door_checked_at >= DOOR_CHECK_S:
            self._door_checked_at = now
            self._door_problem = self._release.check()
        return Fault(Source.DOOR, Trouble.DISCONNECTED, self._door_problem) if self._door_problem else None

    def _worker_fault(self, now: float) -> Fault | None:
        for source, told in self._health.items():
            health = told()
            if health.crashed:
                return Fault(source, Trouble.STOPPED, f"program error, see the log: {health.crashed}")
            if health.problem:
                return Fault(source, Trouble.DISCONNECTED, health.problem)
            if now - health.beat_at > self._limits.silent_s + WORKER_GRACE_S:
                return self._late(source, health, now)
        return None

    def _late(self, source: Source, health: Health, now: float) -> Fault:
        """Sight or a screen that has not gone round once does not hang, for a while: it loads the models, or Qt."""
        first = source in (Source.SIGHT, Source.SCREEN) and health.beat_at <= self._started_at
        if first and now - self._started_at <= STARTS_S:
            return Fault(source, Trouble.STARTING, LOADS)
        return Fault(source, Trouble.SILENT, SCREEN_HANGS if source is Source.SCREEN else HANGS)

    def _camera_fault(self, now: float) -> Fault | None:
        """Pictures reach the station through sight: when that hangs, the camera is not to blame."""
        fault = self._camera.fault(now, self._limits)
        looking = self._health.get(Source.SIGHT)
        if fault is None or fault.trouble is not Trouble.SILENT or looking is None:
            return fault
        health = looking()
        return self._late(Source.SIGHT, health, now) if now - health.beat_at > LOOK_S else fault

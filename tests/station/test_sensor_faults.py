"""What a serial sensor can do wrong, with real bytes through the real driver into the station."""

import contextlib
import math
from collections.abc import Iterator

import pytest

from drivers.simulation.physics import Physics
from drivers.simulation.thermometer import Fault, SimulatedThermometer
from drivers.thermometer import Thermometer
from kiosk.screening.events import TemperatureRead
from kiosk.screening.values import Phase, Source
from kiosk.workers import Worker
from tests.rig import MASKED, READ_S, ROOM_C, Rig
from tests.station.trial import Trial
from tests.watched import Feed

EXPECTED = {
    Fault.SILENCE: "silent",
    Fault.GARBAGE: "silent",
    Fault.BAD_SUM: "silent",
    Fault.HALF_FRAMES: "silent",
    Fault.FROZEN: "stuck",
    Fault.FFFF: "no_value",
    Fault.DISCONNECT: "disconnected",
}
UNANSWERED = frozenset({Fault.SILENCE, Fault.GARBAGE, Fault.BAD_SUM, Fault.HALF_FRAMES, Fault.DISCONNECT})


class Warmth:
    """The room as the rig's view has it."""

    wall_c = can_c = ROOM_C

    def __init__(self, rig: Rig) -> None:
        self._rig = rig

    @property
    def skin_c(self) -> float | None:
        return self._rig.view.object_c

    def at(self, t: float) -> "Warmth":
        return self


class Wired:
    """The simulated sensor, the driver and its worker, stepped by the rig."""

    def __init__(self, rig: Rig, physics: Physics | None = None) -> None:
        self._rig = rig
        self.sensor = SimulatedThermometer(Warmth(rig), clock=rig.clock.monotonic, physics=physics)
        self.driver = Thermometer(self.sensor.port, "gy-mcu90614")
        self.worker = Worker("thermometer", self._feel, on_failure=self._close, clock=rig.clock.monotonic)
        self._open = False
        rig.feeds[Source.THERMOMETER] = Feed(self._step, rig.clock.now)
        rig.health[Source.THERMOMETER] = lambda: self.worker.health

    def _step(self) -> float:
        self.sensor.emit(self._rig.clock.now)
        return max(READ_S, self.worker.once())

    def _feel(self) -> None:
        if not self._open:
            self.driver.open()
            self._open = True
        patience_s = 0.0 if self.sensor.fault in UNANSWERED else 0.5
        for reading in self.driver.read(patience_s):
            self._rig.post(TemperatureRead(self._rig.clock.now, reading))

    def _close(self) -> None:
        self.driver.close()
        self._open = False

    def close(self) -> None:
        self.driver.close()
        self.sensor.stop()


@pytest.fixture
def wired(rig: Rig) -> Iterator[Wired]:
    made = Wired(rig)
    rig.start()
    yield made
    made.close()


@pytest.mark.parametrize("fault", EXPECTED)
def test_while_nobody_is_there(rig: Rig, wired: Wired, fault: Fault) -> None:
    assert rig.visit(MASKED).outcome == "admit"
    rig.leave()
    trial = Trial(rig)
    rig.run(4.0)
    wired.sensor.fault = fault
    trial.goes_out("thermometer", EXPECTED[fault])
    trial.stays_out()
    wired.sensor.fault = Fault.NONE
    trial.comes_back("thermometer", EXPECTED[fault])
    assert rig.kinds().count("abandoned") == 0


@pytest.mark.parametrize("fault", EXPECTED)
def test_while_somebody_is_measured(rig: Rig, wired: Wired, fault: Fault) -> None:
    trial = Trial(rig)
    rig.view = MASKED
    rig.run_until(lambda: rig.phase is Phase.MEASURING)
    wired.sensor.fault = fault
    trial.goes_out("thermometer", EXPECTED[fault])
    assert rig.reports == []
    assert [(each.payload or {})["why"] for each in rig.rows("abandoned")] == ["fault"]
    wired.sensor.fault = Fault.NONE
    trial.comes_back("thermometer", EXPECTED[fault])


def test_unplugged_in_the_middle_of_a_frame(rig: Rig, wired: Wired) -> None:
    trial = Trial(rig)
    rig.view = MASKED
    rig.run_until(lambda: rig.phase is Phase.MEASURING)
    wired.sensor.fault = Fault.HALF_FRAMES
    rig.run(READ_S)
    wired.sensor.fault = Fault.DISCONNECT
    trial.goes_out("thermometer", "disconnected")
    assert "plug it in again" in (rig.rows("out_of_service")[-1].payload or {})["detail"]
    wired.sensor.fault = Fault.NONE
    trial.comes_back("thermometer", "disconnected")


def test_readings_that_jump_admit_nobody(rig: Rig, wired: Wired) -> None:
    wired.sensor.fault = Fault.NOISE
    report = rig.visit(MASKED)
    assert (report.outcome, report.reasons) == ("retry", ("temperature_unsteady",))
    assert (report.skin_c, rig.pulses) == (None, 0)
    wired.sensor.fault = Fault.NONE
    assert rig.visit(MASKED).outcome == "admit"


def test_a_fault_shorter_than_the_limit_changes_nothing(rig: Rig, wired: Wired) -> None:
    wired.sensor.fault = Fault.SILENCE
    rig.run(rig.limits.silent_s - 0.5)
    wired.sensor.fault = Fault.NONE
    rig.run(5.0)
    assert rig.faults() == []
    assert rig.visit(MASKED).released


def test_no_value_is_never_taken_for_a_number(rig: Rig, wired: Wired) -> None:
    """FF FF is 1037.55 °C for whoever scales it."""
    rig.view = MASKED
    rig.run_until(lambda: rig.phase is Phase.MEASURING)
    before = rig.station.session.samples
    wired.sensor.fault = Fault.FFFF
    rig.run(1.0)
    assert rig.station.session.samples[len(before) :] == ()
    assert not any(math.isclose(sample.object_c, 1037.55) for sample in before)


@pytest.mark.parametrize(
    ("fault", "trouble"), [(Fault.HOT_ROOM, "too_warm"), (Fault.AMBIENT_JUMP, "changing"), (Fault.WARM_UP, "changing")]
)
def test_in_a_room_that_is_not_at_rest_nobody_is_measured(rig: Rig, wired: Wired, fault: Fault, trouble: str) -> None:
    trial = Trial(rig)
    wired.sensor.fault = fault
    trial.goes_out("room", trouble)
    trial.stays_out()


def test_a_sensor_that_warms_up_is_known_by_its_drift_whatever_the_clock_says(rig: Rig) -> None:
    """Its own temperature has half a degree to go."""
    with contextlib.closing(Wired(rig, Physics(warm_up_c=-0.15, warm_up_s=120.0))):
        rig.start()
        trial = Trial(rig)
        rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE, 120.0)
        trial.goes_out("thermometer", "warming_up")
        trial.stays_out()

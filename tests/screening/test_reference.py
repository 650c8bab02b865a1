"""The in-scene reference: what it corrects, how far and how fast, and when the array is not to be trusted."""

from dataclasses import asdict, replace

import pytest

from drivers.values import Reading
from kiosk.screening.events import TemperatureRead
from kiosk.screening.in_scene import Correction, ReferenceLook
from kiosk.screening.judge import judge, measured
from kiosk.screening.reference import FEWEST_LOOKS, ReferenceWatch
from kiosk.screening.settings import Policy, Reference, Rules
from kiosk.screening.state import Facts, Setup
from kiosk.screening.thermometry import apparent, recompute, skin
from kiosk.screening.uncertainty import correction_u
from kiosk.screening.values import Calibration, Check, Fault, Hands, Sample, Trouble

RULES = Rules(reference=Reference(columns=6, rows=6))
CALIBRATION = Calibration(
    "cal-1", 1.02, 0.4, 0.2, reference_u_c=0.06, source_emissivity_u_c=0.02, offset_variance=0.0004,
    gain_variance=0.0001, covariance=0.0, drift_u_c=0.1, ambient_c=24.0,
)  # fmt: skip
SETUP = Setup(RULES, accuracy_c=1.0, resolution_c=0.02, calibration=CALIBRATION)
CAN_C, PERIOD_S = 28.0, 0.25
TRUE_C = apparent(36.5, CAN_C, 0.98)
NOISE = (0.0, 0.02, -0.02, 0.01, -0.01)
HELD_S = RULES.reference.held_s


def reads(seen_c: float) -> float:
    """What the sensor sends of something that the calibration takes for `seen_c`."""
    return 37 + (seen_c - 37 - 0.4) / 1.02


def look(off_c: float = 0.0, **changed: float | None) -> ReferenceLook:
    """The reference, read so much too high after the calibration."""
    read = reads(TRUE_C + off_c)
    return replace(ReferenceLook(read, 27.0, read + 0.1, 0.2, 0.0, 36.5), **changed)


def event(at: float, seen: ReferenceLook | None, ambient_c: float | None = CAN_C) -> TemperatureRead:
    return TemperatureRead(at, Reading(34.0, ambient_c), reference=seen)


class Bench:
    """A watch, and time in the hand."""

    def __init__(self, setup: Setup = SETUP) -> None:
        self.setup = setup
        self.now = 100.0
        self.watch = ReferenceWatch(self.now)

    def see(self, seen: ReferenceLook | None, seconds: float = 3.0) -> "Bench":
        end = self.now + seconds
        count = 0
        while self.now < end:
            self.now += PERIOD_S
            count += 1
            noisy = seen and replace(seen, read_c=seen.read_c + NOISE[count % 5])
            self.watch = self.watch.take(event(self.now, noisy), self.setup)
        return self

    @property
    def correction(self) -> Correction | None:
        return self.watch.at(self.now, self.setup)

    @property
    def value(self) -> float:
        assert self.correction is not None
        return self.correction.correction_c

    @property
    def fault(self) -> Fault | None:
        return self.watch.fault(self.now, self.setup)

    @property
    def trouble(self) -> Trouble | None:
        return None if self.fault is None else self.fault.trouble


def test_an_array_that_reads_its_reference_too_high_is_corrected_down() -> None:
    bench = Bench().see(look(off_c=0.3))
    assert bench.value == pytest.approx(-0.3, abs=0.01)
    assert bench.trouble is None


def test_the_reference_is_not_taken_for_black() -> None:
    """At emissivity 0.98 it looks colder than it is; taken for black, every visitor would be too warm by that."""
    found = Bench().see(look()).correction
    assert found is not None
    assert (found.told_c, found.true_c) == (36.5, pytest.approx(TRUE_C))
    assert 36.5 - found.true_c > 0.15
    assert abs(found.correction_c) < 0.01


def test_without_an_ambient_the_assumed_one_is_mirrored() -> None:
    watch = ReferenceWatch(0.0)
    for index in range(FEWEST_LOOKS):
        watch = watch.take(event(index / 4, look(), ambient_c=None), SETUP)
    assert watch.correction is not None
    assert watch.correction.true_c == apparent(36.5, RULES.thermometry.default_reflected_c, 0.98)


def test_an_emissivity_set_in_the_array_is_undone() -> None:
    watch = ReferenceWatch(0.0)
    for index in range(FEWEST_LOOKS):
        reading = Reading(34.0, CAN_C, emissivity=0.95)
        watch = watch.take(TemperatureRead(index / 4, reading, reference=look()), SETUP)
    assert watch.correction is not None
    assert watch.correction.read_c == apparent(look().read_c, CAN_C, 0.95)


def test_the_correction_moves_no_faster_than_it_may_and_its_lag_is_in_the_budget() -> None:
    bench = Bench().see(look()).see(look(off_c=0.4), 30.0)
    found = bench.correction
    assert found is not None
    assert found.wanted_c == pytest.approx(-0.4, abs=0.02)
    assert found.correction_c == pytest.approx(-0.1, abs=0.02)
    lagging, there = (correction_u(one, 1.02, RULES.reference) for one in (found, replace(found, correction_c=-0.4)))
    assert lagging > there + 0.03
    bench.see(look(off_c=0.4), 120.0)
    assert bench.value == pytest.approx(-0.4, abs=0.02)


def test_another_calibration_begins_the_correction_anew() -> None:
    bench = Bench().see(look())
    bench.setup = replace(SETUP, calibration=replace(CALIBRATION, calibration_id="cal-2", offset_c=0.1))
    bench.see(look(), 0.5)
    assert bench.value == pytest.approx(0.3, abs=0.01)


def test_beyond_the_limit_the_array_is_not_trusted_and_says_by_how_much() -> None:
    bench = Bench().see(look(), 3.0).see(look(off_c=0.7), 15.0)
    assert bench.trouble is Trouble.REFERENCE_OFF
    assert bench.fault is not None
    assert "+0.70 °C" in bench.fault.detail
    assert "0.5 at most" in bench.fault.detail
    bench.see(look(off_c=0.2), 15.0)
    assert bench.trouble is None


@pytest.mark.parametrize(
    ("seen", "trouble"),
    [
        (look(peak_c=29.0), Trouble.REFERENCE_LOST),
        (look(off_px=None), Trouble.REFERENCE_LOST),
        (look(told_c=None), Trouble.REFERENCE_LOST),
        (look(off_px=1.5), Trouble.REFERENCE_MOVED),
        (look(beside=0.5), Trouble.REFERENCE_MOVED),
    ],
    ids=["cold", "nothing warm", "untold", "moved", "something else is warm there"],
)
def test_a_reference_that_is_not_there_stops_the_station_after_a_while(seen: ReferenceLook, trouble: Trouble) -> None:
    bench = Bench().see(look())
    before = bench.value
    bench.see(seen, HELD_S - 1)
    assert (bench.trouble, bench.value) == (None, before), "somebody walks past: the last correction holds"
    bench.see(seen, 2.0)
    assert (bench.trouble, bench.correction) == (trouble, None)
    bench.see(look())
    assert bench.trouble is None


def test_a_bad_look_corrects_nothing() -> None:
    """Somebody's face before the reference reads 34 °C: taken for the reference it would add 2.3 °C to everybody."""
    bench = Bench().see(look())
    before = bench.value
    bench.see(look(off_c=-2.3, beside=0.6), 5.0).see(look(), 2.0)
    assert bench.value == pytest.approx(before, abs=0.01)


def test_at_the_start_it_is_waited_for_then_missed() -> None:
    bench = Bench().see(look(), 0.5)
    assert bench.trouble is Trouble.STARTING
    lost = Bench().see(None, HELD_S + 1)
    assert lost.trouble is Trouble.REFERENCE_LOST


def test_nobody_looks_while_staff_work_and_that_is_no_loss() -> None:
    bench = Bench().see(look(off_px=2.0), 5.0)
    bench.now += 600.0
    assert bench.trouble is Trouble.STARTING
    bench.see(look(off_px=2.0), 1.0)
    assert (bench.trouble, bench.correction) == (Trouble.STARTING, None)
    bench.see(look())
    assert bench.trouble is None


@pytest.mark.parametrize(
    "rules", [replace(RULES, reference=Reference()), replace(RULES, policy=Policy(temperature=Check.OFF))]
)
def test_where_none_is_set_or_no_temperature_asked_for_there_is_no_trouble(rules: Rules) -> None:
    assert Bench(replace(SETUP, rules=rules)).see(look(peak_c=0.0), HELD_S + 1).trouble is None


# in a measurement

SAMPLES = tuple(Sample(index / 4, reads(34.2) + NOISE[index], CAN_C) for index in range(5))
CORRECTION = Correction(1.0, -0.3, -0.3, TRUE_C, reads(TRUE_C + 0.3), 0.005, 40, 36.5)


def facts(correction: Correction | None) -> Facts:
    return Facts(1.0, 0.0, SAMPLES, (), Hands.NOT_ASKED, 0, rested=False, correction=correction)


SLOW = replace(RULES, thermometry=replace(RULES.thermometry, window_s=1.5))


def test_the_correction_is_added_after_the_calibration_and_can_be_computed_again() -> None:
    found = judge(facts(CORRECTION), replace(SETUP, rules=SLOW)).evidence.measurement
    assert found is not None
    assert found.skin_c == pytest.approx(skin(34.2 - 0.3, CAN_C, 0.98), abs=1e-6)
    kept = asdict(found)
    assert recompute(kept) == found.skin_c
    kept["correction"]["correction_c"] = 0.0
    assert recompute(kept) != found.skin_c


def test_what_reference_and_face_have_in_common_falls_out_of_the_budget() -> None:
    found = judge(facts(CORRECTION), replace(SETUP, rules=SLOW)).evidence.measurement
    alone = measured(SAMPLES, 1.0, replace(SETUP, rules=replace(SLOW, reference=Reference())))
    assert found is not None
    assert alone is not None
    terms = found.budget
    assert (terms.reference, terms.source_emissivity, terms.drift, terms.ambient) == (0, 0, 0, 0)
    assert terms.in_scene == pytest.approx(0.145, abs=0.003)
    assert terms.fit == pytest.approx(0.01 * (TRUE_C + 0.3 - 34.2) / 1.02 * 1.02, rel=0.05)
    assert (terms.emissivity, terms.repeatability) == (
        pytest.approx(alone.budget.emissivity, rel=0.1),
        pytest.approx(alone.budget.repeatability, rel=0.1),
    )
    assert alone.budget.in_scene == 0
    assert alone.correction is None


def test_an_uncalibrated_array_keeps_its_makers_accuracy() -> None:
    """The reference tells its offset at one temperature, and nothing of its slope."""
    found = judge(facts(CORRECTION), replace(SETUP, rules=SLOW, calibration=None)).evidence.measurement
    assert found is not None
    assert found.budget.instrument == pytest.approx(0.5, rel=0.05)
    assert found.budget.in_scene > 0.14


def test_no_number_without_the_correction_that_is_asked_for() -> None:
    assert judge(facts(None), replace(SETUP, rules=SLOW)).evidence.measurement is None


def test_what_was_corrected_under_one_calibration_corrects_nothing_under_another() -> None:
    """An earlier calibration is put in force while nobody looks: its own looks come first."""
    bench = Bench().see(look(off_c=0.1))
    bench.now += HELD_S / 2 + 1
    other = replace(CALIBRATION, calibration_id="cal-0", offset_c=CALIBRATION.offset_c + 0.3)
    bench.setup = replace(SETUP, calibration=other)
    assert bench.correction is None
    bench.see(look(off_c=0.1), PERIOD_S * (FEWEST_LOOKS - 1))
    assert bench.correction is None
    assert measured((), bench.now, bench.setup, correction=bench.correction) is None
    bench.see(look(off_c=0.1), PERIOD_S)
    assert bench.value == pytest.approx(-0.4, abs=0.01)
    bench.setup = SETUP
    assert bench.correction is None

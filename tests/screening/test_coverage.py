"""Monte Carlo: does U (k=2) cover the truth in 95 % of cases, as it says? Through the same functions as at the door.

Nature draws what the budget calls uncertain: the source's temperature and emissivity and what it mirrors, the noise of
calibration and of measurement, what drifted since, the sensor's temperature, the emissivity of this visitor's skin, and
what it mirrors.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from drivers.values import Reading
from kiosk.screening.calibration import CalibrationRecord, Result, calibration_of, evaluate
from kiosk.screening.events import TemperatureRead
from kiosk.screening.in_scene import Correction, ReferenceLook
from kiosk.screening.reference import ReferenceWatch
from kiosk.screening.set_points import (
    ROOM_FELT_U_C,
    ROOM_TOLD_U_C,
    Approach,
    Blackbody,
    Purpose,
    Sensor,
    SetPoint,
)
from kiosk.screening.settings import Reference, Rules, Thermometry
from kiosk.screening.state import Setup
from kiosk.screening.thermometry import InScene, apparent, measure
from kiosk.screening.values import Calibration, Sample

RULES = Thermometry()
SOURCE = Blackbody("BB-7", "C-1", uncertainty_c=0.1, emissivity=0.98, emissivity_u=0.005)
GREY = replace(SOURCE, emissivity=0.95)
CALIBRATED_AT = (34.0, 36.0, 38.0, 40.0, 36.0, 34.0)
ROOM_C = 24.0
AROUND_95 = pytest.approx(0.955, abs=0.02)
"""Twice the standard deviation of a normal distribution covers 95.45 %."""


@dataclass(frozen=True)
class Nature:
    """A sensor as it is: nobody at the kiosk knows these."""

    gain: float = 1.05
    offset_c: float = 2.0
    noise_c: float = 0.03
    resolution_c: float = 0.01

    def reads(self, seen_c: float, error_c: float, noise: Sequence[float]) -> list[float]:
        """What it sends of a black body at `seen_c`, in its own steps."""
        wrong = 37 + self.offset_c + error_c + self.gain * (seen_c - 37)
        return [round((wrong + one) / self.resolution_c) * self.resolution_c for one in noise]


def noise(chance: np.random.Generator, count: int, sd: float, alike: float = 0.0) -> list[float]:
    """Noise of this standard deviation, each value like the one before."""
    fresh = chance.normal(0, 1, count)
    for index in range(1, count):
        fresh[index] = alike * fresh[index - 1] + np.sqrt(1 - alike**2) * fresh[index]
    return [float(one) * sd for one in fresh]


def samples(values: Sequence[float], ambient_c: float) -> tuple[Sample, ...]:
    step = 0.65 / max(len(values) - 1, 1)
    return tuple(Sample(-0.65 + index * step, value, ambient_c) for index, value in enumerate(values))


def calibrated(
    chance: np.random.Generator, nature: Nature, source: Blackbody = SOURCE, told_c: float | None = None
) -> Calibration:
    """A technician's calibration: the source is not quite what its certificate says, and mirrors another room than the
    sensor feels, or than the technician measured, who `told_c`."""
    off, emissivity = chance.normal(0, source.uncertainty_c / 2), chance.normal(source.emissivity, source.emissivity_u)
    mirrors = chance.normal(ROOM_C, ROOM_FELT_U_C if told_c is None else ROOM_TOLD_U_C)
    taken = []
    for reference in CALIBRATED_AT:
        seen = apparent(reference + off, mirrors, emissivity)
        reads = nature.reads(seen, 0.0, noise(chance, 36, nature.noise_c))
        taken.append(SetPoint(reference, samples(reads, ROOM_C), Approach.UP, Purpose.FIT, surround_c=told_c))
    sensor = Sensor("x", "1", 1.0, nature.resolution_c)
    result = replace(evaluate(taken, source, sensor), rejected=())
    return replace(calibration_of(_record(sensor, result)), drift_u_c=0.05)


def _record(sensor: Sensor, result: Result) -> CalibrationRecord:
    return CalibrationRecord("r", sensor, SOURCE, "t", None, "", "", "", (), result, simulated=False)


def covered(chance: np.random.Generator, nature: Nature, calibration: Calibration, skin_c: float, count: int) -> bool:
    """One visitor: is the truth within U?"""
    ambient = ROOM_C + chance.uniform(-4, 4)
    emissivity = chance.normal(RULES.skin_emissivity, RULES.emissivity_u)
    mirrors = chance.normal(ambient, RULES.reflected_u_c)
    half = calibration.drift_u_c * np.sqrt(3) * nature.gain
    error = chance.uniform(-half, half)
    error += chance.normal(0, RULES.ambient_u_per_c) * (ambient - ROOM_C) * nature.gain
    found = None
    while found is None:  # readings that would not settle are taken again
        reads = nature.reads(apparent(skin_c, mirrors, emissivity), error, noise(chance, count, nature.noise_c))
        taken = samples(reads, ambient)
        found = measure(taken, 0.0, RULES, calibration, accuracy_c=0.5, resolution_c=nature.resolution_c)
    return abs(found.skin_c - skin_c) <= found.uncertainty_c


@pytest.mark.parametrize(
    ("nature", "skin_c", "count"),
    [
        (Nature(), 34.5, 8),
        (Nature(), 37.4, 8),
        (Nature(gain=0.95, offset_c=-1.5), 38.5, 8),
        (Nature(resolution_c=0.1), 36.0, 8),
        (Nature(noise_c=0.08), 36.0, 6),
    ],
    ids=["healthy", "near the limit", "elevated, another sensor", "in steps of 0.1 °C", "noisy and few"],
)
def test_a_calibrated_kiosk_is_right_as_often_as_it_says(nature: Nature, skin_c: float, count: int) -> None:
    chance = np.random.default_rng(20261124)
    hits = []
    for _ in range(700):
        calibration = calibrated(chance, nature)
        hits += [covered(chance, nature, calibration, skin_c, count) for _ in range(5)]
    assert np.mean(hits) == AROUND_95


@pytest.mark.parametrize(
    "told_c", [None, ROOM_C], ids=["the sensor's can stands for the room", "the room was measured"]
)
def test_it_is_as_often_right_before_a_plate_that_mirrors_more(told_c: float | None) -> None:
    chance, hits = np.random.default_rng(20261128), []
    for _ in range(1500):
        calibration = calibrated(chance, Nature(), GREY, told_c)
        hits += [covered(chance, Nature(), calibration, 36.0, 8) for _ in range(2)]
    assert np.mean(hits) == AROUND_95


def test_an_uncalibrated_kiosk_is_right_as_often_as_its_maker_is() -> None:
    """The maker's accuracy taken as U (k=2): sensors of this kind differ by it."""
    chance, hits = np.random.default_rng(7), []
    for _ in range(4000):
        nature = Nature(gain=1.0, offset_c=chance.normal(0, 0.25))
        ambient = ROOM_C
        seen = apparent(34.5, chance.normal(ambient, RULES.reflected_u_c), chance.normal(0.98, RULES.emissivity_u))
        reads = nature.reads(seen, 0.0, noise(chance, 8, 0.03))
        found = measure(samples(reads, ambient), 0.0, RULES, None, accuracy_c=0.5, resolution_c=0.01)
        assert found is not None
        hits.append(abs(found.skin_c - 34.5) <= found.uncertainty_c)
    assert np.mean(hits) == AROUND_95


IN_SCENE = Reference(columns=6, rows=6, limit_c=1.0)
LOOKS = 12


def in_scene(chance: np.random.Generator, nature: Nature, error_c: float, calibration: Calibration) -> Correction:
    """What an array that is off by `error_c` says of its reference, which is not quite what it is said to be."""
    really = apparent(36.5, ROOM_C, IN_SCENE.emissivity) + chance.normal(0, IN_SCENE.u_c)
    there = nature.gain * chance.normal(0, IN_SCENE.uniformity_u_c)
    reads = nature.reads(really, error_c + there, noise(chance, LOOKS, nature.noise_c))
    watch = ReferenceWatch(0.0)
    setup = Setup(Rules(reference=IN_SCENE), 0.5, nature.resolution_c, calibration)
    for index, read in enumerate(reads):
        look = ReferenceLook(read, ROOM_C, read, 0.0, 0.0, 36.5)
        watch = watch.take(TemperatureRead(index / 4, Reading(None, ROOM_C), reference=look), setup)
    assert watch.correction is not None
    return watch.correction


@pytest.mark.parametrize("skin_c", [34.5, 37.4, 39.5], ids=["healthy", "near the limit", "elevated"])
def test_an_array_with_a_reference_is_right_as_often_as_it_says_though_it_has_drifted(skin_c: float) -> None:
    """It has drifted by far more than the budget of the calibration allows for: the reference takes that out."""
    chance, hits, without = np.random.default_rng(20261125), [], []
    nature = Nature(gain=0.97, offset_c=0.8, noise_c=0.05)
    for _ in range(600):
        calibration = calibrated(chance, nature)
        for _ in range(2):
            error = chance.uniform(-0.4, 0.4)
            found = InScene(in_scene(chance, nature, error, calibration), IN_SCENE)
            emissivity = chance.normal(RULES.skin_emissivity, RULES.emissivity_u)
            seen = apparent(skin_c, chance.normal(ROOM_C, RULES.reflected_u_c), emissivity)
            taken = samples(nature.reads(seen, error, noise(chance, 8, nature.noise_c)), ROOM_C)
            for kept, anchor in ((hits, found), (without, None)):
                told = measure(
                    taken, 0.0, RULES, calibration, accuracy_c=0.5, resolution_c=nature.resolution_c, in_scene=anchor
                )
                if told is not None:
                    kept.append(abs(told.skin_c - skin_c) <= told.uncertainty_c)
    assert np.mean(hits) == AROUND_95
    assert np.mean(without) < 0.8


NOISE_ALONE = replace(RULES, emissivity_u=0.0, reflected_u_c=0.0, max_spread_c=1.0, skin_emissivity=1.0, window_s=5.0)
PERFECT = Calibration("c", 1.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("count", "alike"), [(5, 0.0), (8, 0.0), (40, 0.0), (40, 0.4)], ids=["five", "eight", "forty", "forty alike"]
)
def test_the_repeatability_alone_covers_its_share(count: int, alike: float) -> None:
    """Few readings do not know their own spread, and readings alike are worth fewer: both widen U."""
    chance, hits = np.random.default_rng(count), []
    for _ in range(4000):
        reads = [34.5 + one for one in noise(chance, count, 0.05, alike)]
        found = measure(samples(reads, 25.0), 0.0, NOISE_ALONE, PERFECT, accuracy_c=0.0, resolution_c=0.0)
        assert found is not None
        hits.append(abs(found.skin_c - 34.5) <= found.uncertainty_c)
    assert 0.93 <= np.mean(hits) <= 0.975


def test_a_budget_that_forgets_a_term_is_found_out() -> None:
    """Without the source's share U would be too small, and this test would be red."""
    chance, hits = np.random.default_rng(3), []
    nature = Nature()
    for _ in range(400):
        boastful = replace(calibrated(chance, nature), reference_u_c=0.001, source_emissivity_u_c=0.0, drift_u_c=0.0)
        hits += [covered(chance, nature, boastful, 36.0, 8) for _ in range(3)]
    assert np.mean(hits) < 0.93

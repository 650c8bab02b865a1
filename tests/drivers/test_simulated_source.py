"""A simulated blackbody takes the visitors' place before the sensor, and gives it back."""

import pytest

from drivers.simulation.looks import MaskWear
from drivers.simulation.physics import Physics
from drivers.simulation.scene import CAN_C, Scene
from drivers.simulation.source import SETTLES_S, SourceBefore

VISITOR_C = 35.1


@pytest.fixture
def before() -> SourceBefore:
    return SourceBefore(Scene.still(wear=MaskWear.WORN, skin_c=VISITOR_C))


def test_without_a_source_the_sensor_feels_the_visitors(before: SourceBefore) -> None:
    assert before.at(0.0).skin_c == VISITOR_C


def test_it_comes_to_its_temperature_as_a_source_that_is_not_quite_black(before: SourceBefore) -> None:
    before.put(40.0, 0.98)
    first, halfway, settled = (before.at(t).skin_c for t in (0.0, SETTLES_S, 20 * SETTLES_S))
    assert first is not None
    assert halfway is not None
    assert settled is not None
    assert first < halfway < 40.0
    assert settled == pytest.approx(Physics(target_emissivity=0.98).apparent_c(40.0, CAN_C), abs=1e-6)
    assert settled < 39.9


def test_another_temperature_is_reached_from_the_one_before(before: SourceBefore) -> None:
    before.put(34.0, 1.0)
    before.at(0.0)
    before.at(1000.0)
    before.put(36.0, 1.0)
    assert before.at(1000.1).skin_c == pytest.approx(34.0, abs=0.1)
    assert before.at(2000.0).skin_c == pytest.approx(36.0, abs=0.001)


def test_its_surroundings_stand_still_or_no_sensor_would_ever_be_warm(before: SourceBefore) -> None:
    before.put(34.0, 0.98)
    assert {(before.at(float(t)).can_c, before.at(float(t)).wall_c) for t in range(300)} == {(CAN_C, CAN_C)}


def test_taken_away_it_leaves_the_visitors(before: SourceBefore) -> None:
    before.put(40.0, 0.98)
    before.at(0.0)
    before.take_away()
    assert before.at(1.0).skin_c == VISITOR_C

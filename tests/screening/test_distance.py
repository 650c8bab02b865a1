"""How far away the face is: guided into the window, and told to the term for the spot."""

from dataclasses import replace

import pytest

from kiosk.screening.judge import judge
from kiosk.screening.position import distance_of, hint
from kiosk.screening.settings import Environment, Rules, Thermometry
from kiosk.screening.state import Decide, Setup
from kiosk.screening.values import Guidance
from tests.screening.facts import face, seen
from tests.screening.passage import Passage

VIEW = Environment(camera_view_deg=43.6, face_m=0.2, distance_low=0.45, distance_high=0.7)
"""A face of 0.2 m that fills half the picture's height is 0.5 m away."""
RULES = Rules(thermometry=Thermometry(field_of_view_deg=5.0, distance_m=1.5), environment=VIEW)


@pytest.mark.parametrize(
    ("height", "wanted"), [(0.5, None), (0.58, Guidance.STEP_BACK), (0.3, Guidance.COME_CLOSER), (0.45, None)]
)
def test_a_face_outside_the_window_of_distance_is_guided(height: float, wanted: Guidance | None) -> None:
    assert hint(seen(1.0, face(h=height)), None, RULES) is wanted


def test_place_comes_before_distance() -> None:
    assert hint(seen(1.0, face(h=0.3, x=0.8)), None, RULES) is Guidance.STAND_IN_MIDDLE


def test_without_the_camera_s_angle_a_face_tells_no_distance() -> None:
    assert distance_of(seen(1.0, face(h=0.3)), Environment()) is None
    assert distance_of(None, VIEW) is None
    assert hint(seen(1.0, face(h=0.3)), None, Rules()) is None


def test_the_term_for_the_spot_takes_the_distance_of_this_face() -> None:
    passage = Passage(Setup(RULES, accuracy_c=0.5, resolution_c=0.01))
    passage.stand(5.0)
    decide = passage.effects[-1]
    assert isinstance(decide, Decide)
    assert decide.facts.distance_m == pytest.approx(0.625, abs=0.01)
    near = judge(decide.facts, passage.setup).evidence.measurement
    far = judge(replace(decide.facts, distance_m=None), passage.setup).evidence.measurement
    assert near is not None
    assert far is not None
    assert (near.distance_m, far.distance_m) == (decide.facts.distance_m, 1.5)
    assert near.budget.spot is not None
    assert far.budget.spot is not None
    assert near.budget.spot < far.budget.spot / 2

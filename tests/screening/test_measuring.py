"""Measuring: what is watched for longer, what ends it, who has left."""

import pytest

from drivers.values import Reading
from kiosk.screening.events import (
    AgainAsked,
    TemperatureRead,
    Tick,
)
from kiosk.screening.state import Abandon, Decide, Left
from kiosk.screening.values import Guidance, Outcome, Phase, Reason
from tests.screening.facts import NONE, SETUP, UNSURE, face, felt, seen
from tests.screening.passage import Passage


def test_elevated_is_watched_for_a_trend_before_the_officer_is_asked() -> None:
    passage = Passage()
    passage.stand(2.0, object_c=38.8)
    assert passage.decisions == []
    passage.stand(2.0, object_c=38.8)
    assert passage.decisions == [(Outcome.REFER, (Reason.TEMPERATURE_ELEVATED,))]


def test_a_hot_arrival_rests() -> None:
    passage = Passage()
    passage.stand(4.0, object_c=38.9, cooling=0.06)
    assert passage.decisions == [(Outcome.RETRY, (Reason.HOT_ARRIVAL,))]
    passage.take(AgainAsked(passage.now))
    assert passage.phase is Phase.ANSWERED, "resting takes longer than a touch"


def test_a_cold_reading_is_watched_before_it_is_an_answer() -> None:
    """The spot may still be on the wall while the face is in place already."""
    passage = Passage()
    passage.stand(1.0, object_c=26.5)
    assert passage.decisions == []
    passage.stand(1.5, object_c=34.4)
    assert passage.decisions == [(Outcome.ADMIT, ())]


def test_an_unsure_mask_is_watched_longer_then_asked_again() -> None:
    passage = Passage()
    passage.stand(3.5, UNSURE)
    assert passage.decisions == []
    passage.stand(1.0, UNSURE)
    assert passage.decisions == [(Outcome.RETRY, (Reason.MASK_UNSURE,))]
    passage.wait(SETUP.rules.timing.again_s + 0.1, mask=UNSURE)
    assert passage.phase in (Phase.GUIDING, Phase.MEASURING)


def test_no_readings_end_as_not_measured() -> None:
    passage = Passage()
    passage.stand(5.0, object_c=None)
    assert passage.decisions == [(Outcome.RETRY, (Reason.TEMPERATURE_NOT_MEASURED,))]


@pytest.mark.parametrize("ambient_c", [100.0, 124.0, 36.5, -20.0, 15.5, float("nan")])
def test_a_reading_with_an_impossible_can_temperature_is_none(ambient_c: float) -> None:
    """At 100 °C of can an elevated visitor would be calculated to be well."""
    passage = Passage()
    for _ in range(100):
        passage.now += 0.05
        passage.take(seen(passage.now, face()), felt(passage.now, 37.9, ambient_c), Tick(passage.now))
    assert passage.session.samples == ()
    assert passage.decisions == [(Outcome.RETRY, (Reason.TEMPERATURE_NOT_MEASURED,))]


def test_readings_without_a_value_do_not_count() -> None:
    passage = Passage()
    passage.stand(0.2, object_c=None)
    passage.take(TemperatureRead(passage.now, Reading(None, 28.0)))
    assert passage.session.samples == ()


def test_jumping_readings_end_as_unsteady() -> None:
    passage = Passage()
    for i in range(100):
        passage.now += 0.05
        passage.take(seen(passage.now), felt(passage.now, 34.0 + i % 3), Tick(passage.now))
        if passage.decisions:
            break
    assert passage.decisions == [(Outcome.RETRY, (Reason.TEMPERATURE_UNSTEADY,))]


def test_walking_away_half_way_leaves_an_abandoned_row() -> None:
    passage = Passage()
    passage.stand(0.3)
    passage.wait(1.0, present=False)
    assert passage.phase is Phase.IDLE
    (effect,) = passage.effects
    assert isinstance(effect, Abandon)
    assert (effect.why, effect.phase) == (Left.WALKED_AWAY, Phase.MEASURING)


def test_a_glance_from_afar_leaves_no_row() -> None:
    passage = Passage()
    passage.take(seen(0.1, face(h=0.2)))
    passage.wait(1.0, present=False)
    assert passage.phase is Phase.IDLE
    assert passage.effects == []


def test_hesitating_and_leaving_leaves_one() -> None:
    passage = Passage()
    for i in range(30):
        passage.take(seen(i * 0.1, face(h=0.2)))
    passage.now = 2.9
    passage.wait(1.0, present=False)
    assert [type(effect) for effect in passage.effects] == [Abandon]


def test_leaving_after_a_retry_is_no_abandoned_session() -> None:
    passage = Passage()
    passage.stand(1.0, NONE)
    passage.take(AgainAsked(passage.now))
    passage.wait(1.0, present=False)
    assert passage.phase is Phase.IDLE
    assert [type(effect) for effect in passage.effects] == [Decide]
    passage.stand(1.0, NONE)
    passage.take(AgainAsked(passage.now))
    passage.stand(0.3)
    passage.wait(1.0, present=False)
    assert [type(effect) for effect in passage.effects] == [Decide, Decide]


def test_stepping_out_of_place_starts_the_measurement_anew() -> None:
    passage = Passage()
    passage.stand(0.3)
    for _ in range(10):
        passage.now += 0.05
        passage.take(seen(passage.now, face(h=0.2)))
    assert (passage.phase, passage.session.guidance) == (Phase.GUIDING, Guidance.COME_CLOSER)
    assert passage.session.samples == ()


def test_one_bad_frame_does_not() -> None:
    passage = Passage()
    passage.stand(0.3)
    passage.now += 0.05
    passage.take(seen(passage.now, face(turn=0.7)))
    assert passage.phase is Phase.MEASURING


def test_a_face_whose_mask_was_not_looked_at_gives_no_estimate() -> None:
    passage = Passage()
    passage.take(seen(0.1, mask=None))
    assert passage.phase is Phase.MEASURING
    assert passage.session.estimates == ()


def test_a_second_person_stops_the_measurement_at_once() -> None:
    passage = Passage()
    passage.stand(0.3)
    passage.now += 0.05
    passage.take(seen(passage.now, face(), face(x=0.85, h=0.35)))
    assert (passage.phase, passage.session.guidance) == (Phase.GUIDING, Guidance.ONE_PERSON)

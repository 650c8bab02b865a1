"""The simulated room: the same for the same seed, as mixed as promised, and moved by nothing but the screen's words."""

import itertools
import random
import statistics

import pytest

from drivers.simulation.looks import MaskWear
from drivers.simulation.scene import Scene, SceneState
from drivers.simulation.visitors import HEALTHY_SKIN_C, Kind, Visitor, make_visitor, visitors

WELL = Visitor(Kind.WELL, look=3, wear=MaskWear.WORN, skin_c=34.5)


def times(start: float, stop: float, step: float = 0.05) -> list[float]:
    return [start + turn * step for turn in range(round((stop - start) / step))]


def walk(scene: Scene, start: float, stop: float) -> list[SceneState]:
    return [scene.at(t) for t in times(start, stop)]


def alone(visitor: Visitor) -> Scene:
    return Scene(start=10.0, who=[visitor])


def test_same_seed_same_scene_however_often_it_is_asked() -> None:
    often, seldom = Scene(5, start=0.0), Scene(5, start=0.0)
    walk(often, 0, 200)
    assert often.at(200.0) == seldom.at(200.0)
    assert walk(Scene(5, start=0.0), 0, 60) == walk(Scene(5, start=0.0), 0, 60)
    assert walk(Scene(6, start=0.0), 0, 60) != walk(Scene(5, start=0.0), 0, 60)


def test_begins_with_the_first_moment_asked_for() -> None:
    scene = Scene(1)
    assert scene.at(5000.0).persons == ()
    assert any(scene.at(t).persons for t in times(5000.0, 5002.0))


def test_a_visitor_walks_up_stands_and_leaves_when_nobody_speaks() -> None:
    scene = alone(WELL)
    assert scene.at(9.9) == scene.at(9.9)
    assert scene.at(9.9).persons == ()
    coming = scene.at(10.5)
    assert coming.skin_c is None
    assert coming.persons[0].height < 0.44
    standing = scene.at(12.0)
    assert standing.skin_c == 34.5
    assert (standing.persons[0].x, standing.persons[0].height) == (pytest.approx(0.5, abs=0.01), 0.44)
    assert scene.at(10.8 + 20 + 0.9).persons == ()
    assert scene.at(100.0).skin_c is None


def test_told_to_walk_in_they_do() -> None:
    scene = alone(WELL)
    scene.at(12.0)
    scene.hear("admit", (), 12.0)
    assert scene.at(12.5).skin_c == 34.5
    leaving = scene.at(13.2)
    assert leaving.skin_c is None
    assert leaving.persons[0].height > 0.44
    assert scene.at(13.6).persons == ()


@pytest.mark.parametrize(("outcome", "reasons"), [("refer", ("temperature_elevated",)), ("retry", ("hot_arrival",))])
def test_told_to_go_elsewhere_they_do(outcome: str, reasons: tuple[str, ...]) -> None:
    scene = alone(WELL)
    scene.hear(outcome, reasons, 12.0)
    assert scene.at(13.0).persons
    assert scene.at(15.0).persons == ()


def test_mask_is_put_right_when_told() -> None:
    scene = alone(Visitor(Kind.NO_MASK, look=3, wear=MaskWear.NONE, skin_c=34.5))
    assert scene.at(12.0).persons[0].wear is MaskWear.NONE
    scene.hear("retry", ("mask_missing",), 12.0)
    assert scene.at(13.0).persons[0].wear is MaskWear.NONE
    assert scene.at(13.6).persons[0].wear is MaskWear.WORN
    assert scene.at(20.0).persons


def test_the_stubborn_do_not_and_give_up() -> None:
    scene = alone(Visitor(Kind.NOSE_OUT_STUBBORN, look=3, wear=MaskWear.NOSE_OUT, skin_c=34.5, obeys=False))
    scene.hear("retry", ("mask_incorrect",), 12.0)
    assert scene.at(17.0).persons[0].wear is MaskWear.NOSE_OUT
    assert scene.at(19.0).persons == ()


def test_measured_again_they_stay() -> None:
    scene = alone(WELL)
    scene.hear("retry", ("temperature_too_low",), 29.0)
    assert scene.at(40.0).skin_c == 34.5
    assert scene.at(46.0).persons == ()


@pytest.mark.parametrize("outcome", ["", "admitted", "guidance"])
def test_other_words_change_nothing(outcome: str) -> None:
    scene = alone(WELL)
    scene.hear(outcome, ("mask_missing",), 12.0)
    assert scene.at(30.0).persons


def test_words_to_nobody_change_nothing() -> None:
    scene = alone(WELL)
    scene.hear("admit", (), 9.0)
    scene.hear("admit", (), 31.5)
    assert scene.at(12.0).persons


def test_an_answer_before_arriving_does_not_turn_time_round() -> None:
    scene = alone(WELL)
    scene.hear("admit", (), 10.05)
    assert all(-0.4 < state.persons[0].x < 1.4 for state in walk(scene, 10.05, 11.5) if state.persons)
    assert scene.at(11.7).persons == ()


def test_two_people_and_one_steps_back() -> None:
    scene = alone(make_visitor(Kind.PAIR_ONE_STEPS_BACK, random.Random(2)))
    counts = [len(state.persons) for state in walk(scene, 10.0, 20.0)]
    assert 2 in counts
    assert counts[-1] == 1
    states = [state for state in walk(scene, 12.0, 13.0) if len(state.persons) == 2]
    assert abs(states[0].persons[0].x - states[0].persons[1].x) > 0.2


def test_two_people_leave_together() -> None:
    scene = alone(make_visitor(Kind.PAIR_LEAVES, random.Random(2)))
    counts = [len(state.persons) for state in walk(scene, 11.5, 18.0)]
    assert counts[0] == 2
    assert counts[-1] == 0


def test_walks_away_half_way() -> None:
    scene = alone(make_visitor(Kind.WALKS_AWAY, random.Random(2)))
    assert 0.3 < sum(state.skin_c is not None for state in walk(scene, 10.0, 15.0)) * 0.05 < 0.8
    assert scene.at(12.5).persons == ()


def test_hot_from_the_sun_cools_steadily_but_not_below_healthy() -> None:
    scene = alone(make_visitor(Kind.FROM_SUN, random.Random(2)))
    first, later = scene.at(11.0).skin_c, scene.at(21.0).skin_c
    assert first is not None
    assert later is not None
    assert first - later == pytest.approx(0.5)
    scene.hear("retry", (), 30.0)
    assert first > 38.4


def test_temperatures_of_the_kinds() -> None:
    rng = random.Random(9)
    skin = {kind: [make_visitor(kind, rng).skin_c for _ in range(300)] for kind in Kind}
    assert 38.4 <= min(skin[Kind.ELEVATED]) < max(skin[Kind.ELEVATED]) <= 39.2
    assert 31.0 <= min(skin[Kind.COLD]) < max(skin[Kind.COLD]) <= 33.0
    assert statistics.mean(skin[Kind.WELL]) == pytest.approx(HEALTHY_SKIN_C, abs=0.05)
    assert all(abs(value - HEALTHY_SKIN_C) <= 0.4 for value in skin[Kind.WELL])


def decisions(visitor: Visitor) -> list[str]:
    """What a station may decide, at its fewest words, about a visitor."""
    match visitor.kind:
        case Kind.WELL | Kind.PAIR_ONE_STEPS_BACK:
            return ["admit"]
        case Kind.NO_MASK | Kind.NOSE_OUT:
            return ["retry", "admit"]
        case Kind.ELEVATED:
            return ["refer"]
        case Kind.COLD:
            return ["retry", "retry", "refer"]
        case Kind.NO_MASK_STUBBORN | Kind.NOSE_OUT_STUBBORN | Kind.FROM_SUN:
            return ["retry"]
        case Kind.PAIR_LEAVES | Kind.WALKS_AWAY:
            return []


@pytest.mark.parametrize("seed", range(20))
def test_twelve_decisions_hold_all_outcomes(seed: int) -> None:
    made = [word for visitor in itertools.islice(visitors(seed), 120) for word in decisions(visitor)]
    for begin in range(len(made) - 12):
        assert len(set(made[begin : begin + 12])) == 3


def test_every_kind_comes_and_none_looks_like_another() -> None:
    came = list(itertools.islice(visitors(0), 60))
    assert {visitor.kind for visitor in came} == set(Kind)
    assert len({visitor.look for visitor in came}) == 60


def test_somebody_comes_every_few_seconds_and_the_place_is_empty_between() -> None:
    scene = Scene(2, start=0.0)
    here = [bool(scene.at(t).persons) for t in times(0, 300, 0.1)]
    runs = [(busy, len(list(run)) * 0.1) for busy, run in itertools.groupby(here)]
    assert all(1.3 < length < 2.1 for busy, length in runs[1:-1] if not busy)
    assert sum(busy for busy, _ in runs) > 10


def test_still_scene_hears_and_shows_what_it_is_given() -> None:
    scene = Scene.still()
    assert scene.at(1.0) == scene.at(1e6) == SceneState()
    scene.hear("admit", (), 3.0)
    assert scene.heard == [("admit", (), 3.0)]
    assert Scene.still(wear=MaskWear.NONE).at(0.0).skin_c == HEALTHY_SKIN_C
    assert Scene.still(skin_c=37.0).at(0.0).skin_c == 37.0

import pytest

from kiosk.screening.environment import ADVICE, Condition, Room, RoomWatch, conditions, distance_hint, distance_m
from kiosk.screening.settings import Environment, Policy, Rules
from kiosk.screening.values import Check, Guidance, Source, Trouble
from tests.screening.facts import felt, nobody, seen

POLICY = Policy()
RULES = Environment()


def room(ambient: float = 26.0, background: float | None = 26.5, *, seconds: int = 600) -> Room:
    """A quiet room, a reading a second."""
    now = Room()
    for at in range(seconds):
        now = now.take(float(at), ambient, background)
    return now


def then(now: Room, ambient: float, background: float | None, *, seconds: int = 40) -> Room:
    start = int(now.looks[-1].at) + 10
    for at in range(start, start + seconds):
        now = now.take(float(at), ambient, background)
    return now


def test_a_quiet_room_is_fit() -> None:
    assert conditions(room(), RULES) == ()
    assert conditions(Room(), RULES) == (), "nothing known, nothing said"


@pytest.mark.parametrize(("ambient", "found"), [(12.0, Condition.TOO_COLD), (39.0, Condition.TOO_WARM)])
def test_a_sensor_outside_its_window_does_not_measure(ambient: float, found: Condition) -> None:
    assert conditions(room(ambient, ambient), RULES) == (found,)


@pytest.mark.parametrize(
    ("humidity", "found"), [(5.0, (Condition.TOO_DRY,)), (95.0, (Condition.TOO_HUMID,)), (60.0, ()), (None, ())]
)
def test_humidity_counts_where_a_sensor_tells_it(humidity: float | None, found: tuple[Condition, ...]) -> None:
    assert conditions(room(), RULES, humidity) == found
    assert conditions(Room(), RULES, humidity) == found


def test_a_room_that_changes_is_found_and_forgotten_after_ten_minutes() -> None:
    changed = then(room(), 26.8, 27.0)
    assert conditions(changed, RULES) == (Condition.CHANGING,)
    assert conditions(then(changed, 26.8, 27.0, seconds=700), RULES) == ()
    assert conditions(then(room(), 26.4, 26.9), RULES) == ()


def test_sun_is_a_background_that_jumps() -> None:
    assert conditions(then(room(), 26.1, 30.0), RULES) == (Condition.SUN_OR_LAMP,)


def test_a_lamp_that_was_always_there_is_found_too() -> None:
    assert conditions(room(26.0, 36.0), RULES) == (Condition.SUN_OR_LAMP,)


def test_a_back_before_the_sensor_for_a_moment_is_no_lamp() -> None:
    assert conditions(then(room(), 26.1, 34.0, seconds=20), RULES) == ()


def watched(ambient: float, background: float, *, faces: bool = False, policy: Policy = POLICY) -> RoomWatch:
    """A room as the station sees it, looked at and felt once a second; it changes half-way."""
    now, rules = RoomWatch(), Rules(policy=policy)
    for at in map(float, range(700)):
        half = at >= 350
        now = now.look(seen(at) if faces else nobody(at), rules)
        now = now.feel(felt(at, background if half else 26.5, ambient if half else 26.0), rules, lambda: 50.0)
    return now


@pytest.mark.parametrize(
    ("ambient", "background", "trouble"),
    [
        (26.0, 26.5, None),
        (12.0, 12.0, Trouble.TOO_COLD),
        (39.0, 39.0, Trouble.TOO_WARM),
        (27.0, 27.0, Trouble.CHANGING),
        (26.0, 36.0, Trouble.SUN_OR_LAMP),
    ],
)
def test_no_skin_is_measured_in_a_bad_room(ambient: float, background: float, trouble: Trouble | None) -> None:
    found = watched(ambient, background).fault(Rules())
    assert (found and (found.source, found.trouble)) == (trouble and (Source.ROOM, trouble))


def test_a_site_that_asks_for_no_temperature_needs_no_room_for_it() -> None:
    off = Policy(temperature=Check.OFF)
    assert watched(39.0, 39.0, policy=off).fault(Rules(policy=off)) is None


def test_what_the_sensor_sees_while_somebody_stands_there_is_no_background() -> None:
    assert watched(26.0, 36.0, faces=True).fault(Rules()) is None


def test_what_it_sees_while_the_camera_is_blind_is_none_either() -> None:
    now = RoomWatch()
    for at in map(float, range(700)):
        now = now.feel(felt(at, 36.0, 26.0), Rules(), lambda: None)
    assert now.found == ()


def test_a_visitor_is_no_lamp() -> None:
    """While somebody stands there the background is not seen."""
    assert conditions(then(room(), 26.0, None, seconds=120), RULES) == ()


def test_a_first_look_has_no_jump() -> None:
    assert conditions(room(26.0, 27.0, seconds=1), RULES) == ()


def test_a_sensor_without_ambient_tells_nothing_of_the_room() -> None:
    assert Room().take(0.0, None, 30.0) == Room()


def test_the_room_remembers_ten_minutes_and_no_more() -> None:
    assert len(room(seconds=5000).looks) <= 62


def test_every_condition_has_a_sentence_for_staff() -> None:
    assert set(ADVICE) == set(Condition)


def test_a_face_half_as_tall_is_twice_as_far() -> None:
    rules = Environment(camera_view_deg=50.0)
    near, far = distance_m(0.6, rules), distance_m(0.3, rules)
    assert near is not None
    assert far == pytest.approx(2 * near)
    assert near == pytest.approx(0.2 / (2 * 0.4663 * 0.6), rel=0.001)


def test_an_unknown_angle_or_no_face_tells_no_distance() -> None:
    assert distance_m(0.5, RULES) is None
    assert distance_m(0.0, Environment(camera_view_deg=50.0)) is None


@pytest.mark.parametrize(
    ("distance", "hint"),
    [(None, None), (0.1, Guidance.STEP_BACK), (0.5, None), (1.5, Guidance.COME_CLOSER)],
)
def test_the_distance_window_tells_the_visitor_what_to_do(distance: float | None, hint: Guidance | None) -> None:
    assert distance_hint(distance, RULES) is hint

"""Feedback is taken as often as visitors give it, and not as often as a child at play does."""

from kiosk.screening.feedback import GAP_S, HOUR_S, MOST_AN_HOUR, Taken


def taken_at(*times: float) -> Taken:
    taken = Taken()
    for at in times:
        after = taken.after(at)
        assert after is not None, at
        taken = after
    return taken


def test_the_next_visitor_is_heard_but_not_the_same_finger_twice() -> None:
    taken = taken_at(100.0)
    assert taken.after(100.0 + GAP_S - 0.1) is None
    assert taken.after(100.0 + GAP_S) is not None


def test_an_hour_takes_so_many_and_the_next_hour_again() -> None:
    taken = taken_at(*(n * GAP_S for n in range(MOST_AN_HOUR)))
    last = (MOST_AN_HOUR - 1) * GAP_S
    assert taken.after(last + GAP_S) is None
    assert taken.after(HOUR_S) is not None
    assert len(taken_at(0.0, HOUR_S, 2 * HOUR_S).times) == 1

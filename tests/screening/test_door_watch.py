"""A door contact against what was released."""

import pytest

from kiosk.screening.door_watch import GRACE_S, SHOWN_S, DoorAlert, DoorWatch

PULSE_S, HELD_S = 3.0, 30.0


class Day:
    """A watch and what it said."""

    def __init__(self) -> None:
        self.watch = DoorWatch()
        self.said: list[tuple[float, DoorAlert]] = []

    def play(self, script: str) -> "Day":
        """`o12` opens at 12 s, `s` shuts, `r` releases; ticks come in between."""
        now = 0
        for word in script.split():
            until = int(word[1:])
            for second in range(now, until + 1):
                self._take(second, self.watch.tick(float(second), HELD_S))
            now = until
            if word[0] == "r":
                self.watch = self.watch.released(float(now), PULSE_S)
            elif word[0] in "os":
                self._take(now, self.watch.contact(float(now), word[0] == "o"))
        return self

    def _take(self, now: int, found: tuple[DoorWatch, DoorAlert | None]) -> None:
        self.watch, alert = found
        if alert:
            self.said.append((now, alert))


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("s0 r10 o11 s14 t99", []),
        ("s0 r10 o14 s16 t99", []),  # in the grace after the pulse
        ("s0 o10 s11 t99", [(10, "forced")]),
        ("s0 r10 o16 s17 t99", [(16, "not_opened"), (16, "forced")]),
        ("s0 r10 t99", [(16, "not_opened")]),
        ("s0 r10 o11 t99", [(42, "held_open")]),
        ("s0 r10 o11 s20 r30 o31 t99", [(62, "held_open")]),
        ("s0 r10 o11 o12 r13 t20 s21 t99", []),  # the next visitor follows while it stands open
        ("o0 t99", [(0, "forced"), (31, "held_open")]),
        ("r10 t99", []),  # no contact ever told anything
        ("s0 r10 t12 r13 o15 s16 t99", []),
    ],
)
def test_what_is_an_alert(script: str, said: list[tuple[int, str]]) -> None:
    assert [(at, alert.value) for at, alert in Day().play(script).said] == said


def test_an_alert_stays_until_the_door_is_shut_and_somebody_could_see_it() -> None:
    assert Day().play("s0 o10 t35").watch.alert is DoorAlert.FORCED
    assert Day().play("s0 o10 s11 t40").watch.alert is DoorAlert.FORCED
    assert Day().play("s0 o10 s11 t41").watch.alert is None
    assert Day().play(f"s0 o10 t{int(10 + HELD_S + SHOWN_S + 9)}").watch.alert is DoorAlert.HELD_OPEN


def test_the_next_release_ends_a_door_that_was_not_opened_but_not_one_that_was_forced() -> None:
    assert Day().play("s0 r10 t17 r18").watch.alert is None
    assert Day().play("s0 o10 s11 r18").watch.alert is DoorAlert.FORCED


def test_the_grace_is_shorter_than_the_next_visitor() -> None:
    assert GRACE_S < PULSE_S

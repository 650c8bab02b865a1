"""A screen that hangs for good ends the program, in order; one that was slow, or a computer that slept, does not."""

from collections.abc import Callable

import pytest

from kiosk.cli import run
from kiosk.cli.run import GIVE_UP, HANGS, ScreenWatch
from kiosk.workers import Beat


class Looked:
    """A watch that is stepped by hand; what it did, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, stop: Callable[[], object] | None = None) -> None:
        monkeypatch.setattr(run, "WATCH_S", 0.001)
        self.now = 100.0
        self.did: list[object] = []
        self.drawn = Beat(lambda: self.now)
        self._watch = ScreenWatch(self.drawn, stop or (lambda: self.did.append("stop")), self.did.append)

    def look(self, times: int, *, after_s: float = 1.5) -> None:
        for _ in range(times):
            self.now += after_s
            self._watch.step()


def test_it_hangs_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Looked(monkeypatch)
    looked.look(GIVE_UP - 1)
    assert looked.did == []
    looked.look(1)
    assert looked.did == ["stop", HANGS]


def test_it_was_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Looked(monkeypatch)
    for _ in range(3):
        looked.look(GIVE_UP - 1)
        looked.drawn()
        looked.look(1, after_s=0.0)
    assert looked.did == []


def test_the_computer_slept_for_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Looked(monkeypatch)
    looked.look(1, after_s=3600.0)
    assert looked.did == []


def test_what_cannot_be_stopped_in_order_ends_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("the record cannot be closed")

    looked = Looked(monkeypatch, broken)
    with pytest.raises(RuntimeError):
        looked.look(GIVE_UP)
    assert looked.did == [HANGS]

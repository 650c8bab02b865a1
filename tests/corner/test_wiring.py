"""The corner of the whole kiosk, with its threads: what it asks reaches the station, and back."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.cli.assembly import Assembly
from kiosk.config import load
from kiosk.screening.corner import CornerPage, CornerView, Note
from kiosk.screening.corner_bench import BenchKind
from kiosk.screening.corner_input import Began, CornerInput, Opened, ShutDown, SignedIn, SourceChosen, StandsAt, Went
from kiosk.screening.values import Source
from kiosk.staff.rights import Role
from tests.corner.rig import PIN, SOURCE, WORDS

PATIENCE_S = 30.0


class Whole:
    def __init__(self, folder: Path) -> None:
        config = folder / "config.toml"
        config.write_text(f'[station]\ndata_dir = "{folder / "data"}"\n', encoding="utf-8")
        self.ended = 0
        self.assembly = Assembly(load(config), lambda report: None, on_end=self._end)
        self.number = self.assembly.staff.accounts.add("Wayan Example", Role.TECHNICIAN, WORDS, PIN).number
        self.assembly.start()

    def _end(self) -> None:
        self.ended += 1

    def touch(self, given: CornerInput, wanted: Callable[[CornerView], object]) -> CornerView:
        """Touch, and wait for what must come of it."""
        self.assembly.corner.submit(given)
        version, deadline = 0, time.monotonic() + PATIENCE_S
        while True:
            view, version = self.assembly.corner.view.newer(version, 1.0)
            if view is not None and wanted(view):
                assert self.assembly.corner_view().page is view.page
                return view
            assert time.monotonic() < deadline, f"still {view}"


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Whole]:
    made = Whole(tmp_path)
    yield made
    assert made.assembly.stop()


@pytest.mark.slow
def test_in_to_the_bench_with_live_readings_and_out_of_the_program(whole: Whole) -> None:
    whole.touch(Opened(), lambda view: view.page is CornerPage.SIGN_IN)
    whole.touch(SignedIn(whole.number, PIN), lambda view: view.page is CornerPage.MENU)
    whole.touch(Began(BenchKind.CHECK), lambda view: view.note is Note.NO_CALIBRATION)
    whole.touch(Began(BenchKind.CALIBRATE), lambda view: view.page is CornerPage.SOURCE)
    whole.touch(SourceChosen(SOURCE), lambda view: view.bench is not None and view.bench.object_c is not None)
    watched = whole.touch(StandsAt(), lambda view: view.bench is not None and view.bench.watched_s >= 2.0)
    assert watched.bench is not None
    assert watched.bench.object_c == pytest.approx(34.0, abs=2.0)
    assert watched.closes_in_s is None
    assert watched.simulated
    listed = whole.touch(Went(CornerPage.DEVICES), lambda view: view.devices)
    assert {one.source for one in listed.devices} >= {*Source} - {Source.CLOCK, Source.ROOM, Source.SCREEN}  # no window
    whole.touch(Went(CornerPage.SHUT_DOWN), lambda view: view.page is CornerPage.SHUT_DOWN)
    whole.touch(ShutDown(PIN), lambda view: view.page is CornerPage.CLOSED)
    assert whole.ended == 1

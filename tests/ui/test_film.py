"""The moving picture of a passage: begins and ends with the welcome page, each picture as long as it stood."""

from itertools import chain, repeat
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QColor, QGuiApplication, QImage

from drivers.simulation.visitors import Kind, visitors
from kiosk.cli.film import SEED
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Outcome, Phase, Reason
from kiosk.ui import film
from kiosk.ui.film import PICTURES_A_S, Still, shoot, write
from kiosk.ui.gallery import SITE

DOCS = Path(__file__).parents[2] / "docs"
IDLE = Snapshot(Phase.IDLE)
RETRY = Snapshot(Phase.ANSWERED, outcome=Outcome.RETRY, reasons=(Reason.MASK_MISSING,), session_id="1")
ADMIT = Snapshot(Phase.ANSWERED, outcome=Outcome.ADMIT, session_id="1")


def test_it_ends_when_whoever_was_let_in_has_gone_and_begins_with_that_page(
    qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(film, "PICTURES_A_S", 1000)
    shown = chain([Snapshot(Phase.OUT_OF_SERVICE), IDLE, RETRY, IDLE, ADMIT], repeat(IDLE))
    taken = shoot(lambda: next(shown), lambda: None, lambda event: None, SITE, (800, 480), 200)
    assert len(taken) == 6
    assert taken[0].image == taken[1].image == taken[3].image == taken[5].image
    assert len({one.image.pixelColor(50, 60).name() for one in (taken[0], taken[2], taken[4])}) == 3
    assert [one.at for one in taken] == sorted(one.at for one in taken)


def test_nobody_let_in_is_told(qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(film, "LONGEST_S", 0.1)
    with pytest.raises(TimeoutError, match="nobody was let in"):
        shoot(lambda: IDLE, lambda: None, lambda event: None, SITE, (800, 480), 200)


def test_each_picture_stands_as_long_as_it_stood(tmp_path: Path):
    colours = ("white", "green", "navy")
    stills = []
    for number, colour in enumerate(colours):
        image = QImage(40, 30, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        stills.append(Still(image, 10 + number * 0.5))
    write(stills, tmp_path / "film.gif")
    with Image.open(tmp_path / "film.gif") as read:
        seen, times = [], []
        for number in range(len(colours)):
            read.seek(number)
            seen.append(bytes(np.asarray(read.convert("RGB"))[15, 20]).hex())
            times.append(read.info["duration"])
    assert seen == [QColor(colour).name()[1:] for colour in colours]
    assert times == [500, 500, pytest.approx(1000 / PICTURES_A_S, abs=10)]


def test_the_filmed_visitor_comes_without_a_mask_and_puts_it_on():
    assert next(visitors(SEED)).kind is Kind.NO_MASK


def test_the_picture_in_the_docs_is_small_and_moves():
    file = DOCS / "passage.gif"
    assert file.stat().st_size < 1_500_000
    with Image.open(file) as read:
        assert read.format == "GIF"
        assert getattr(read, "n_frames", 1) >= 6

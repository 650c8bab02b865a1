"""The view model: derive, compare, emit."""

import sys

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from kiosk.screening.snapshot import Box, Snapshot, Step
from kiosk.screening.values import Outcome, Phase, Reason
from kiosk.ui.view_model import ScreenViewModel


def view_model(calls: list[str] | None = None) -> ScreenViewModel:
    calls = [] if calls is None else calls
    return ScreenViewModel(
        confirm_hands=lambda: calls.append("hands"),
        ask_again=lambda: calls.append("again"),
        choose_language=calls.append,
        site_name="Kantor Contoh",
    )


def test_the_same_picture_is_told_once(qtbot: QtBot):
    view, told = view_model(), []
    view.changed.connect(lambda: told.append(view.phase))
    for step in range(3):
        view.show(Snapshot(Phase.GUIDING, face=Box(step / 10, 0.2, 0.3, 0.4)))
    assert told == ["guiding"]


def test_words_leave_as_plain_strings(qtbot: QtBot):
    view = view_model()
    view.show(
        Snapshot(
            Phase.ANSWERED,
            outcome=Outcome.RETRY,
            reasons=(Reason.MASK_MISSING,),
            mask=Step.PROBLEM,
            skin_c=36.42,
            uncertainty_c=0.5,
            code="17",
        )
    )
    assert (view.page, view.advice, view.reasons, view.mask) == ("answer", "put_on_mask", ["mask_missing"], "problem")
    assert (view.showsSkin, view.skinC, view.uncertaintyC, view.code) == (True, 36.42, 0.5, "17")


def test_touches_reach_the_plain_callables(qtbot: QtBot):
    calls: list[str] = []
    view = view_model(calls)
    view.confirmHands()
    view.askAgain()
    view.chooseLanguage("en")
    assert calls == ["hands", "again", "en"]


def test_a_signal_keeps_its_hands_off_true(qtbot: QtBot):
    """PySide6 6.12.0 on Python 3.11 loses a reference to True with each emit, and then aborts."""

    class Sender(QObject):
        told = Signal()

    sender = Sender()
    before = sys.getrefcount(True)
    for _ in range(1000):
        sender.told.emit()
    assert abs(sys.getrefcount(True) - before) < 100

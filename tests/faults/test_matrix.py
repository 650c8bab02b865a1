"""Every fault of every device in every phase; and docs/faults.md says what they do."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.screening.values import Phase
from tests.faults.bench import Case
from tests.faults.cases import CASES
from tests.faults.matrix import cell, document
from tests.faults.words import Words

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
CELLS = [pytest.param(case, phase, id=f"{case.name}, {phase}") for case in CASES for phase in case.phases]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.mark.parametrize(("case", "phase"), CELLS)
def test_cell(case: Case, phase: Phase) -> None:
    """What no fault may do is asserted while it is observed."""
    seen = cell(case, phase)
    assert seen.recorded or seen.fault is None, "out of service, and nothing in the record"


def test_the_page_says_what_was_observed(qapp: QGuiApplication) -> None:
    """Mend with: python -m tests.faults.write docs/faults.md"""
    words = Words()
    assert PAGE.read_text(encoding="utf-8") == document(words)
    words.close()

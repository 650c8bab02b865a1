"""Pages on paper: what is written can be read back, breaks over pages whole, and comes out the same twice."""

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import pytest
from pypdf import PdfReader

from kiosk.reports.document import Column, Document
from kiosk.reports.language import Language, day, figure, moment
from kiosk.reports.plots import decimals, png

AT = datetime(2026, 3, 2, 8, 5, tzinfo=UTC)


def document(mark: str = "", language: Language = Language.ENGLISH) -> Document:
    return Document(language, title="A title", footer="Door 1", made_at=AT, mark=mark)


def pages(made: Document) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(made.pdf())).pages]


def test_what_was_written_can_be_read() -> None:
    made = document()
    made.heading("A heading", of_document=True)
    made.paragraph("Suhu 36,4 °C ± 0,5; × − ² – “ok”")
    made.notice("Mind this")
    made.facts([("Serial", "BB-7")])
    made.signature_line(["Technician"])
    (text,) = pages(made)
    for wanted in ("A heading", "36,4 °C ± 0,5", "Mind this", "Serial", "BB-7", "Technician", "Door 1", "page 1/1"):
        assert wanted in text


def test_a_long_table_goes_on_with_its_head_and_loses_no_row() -> None:
    made = document(language=Language.INDONESIAN)
    made.tabulate([Column("number", 1, numbers=True), Column("what", 3)], [[f"r{n}.", "x"] for n in range(120)])
    found = pages(made)
    assert len(found) > 1
    assert all("number" in page and f"halaman {at}/{len(found)}" in page for at, page in enumerate(found, 1))
    text = "\n".join(found)
    assert all(text.count(f"r{n}.") == 1 for n in range(120))


def test_the_mark_stands_on_every_page_twice_and_without_one_nowhere() -> None:
    made = document(mark="SIMULATED")
    made.tabulate([Column("a", 1)], [["x"]] * 120)
    assert all(page.count("SIMULATED") == 2 for page in pages(made))
    assert "SIMULATED" not in pages(document())[0]


def test_a_figure_and_its_caption_stay_together() -> None:
    made = document()
    made.tabulate([Column("a", 1)], [["x"]] * 38)
    made.figure(png(lambda axes: decimals(axes, Language.INDONESIAN), dpi=40), "what it shows")
    first, second = pages(made)
    assert "what it shows" not in first
    assert "what it shows" in second


def test_the_same_content_makes_the_same_file() -> None:
    def made() -> bytes:
        one = document(mark="SIMULATED")
        one.paragraph("same")
        one.figure(png(lambda axes: None, dpi=40), "same")
        return one.pdf()

    assert made() == made()


@pytest.mark.parametrize(
    ("value", "places", "signed", "indonesian", "english"),
    [
        (36.456, 2, False, "36,46", "36.46"),
        (-0.1234, 3, True, "−0,123", "−0.123"),
        (0.1234, 3, True, "+0,123", "+0.123"),
        (-0.0001, 3, True, "0,000", "0.000"),
    ],
)
def test_figures_are_written_as_the_language_does(
    value: float, places: int, signed: bool, indonesian: str, english: str
) -> None:
    assert figure(value, places, Language.INDONESIAN, signed=signed) == indonesian
    assert figure(value, places, Language.ENGLISH, signed=signed) == english


def test_days_and_moments() -> None:
    assert day(AT, Language.INDONESIAN) == "2 Maret 2026"
    assert moment(AT, Language.ENGLISH) == "2 March 2026, 08:05 UTC"
    assert moment(AT.astimezone(timezone(timedelta(hours=8))), Language.INDONESIAN) == "2 Maret 2026, 16.05 UTC+08:00"

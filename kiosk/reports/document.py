"""A4 pages in the house's type: headings, facts, tables, figures, a footer with page numbers, a mark across each page.

The same content makes the same bytes: the day in the file is the one given, not the day of printing.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from fpdf import FPDF, Align
from fpdf.enums import TableBordersLayout, TableCellFillMode, VAlign, XPos, YPos
from fpdf.fonts import FontFace

from kiosk.reports.language import Language

FONTS = Path(__file__).parent.parent / "ui" / "fonts"
FAMILY = "KioskSans"
INK, SOFT, WATER, STONE, MARK = (31, 43, 42), (92, 98, 96), (14, 79, 82), (237, 226, 207), (75, 42, 110)
MARGIN_MM = 18.0
BODY_PT = 9.5
LINE_MM = 4.8
ROW_MM = 5.4
_PAGE = {Language.INDONESIAN: "halaman", Language.ENGLISH: "page"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    share: float
    """Of the width, against the others."""
    numbers: bool = False
    """Set to the right."""


class Document(FPDF):
    """Written from top to bottom; pages break by themselves."""

    def __init__(self, language: Language, *, title: str, footer: str, made_at: datetime, mark: str = "") -> None:
        """`footer` stands on each page; `mark`, if any, in a band at its top and across it (`SIMULATED`)."""
        super().__init__(format="A4")
        self.language = language
        self._footer, self._mark = footer, mark
        for style, file in (("", "Regular"), ("B", "Bold")):
            self.add_font(FAMILY, style, FONTS / f"KioskSans-{file}.ttf")
        self.set_margins(MARGIN_MM, MARGIN_MM, MARGIN_MM)
        self.set_auto_page_break(True, margin=MARGIN_MM + 4)
        self.set_title(title)
        self.set_lang(language.value)
        self.set_creation_date(made_at)
        self.set_producer("fpdf2")
        self.add_page()

    def go_on_in(self, language: Language, footer: str) -> None:
        """Begin a page; from it on, page numbers and footer are in another language."""
        self.add_page()
        self.language, self._footer = language, footer

    # what fpdf2 calls on each page

    def header(self) -> None:
        """Put the mark on the page, before its content."""
        if not self._mark:
            return
        self._type(54, bold=True, colour=(241, 236, 246))
        width = self.get_string_width(self._mark)
        with self.rotation(38, self.w / 2, self.h / 2):
            self.text((self.w - width) / 2, self.h / 2 + 8, self._mark)
        with self.local_context(fill_color=MARK):
            self.rect(0, 0, self.w, 9, style="F")
        self._type(9, bold=True, colour=(255, 255, 255))
        self.set_xy(0, 0)
        self.cell(self.w, 9, self._mark, align=Align.C)
        self.set_xy(self.l_margin, self.t_margin)

    def footer(self) -> None:
        """Put what the document is and the page's number under it."""
        self.set_y(-14)
        self.set_draw_color(*STONE)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self._type(7.5, colour=SOFT)
        self.cell(self.epw - 30, 6, self._footer)
        self.cell(30, 6, f"{_PAGE[self.language]} {self.page_no()}/{{nb}}", align=Align.R)

    # content

    def heading(self, text: str, *, of_document: bool = False, rows: int = 4) -> None:
        """Begin a section, where so many table rows fit under its heading; the document's own heading is larger."""
        if of_document:
            self._type(17, bold=True, colour=WATER)
            self.multi_cell(self.epw, 7.4, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align=Align.L)
            self.ln(1)
            return
        if self.get_y() + 10 + rows * ROW_MM > self.page_break_trigger:
            self.add_page()
        self.ln(3)
        self._type(11.5, bold=True, colour=WATER)
        self.multi_cell(self.epw, 6, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align=Align.L)
        self.ln(0.6)

    def paragraph(self, text: str, *, soft: bool = False) -> None:
        """Write a sentence or several; `soft` for small print."""
        self._type(8.2 if soft else BODY_PT, colour=SOFT if soft else INK)
        line = 4.2 if soft else LINE_MM
        self.multi_cell(self.epw, line, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align=Align.L)
        self.ln(1.2)

    def notice(self, text: str) -> None:
        """Write what must not be overlooked, in a box."""
        self._type(BODY_PT)
        self.ln(0.6)
        with self.local_context(fill_color=STONE):  # tables would take it over
            self.multi_cell(
                self.epw, LINE_MM, text, fill=True, padding=2, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align=Align.L
            )
        self.ln(2)

    def facts(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write what is what: a label and its value a line."""
        self._rows([Column("", 0.34), Column("", 0.66)], rows, headed=False)

    def tabulate(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, bold_last: bool = False) -> None:
        """Write a table; its head is repeated where it goes on over a page."""
        self._rows(columns, rows, headed=True, bold_last=bold_last)

    def _rows(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, headed: bool, bold_last: bool = False
    ) -> None:
        self._type(8.6)
        self.set_draw_color(*STONE)
        whole = sum(column.share for column in columns)
        with self._table(
            [column.share / whole * self.epw for column in columns],
            [Align.R if column.numbers else Align.L for column in columns],
            headed=headed,
        ) as table:
            if headed:
                table.row([column.title for column in columns])
            for number, row in enumerate(rows):
                strong = FontFace(emphasis="BOLD") if bold_last and number == len(rows) - 1 else None
                line = table.row(style=strong)
                for at, value in enumerate(row):
                    label = FontFace(color=SOFT) if not headed and at == 0 else None
                    line.cell(value, style=label)
        self.ln(2)

    def _table(self, widths: Sequence[float], aligns: Sequence[Align], *, headed: bool):
        """Return fpdf2's table in the house's look."""
        return self.table(
            col_widths=list(widths),
            text_align=list(aligns),
            first_row_as_headings=headed,
            headings_style=FontFace(emphasis="BOLD", color=WATER),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            cell_fill_mode=TableCellFillMode.NONE,
            v_align=VAlign.T,
            line_height=4.2,
            padding=(0.5, 1.2),
        )

    def figure(self, png: bytes, caption: str, *, width_mm: float | None = None) -> None:
        """Put a picture with what it shows under it, both on one page."""
        width = width_mm or self.epw
        height = width * _aspect(png)
        if self.get_y() + height + 14 > self.page_break_trigger:
            self.add_page()
        self.image(BytesIO(png), x=self.l_margin + (self.epw - width) / 2, w=width, alt_text=caption)
        self.ln(1)
        self.paragraph(caption, soft=True)

    def signature_line(self, labels: Sequence[str]) -> None:
        """Leave room for signatures by hand, side by side."""
        if self.get_y() + 19 > self.page_break_trigger:
            self.add_page()
        self.ln(12)
        width = self.epw / len(labels)
        self.set_draw_color(*SOFT)
        self._type(8.2, colour=SOFT)
        y = self.get_y()
        for number, label in enumerate(labels):
            x = self.l_margin + number * width
            self.line(x, y, x + width - 8, y)
            self.set_xy(x, y + 0.5)
            self.cell(width - 8, 5, label)
        self.set_xy(self.l_margin, y + 8)

    def pdf(self) -> bytes:
        """Return the file."""
        return bytes(self.output())

    def _type(self, points: float, *, bold: bool = False, colour: tuple[int, int, int] = INK) -> None:
        self.set_font(FAMILY, "B" if bold else "", points)
        self.set_text_color(*colour)


def _aspect(png: bytes) -> float:
    """Return a PNG's height over its width, from its first chunk."""
    width, height = struct.unpack(">II", png[16:24])
    return height / width

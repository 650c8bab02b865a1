"""The languages a report is written in, and how each writes a figure and a day."""

from datetime import date, datetime
from enum import StrEnum


class Language(StrEnum):
    INDONESIAN = "id"
    ENGLISH = "en"


_MONTHS = {
    Language.INDONESIAN: [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    Language.ENGLISH: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def figure(value: float, places: int, language: Language, *, signed: bool = False) -> str:
    """Write a number with the language's decimal sign and a true minus; never `-0`."""
    if round(value, places) == 0:
        value = 0.0
    text = f"{value:+.{places}f}" if signed and value else f"{value:.{places}f}"
    text = text.replace("-", "−")
    return text.replace(".", ",") if language is Language.INDONESIAN else text


def day(at: date, language: Language) -> str:
    """Write a day, such as `2 March 2026`."""
    return f"{at.day} {_MONTHS[language][at.month - 1]} {at.year}"


def short_day(at: date) -> str:
    """Write a day for a table as Indonesians do, such as `02/03/2026`."""
    return at.strftime("%d/%m/%Y")


def short_hour(at: datetime) -> str:
    """Write a time of day for a table as Indonesians do, such as `08.05`."""
    return at.strftime("%H.%M")


def short_moment(at: datetime) -> str:
    """Write a day and a time for a table as Indonesians do, such as `02/03/2026 08.05`."""
    return f"{short_day(at)} {short_hour(at)}"


def moment(at: datetime, language: Language) -> str:
    """Write a day and a time with its offset from UTC; `at` has a time zone."""
    told = at.strftime("%H:%M")
    offset = at.strftime("%z")
    zone = "UTC" if offset == "+0000" else f"UTC{offset[:3]}:{offset[3:]}"
    if language is Language.INDONESIAN:
        told = told.replace(":", ".")
    return f"{day(at, language)}, {told} {zone}"

"""The keys of what visitors see, hear and may do online."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from kiosk.screening.settings import setting

MOST_SERVICES = 4
"""More do not fit beside each other on a small screen."""
LONGEST = {"office": 40, "title": 36, "address": 60, "phone": 24, "hours": 28}
"""Characters; longer ones would not fit their card."""


class Language(StrEnum):
    INDONESIAN = "id"
    ENGLISH = "en"
    BALINESE = "ban"


class Theme(StrEnum):
    """As kiosk.ui.site.Look."""

    DAY = "day"
    NIGHT = "night"
    BRIGHT = "bright"
    AUTO = "auto"


class Spoken(StrEnum):
    """As kiosk.ui.site.Speech."""

    OFF = "off"
    ASKED = "asked"
    ON = "on"


def _hour(default: int, what: str) -> int:
    return setting(default, what, low=0, high=24, unit="h")


@dataclass(frozen=True, slots=True)
class ScreenConfig:
    language: Language = setting(Language.INDONESIAN, "id, en or ban; every visitor starts with it")
    balinese: bool = setting(False, "offer Balinese too; its text still needs a native reader")
    fullscreen: bool = setting(False, "fill the screen, and let no visitor out of it")
    show_temperature: bool = setting(False, "show visitors the number beside the words")
    motion: bool = setting(True, "false: nothing moves but the mirror")
    theme: Theme = setting(Theme.AUTO, "day, night, bright (a hall in the sun) or auto (night by the clock)")
    night_from: int = _hour(18, "theme = auto: dark from this hour")
    night_until: int = _hour(6, "theme = auto: until this hour")
    dim_after_min: int = setting(10, "dim when nobody came for so long; 0 = never", low=0, high=600, unit="min")


@dataclass(frozen=True, slots=True)
class SpeechConfig:
    """Recorded sentences in Indonesian and English; all of them stand on the screen as well."""

    when: Spoken = setting(Spoken.ASKED, "off; asked (after the visitor touched the loudspeaker); on")
    volume: int = setting(70, "loudness", low=0, high=100, unit="%")
    quiet_from: int = _hour(0, "silent from this hour; the same as quiet_until = never")
    quiet_until: int = _hour(0, "silent until this hour")


@dataclass(frozen=True, slots=True)
class ServiceConfig:
    """One thing an office does online."""

    office: str = setting("", "who does it")
    title: str = setting("", "what it is, in a visitor's words")
    address: str = setting("", "short web address, https://..; shown as text and as QR code")
    phone: str = setting("", "shown as it is; empty shows none")
    hours: str = setting("", "when the phone is answered; empty shows none")


def _example(office: str, title: str, name: str) -> ServiceConfig:
    return ServiceConfig(office, title, f"https://{name}.example", "(0361) ISI-NOMOR", "ISI JAM LAYANAN")


EXAMPLES = (
    _example("DPMPTSP (contoh)", "Perizinan usaha", "perizinan"),
    _example("Disdukcapil (contoh)", "KTP dan akta", "dukcapil"),
    _example("Bapenda (contoh)", "Pajak daerah", "pajak"),
)
"""Of nobody: addresses under .example lead nowhere, and are shown by a simulated kiosk only."""


@dataclass(frozen=True, slots=True)
class OfficeConfig:
    """Whose door this is, and what can be done without coming."""

    name: str = setting("", "shown to visitors; empty shows none")
    logo: str = setting("", "path of a picture (PNG or JPEG) shown beside the name; empty: a flower")
    complaints: str = setting("https://www.lapor.go.id", "address of the complaints channel, as QR code; empty: none")
    services: tuple[ServiceConfig, ...] = setting(
        EXAMPLES, "at most 4; [] shows none; while an address ends in .example only a simulated kiosk shows it"
    )


def wrong_screen(screen: ScreenConfig, office: OfficeConfig) -> str | None:
    """Return what does not fit together, as one sentence."""
    if screen.language is Language.BALINESE and not screen.balinese:
        return 'screen.language = "ban" needs screen.balinese = true'
    if office.complaints and not _web(office.complaints):
        return f"office.complaints: {office.complaints!r} is no web address: write https://.. or leave it empty"
    if len(office.services) > MOST_SERVICES:
        return f"office.services: {len(office.services)} are too many, at most {MOST_SERVICES} fit on the screen"
    for number, service in enumerate(office.services, 1):
        found = _wrong_service(service)
        if found is not None:
            return f"office.services, number {number}: {found}"
    return None


def _wrong_service(service: ServiceConfig) -> str | None:
    if not service.title.strip():
        return "title is empty: say what can be done there"
    if not _web(service.address):
        return f"address {service.address!r} is no web address: write https://.."
    for key, most in LONGEST.items():
        if len(getattr(service, key)) > most:
            return f"{key} has {len(getattr(service, key))} characters, at most {most} fit on its card"
    return None


def _web(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(mark.isspace() for mark in address)

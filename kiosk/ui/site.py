"""Whose door this is: what the screen needs of the configuration, as values."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

LANGUAGES = ("id", "en", "ban")
"""Indonesian, English, Balinese; which of them are offered is the site's choice."""
SPOKEN = ("id", "en")
"""Those with recorded sentences."""
PLACEHOLDER_HOSTS = (".example", ".invalid", ".test")


class Look(StrEnum):
    """Colours of the screen."""

    DAY = "day"
    NIGHT = "night"
    BRIGHT = "bright"
    AUTO = "auto"
    """Night by the clock, day otherwise."""


class Speech(StrEnum):
    """When sentences are spoken."""

    OFF = "off"
    ASKED = "asked"
    """From the touch of a visitor until the next one."""
    ON = "on"


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of the day, whole hours; it may pass midnight. From = until means never."""

    first: int = 0
    until: int = 0

    def holds(self, hour: int) -> bool:
        if self.first <= self.until:
            return self.first <= hour < self.until
        return hour >= self.first or hour < self.until


@dataclass(frozen=True, slots=True)
class Service:
    """One thing an office does online."""

    office: str
    title: str
    address: str
    """https://.. or http://.."""
    phone: str = ""
    hours: str = ""

    @property
    def short(self) -> str:
        """The address as a person types it."""
        return self.address.split("://", 1)[-1].rstrip("/")

    @property
    def placeholder(self) -> bool:
        """Whether the address is still the example's: names that lead nowhere (RFC 2606)."""
        return (urlsplit(self.address).hostname or "").endswith(PLACEHOLDER_HOSTS)


@dataclass(frozen=True, slots=True)
class SpeechPlan:
    when: Speech = Speech.OFF
    volume: int = 70
    """Percent."""
    quiet: Hours = field(default_factory=Hours)


@dataclass(frozen=True, slots=True)
class Site:
    """Whose door this is, and how its screen begins."""

    name: str
    language: str = "id"
    languages: tuple[str, ...] = ("id", "en")
    full_screen: bool = False
    motion: bool = True
    logo: str = ""
    """Path of a picture; empty: the flower."""
    look: Look = Look.DAY
    night: Hours = field(default_factory=lambda: Hours(18, 6))
    dim_after_s: float = 0.0
    """Nobody there for this long: the screen dims; 0 = never."""
    services: tuple[Service, ...] = ()
    complaints: str = "https://www.lapor.go.id"
    speech: SpeechPlan = field(default_factory=SpeechPlan)

    def scheme(self, hour: int) -> str:
        """The colours in force at this hour of the day."""
        if self.look is Look.AUTO:
            return Look.NIGHT if self.night.holds(hour) else Look.DAY
        return self.look

    def shown_services(self, *, simulated: bool) -> tuple[Service, ...]:
        """Addresses that lead nowhere are for a simulated door alone."""
        return tuple(service for service in self.services if simulated or not service.placeholder)

"""The staff page's part of config.toml, and which of its keys do not go together."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from kiosk.screening.settings import setting

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class MonitorConfig:
    """The staff page: `kiosk monitor`."""

    host: str = setting("127.0.0.1", "address to listen on; any but loopback needs TLS")
    port: int = setting(8090, "port to listen on", low=1, high=65535)
    tls_certificate: str = setting("", "certificate file (PEM) for https, with tls_key")
    tls_key: str = setting("", "its private key (PEM)")
    behind_proxy: bool = setting(False, "a proxy on this machine speaks TLS and passes requests on")
    public_url: str = setting("", "address under which staff reach the page; stands in messages")
    session_minutes: int = setting(30, "a page nobody has open signs out after", low=1, high=720, unit="min")
    session_hours: int = setting(12, "every sign-in ends after", low=1, high=24, unit="h")
    answer_s: float = setting(
        120.0, "an alert nobody acknowledged for this long climbs", low=10.0, high=3600.0, unit="s"
    )
    webhook_url: str = setting("", "climbing alerts are posted here as JSON: station, code, link")
    smtp_host: str = setting("", "mail server for climbing alerts; empty sends none")
    smtp_port: int = setting(587, "its port; 465 speaks TLS at once, others by STARTTLS", low=1, high=65535)
    smtp_user: str = setting("", "its user; empty signs in as nobody")
    smtp_password_file: str = setting("", "file with the password, readable by this user alone")
    mail_from: str = setting("", "sender of climbing alerts")
    mail_to: str = setting("", "receivers, commas between")
    time_zone: str = setting("Asia/Makassar", "of hours and days on the page and in reports")
    list_hours: str = setting("08:00 12:00 15:00", "when basin, sanitiser and masks are looked at; empty: never")
    list_days: str = setting("1 2 3 4 5", "on which days: 1 is Monday, 7 Sunday")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def hours(self) -> tuple[str, ...]:
        return tuple(sorted(self.list_hours.split()))

    @property
    def weekdays(self) -> frozenset[int]:
        return frozenset(int(day) for day in self.list_days.split())

    @property
    def secure(self) -> bool:
        """Pages are reached by https only."""
        return bool(self.tls_certificate) or self.behind_proxy


class LaxSecret(ValueError):
    """A secret that others may read is not used. Its text holds no secret."""


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def wrong_monitor(config: MonitorConfig) -> str | None:
    """Return what does not go together, in one sentence, or None."""
    if bool(config.tls_certificate) != bool(config.tls_key):
        return "monitor: tls_certificate and tls_key go together: give both, or neither"
    if not is_loopback(config.host) and not config.secure:
        return (
            f"monitor.host = {config.host} is reached from other machines: give tls_certificate and tls_key, or "
            "listen on 127.0.0.1 with behind_proxy = true where a proxy on this machine speaks TLS"
        )
    if config.behind_proxy and not config.tls_certificate and not is_loopback(config.host):
        return (
            f"monitor.host = {config.host}: behind a proxy on this machine listen on 127.0.0.1 alone, or others reach "
            "the page past the proxy, without TLS"
        )
    for name in ("webhook_url", "public_url"):
        url = getattr(config, name)
        if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname):
            return f"monitor.{name}: {url!r} is no address; it begins with https://"
    if config.smtp_host and not (config.mail_from and config.mail_to):
        return "monitor.smtp_host needs mail_from and mail_to"
    return _times(config)


def _times(config: MonitorConfig) -> str | None:
    for hour in config.hours:
        if not _HOUR.fullmatch(hour):
            return f"monitor.list_hours: {hour!r} is no time of day; write hours such as 08:00, with spaces between"
    for day in config.list_days.split():
        if day not in "1234567" or len(day) != 1:
            return f"monitor.list_days: {day!r} is no day; write 1 for Monday to 7 for Sunday, with spaces between"
    try:
        _ = config.zone
    except (ValueError, OSError, KeyError):
        return f"monitor.time_zone: there is no zone {config.time_zone!r}; Bali is Asia/Makassar"
    return None


def password(config: MonitorConfig) -> str:
    """Return the mail server's password. Raises OSError; LaxSecret when others may read it too."""
    if not config.smtp_password_file:
        return ""
    path = Path(config.smtp_password_file).expanduser()
    if path.stat().st_mode & 0o077:
        raise LaxSecret(f"monitor.smtp_password_file can be read by others; run: chmod 600 {path}")
    return path.read_text(encoding="utf-8").strip()

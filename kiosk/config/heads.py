"""The keys of signed heads: how often they are signed, and where they go once a day."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from kiosk.screening.settings import setting


class SendHeads(StrEnum):
    NONE = "none"
    WEBHOOK = "webhook"
    EMAIL = "email"
    PRINT = "print"


class SmtpSecurity(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class HeadsConfig:
    """Secrets are not here but in files of their own, which only the service user may read."""

    every_min: float = setting(15.0, "a head is signed this often", low=1.0, high=1440.0, unit="min")
    send: SendHeads = setting(SendHeads.NONE, "once a day the newest goes out by: none, webhook, email or print")
    url: str = setting("", "webhook: address that takes a POST, https://..")
    secret_file: str = setting("", "file with the webhook's bearer token or the mailbox's password; empty: none")
    to: str = setting("", "email: who keeps them; several with commas between")
    sender: str = setting("", "email: from whom")
    smtp_host: str = setting("", "email: mail server")
    smtp_port: int = setting(587, "email: its port", low=1, high=65535)
    smtp_security: SmtpSecurity = setting(SmtpSecurity.STARTTLS, "email: starttls, tls or none")
    smtp_user: str = setting("", "email: user name; empty: without signing in")
    folder: str = setting("", "print: a PDF page with a QR code is put here, e.g. a printer's folder or a stick")


def wrong_heads(heads: HeadsConfig) -> str | None:
    """Return which key is missing for the way heads are sent, or None."""
    needed = {
        SendHeads.NONE: (),
        SendHeads.WEBHOOK: ("url",),
        SendHeads.EMAIL: ("to", "sender", "smtp_host"),
        SendHeads.PRINT: ("folder",),
    }[heads.send]
    for key in needed:
        if not getattr(heads, key):
            return f'heads.{key} is empty: heads.send = "{heads.send.value}" needs it'
    if heads.send is SendHeads.WEBHOOK:
        parts = urlsplit(heads.url)
        if parts.scheme not in ("https", "http") or not parts.hostname:
            return "heads.url is no address: write https://server/path"
        if parts.username or parts.password:
            return "heads.url holds a password: put the token into a file and name it in heads.secret_file"
    return None

"""Alerts that nobody answers go out by webhook and mail: station, code and link, nothing else. A thread of its own."""

import json
import logging
import queue
import smtplib
import ssl
import threading
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from http.client import HTTPException

from kiosk.config.monitor import LaxSecret, MonitorConfig, password

log = logging.getLogger(__name__)

TIMEOUT_S = 10.0
WAITING_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Climbed:
    """All that leaves the house."""

    station: str
    code: str
    link: str

    def text(self) -> str:
        return json.dumps({"station": self.station, "code": self.code, "link": self.link})


def by_webhook(config: MonitorConfig, climbed: Climbed) -> None:
    """Post it. Raises OSError."""
    request = urllib.request.Request(
        config.webhook_url, climbed.text().encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT_S):
        pass


def by_mail(config: MonitorConfig, climbed: Climbed) -> None:
    """Mail it, over TLS but for a relay on port 25 that nobody signs in to. Raises OSError, SMTPException."""
    message = EmailMessage()
    message["From"], message["To"] = config.mail_from, config.mail_to
    message["Subject"] = f"{climbed.station}: {climbed.code}"
    message.set_content(f"{climbed.station}\n{climbed.code}\n{climbed.link}\n")
    context = ssl.create_default_context()
    if config.smtp_port == 465:
        server = smtplib.SMTP_SSL(config.smtp_host, config.smtp_port, timeout=TIMEOUT_S, context=context)
    else:
        server = smtplib.SMTP(config.smtp_host, config.smtp_port, timeout=TIMEOUT_S)
    with server:
        if config.smtp_port != 465 and (config.smtp_port != 25 or config.smtp_user):
            server.starttls(context=context)
        if config.smtp_user:
            server.login(config.smtp_user, password(config))
        server.send_message(message)


class Escalation:
    """Nobody waits for it: what cannot be sent is logged, and what finds no room is dropped with a word."""

    def __init__(self, config: MonitorConfig) -> None:
        self._ways: list[Callable[[Climbed], None]] = []
        if config.webhook_url:
            self._ways.append(lambda climbed: by_webhook(config, climbed))
        if config.smtp_host:
            self._ways.append(lambda climbed: by_mail(config, climbed))
        self._waiting: queue.Queue[Climbed] = queue.Queue(WAITING_AT_MOST)
        self._thread = threading.Thread(target=self._run, name="escalation", daemon=True)

    def start(self) -> None:
        if self._ways:
            self._thread.start()

    def send(self, climbed: Climbed) -> None:
        """Hand it over."""
        if not self._ways:
            return
        try:
            self._waiting.put_nowait(climbed)
        except queue.Full:
            log.error("too many alerts wait to be sent; %s %s is not", climbed.station, climbed.code)

    def step(self, timeout_s: float | None = None) -> None:
        """Send what waits next by every way; one that fails keeps no other."""
        climbed = self._waiting.get(timeout=timeout_s)
        for way in self._ways:
            try:
                way(climbed)
            except (
                OSError,
                smtplib.SMTPException,
                HTTPException,
                ValueError,
            ) as error:  # its text may hold the address
                log.warning("alert %s of %s was not sent: %s", climbed.code, climbed.station, _kind(error))

    def _run(self) -> None:
        while True:
            self.step()


def _kind(error: Exception) -> str:
    """Return what went wrong, without an address: `HTTPError 404`, `URLError ConnectionRefusedError`."""
    if isinstance(error, LaxSecret):
        return str(error)
    more = [getattr(error, name, None) for name in ("code", "smtp_code")]
    reason = getattr(error, "reason", None)
    named = [str(number) for number in more if isinstance(number, int)]
    return " ".join([type(error).__name__, *named, *([type(reason).__name__] if isinstance(reason, OSError) else [])])

"""Alerts that nobody answers go out by webhook and mail: station, code and link, nothing else. A thread of its own."""

import json
import logging
import queue
import smtplib
import ssl
import threading
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from http.client import HTTPException

from kiosk.config.monitor import LaxSecret, MonitorConfig, password
from kiosk.monitor.sent import Sent

log = logging.getLogger(__name__)

TIMEOUT_S = 10.0
WAITING_AT_MOST = 100
AGAIN_S = 60.0
"""What could not be sent is tried again after so long, until somebody has answered the alert."""


@dataclass(frozen=True, slots=True)
class Climbed:
    """All that leaves the house."""

    station: str
    code: str
    link: str

    def text(self) -> str:
        return json.dumps({"station": self.station, "code": self.code, "link": self.link})


Way = Callable[[Climbed], None]


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
    """Nobody waits for it: what cannot be sent is logged and tried again, and what finds no room is tried later.

    `send` is called by the event loop, `step` by a thread of its own.
    """

    def __init__(
        self, config: MonitorConfig, sent: Sent, clock: Callable[[], float], ways: Mapping[str, Way] | None = None
    ) -> None:
        """`ways` by name; those of the config, if none are given. `clock` gives monotonic seconds."""
        self._ways: dict[str, Way] = dict(ways or {})
        if ways is None and config.webhook_url:
            self._ways["webhook"] = lambda climbed: by_webhook(config, climbed)
        if ways is None and config.smtp_host:
            self._ways["mail"] = lambda climbed: by_mail(config, climbed)
        self._sent = sent
        self._clock = clock
        self._waiting: queue.Queue[tuple[str, Climbed]] = queue.Queue(WAITING_AT_MOST)
        self._not_before: dict[str, float] = {}
        """By key; infinity: handed over, or everybody has been told."""
        self._thread = threading.Thread(target=self._run, name="escalation", daemon=True)

    def start(self) -> None:
        if self._ways and not self._thread.is_alive():
            self._thread.start()

    def send(self, key: str, climbed: Climbed) -> None:
        """Hand it over; an alert (known by its key) that went out already, also before a restart, does not again."""
        if not self._ways or self._clock() < self._not_before.get(key, float("-inf")):
            return
        self._not_before[key] = float("inf")  # before it is handed over: the thread may be done with it at once
        try:
            self._waiting.put_nowait((key, climbed))
        except queue.Full:
            del self._not_before[key]

    def step(self, timeout_s: float | None = None) -> None:
        """Send what waits next by every way it has not gone yet; one that fails keeps no other. Raises queue.Empty."""
        key, climbed = self._waiting.get(timeout=timeout_s)
        went = [self._went(name, key, climbed) for name in self._ways]
        if not all(went):
            self._not_before[key] = self._clock() + AGAIN_S

    def _went(self, name: str, key: str, climbed: Climbed) -> bool:
        mark = f"{name} {key}"
        if mark in self._sent:
            return True
        try:
            self._ways[name](climbed)
        except (OSError, smtplib.SMTPException, HTTPException, ValueError) as error:  # its text may hold the address
            log.warning("alert %s of %s was not sent by %s: %s", climbed.code, climbed.station, name, _kind(error))
            return False
        self._sent.add(mark)
        return True

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

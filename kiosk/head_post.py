"""Sends the newest signed head out of the kiosk once a day: a webhook, an e-mail, or a page to print.

A head holds no data of a person and is no secret; what is secret is the token or password, which is read from a file
right before it is used and stands in no message and no log. The thread that calls `HeadPost.step` is its own: a mail
server that hangs keeps no door waiting.
"""

import json
import smtplib
import ssl
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from kiosk.config.heads import HeadsConfig, SendHeads, SmtpSecurity
from kiosk.files import put
from kiosk.records.head_page import pdf_page, text_page
from kiosk.records.heads import HEADS_FILE, HeadsUnreadable, SignedHead, read_heads

SENT_FILE = "heads-sent.json"
"""Beside the record: which head went out last, and when."""
TIMEOUT_S = 15.0
DAY = timedelta(hours=23)
"""A little less than a day, or a kiosk that is off at night would send later each morning."""


class SendProblem(Exception):
    """A head could not be sent; one sentence, without any secret."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The head that went out last."""

    chain_id: str
    seq: int
    utc: str


class HeadPost:
    """One owner, one thread."""

    def __init__(
        self, folder: Path, config: HeadsConfig, utc: Callable[[], datetime], smtp: Callable[[], Any] | None = None
    ) -> None:
        """`folder` holds the record; `smtp` makes the connection to the mail server, where a test has its own."""
        self._folder = folder
        self._config = config
        self._utc = utc
        self._smtp = smtp or self._connect
        self._unnoted: Sent | None = None
        """Went out, and the disk took no note of it."""

    def step(self) -> SignedHead | None:
        """Send the newest head if a day has passed and there is a newer one; return it. Raises SendProblem."""
        if self._config.send is SendHeads.NONE or not self.due():
            return None
        head = self.newest()
        last = self._last()
        if head is None or (last and (last.chain_id, last.seq) == (head.chain_id, head.seq)):
            return None
        self.send(head)
        return head

    def due(self) -> bool:
        """Say whether the last one went out a day ago, or later than now: then a clock was wrong."""
        last = self._last()
        return last is None or not timedelta() <= self._utc() - datetime.fromisoformat(last.utc) < DAY

    def newest(self) -> SignedHead | None:
        """Return the head that was signed last. Raises SendProblem."""
        path = self._folder / HEADS_FILE
        if not path.is_file():
            return None
        try:
            found = [head for head in read_heads(path) if isinstance(head, SignedHead)]
        except HeadsUnreadable as error:
            raise SendProblem(str(error)) from None
        return found[-1] if found else None

    def send(self, head: SignedHead) -> str:
        """Send a head now and note it; return where it went. Raises SendProblem."""
        try:
            match self._config.send:
                case SendHeads.WEBHOOK:
                    where = self._webhook(head)
                case SendHeads.EMAIL:
                    where = self._email(head)
                case SendHeads.PRINT:
                    where = self._print(head)
                case SendHeads.NONE:
                    raise SendProblem('heads.send is "none": say webhook, email or print')
        except OSError as error:
            raise SendProblem(f"the head was not sent: {error.strerror or error}") from None
        self._note(head)
        return where

    def _webhook(self, head: SignedHead) -> str:
        host = urlsplit(self._config.url).netloc
        headers = {"Content-Type": "application/json"}
        secret = self._secret()
        if secret:
            headers["Authorization"] = f"Bearer {secret}"
        body = json.dumps({"kind": "kiosk-head", **asdict(head), "code": head.code, "qr_text": head.qr_text})
        request = urllib.request.Request(self._config.url, body.encode(), headers, method="POST")
        try:
            with urllib.request.build_opener(_NoRedirect).open(request, timeout=TIMEOUT_S):
                return host
        except HTTPError as error:
            error.close()
            raise SendProblem(f"{host} refuses the head: {error.code} {error.reason}") from None
        except (OSError, ValueError, HTTPException) as error:  # not its text: it may repeat the address or the token
            raise SendProblem(f"{host} cannot be reached ({type(error).__name__}); see heads.url") from None

    def _email(self, head: SignedHead) -> str:
        message = EmailMessage()
        message["Subject"] = f"Signed head of {head.station_id}: row {head.seq}, {head.code}"
        message["From"], message["To"] = self._config.sender, self._config.to
        message.set_content(text_page(head))
        name = page_name(head, "pdf")
        message.add_attachment(pdf_page(head), maintype="application", subtype="pdf", filename=name)
        secret = self._secret()
        try:
            with self._smtp() as server:
                if self._config.smtp_user:
                    server.login(self._config.smtp_user, secret)
                server.send_message(message)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise SendProblem(f"{self._config.smtp_host} did not take the mail ({type(error).__name__})") from None
        return self._config.to

    def _connect(self) -> smtplib.SMTP:
        config = self._config
        if config.smtp_security is SmtpSecurity.TLS:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(config.smtp_host, config.smtp_port, timeout=TIMEOUT_S, context=context)
        server = smtplib.SMTP(config.smtp_host, config.smtp_port, timeout=TIMEOUT_S)
        if config.smtp_security is SmtpSecurity.STARTTLS:
            server.starttls(context=ssl.create_default_context())
        return server

    def _print(self, head: SignedHead) -> str:
        """Under another name first, so that whoever watches the folder never takes half a page."""
        target = Path(self._config.folder).expanduser() / page_name(head, "pdf")
        put(target, pdf_page(head))
        return str(target)

    def _secret(self) -> str:
        if not self._config.secret_file:
            return ""
        path = Path(self._config.secret_file).expanduser()
        try:
            if path.stat().st_mode & 0o077:
                raise SendProblem(f"heads.secret_file can be read by others; run: chmod 600 {path}")
            secret = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise SendProblem(f"heads.secret_file cannot be read: {path}") from None
        if not secret.isprintable() or not secret.isascii():
            raise SendProblem(f"heads.secret_file holds more than one line of plain letters, digits and signs: {path}")
        return secret

    def _note(self, head: SignedHead) -> None:
        """Also here: a disk that takes no note would have it sent again all day. Raises SendProblem."""
        sent = Sent(head.chain_id, head.seq, self._utc().isoformat())
        try:
            put(self._folder / SENT_FILE, json.dumps(asdict(sent)).encode())
        except OSError as error:
            self._unnoted = sent
            raise SendProblem(f"the head was sent, and that cannot be noted: {error.strerror or error}") from None
        self._unnoted = None

    def _last(self) -> Sent | None:
        return self._unnoted or last_sent(self._folder)


def last_sent(folder: Path) -> Sent | None:
    """Return which head went out last; None when none did, or nobody can tell."""
    try:
        told = json.loads((folder / SENT_FILE).read_text(encoding="utf-8"))
        datetime.fromisoformat(told["utc"])
        return Sent(told["chain_id"], told["seq"], told["utc"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def page_name(head: SignedHead, suffix: str) -> str:
    """Return a file name that tells which head a page holds."""
    return f"head-{head.chain_id[:8]}-{head.seq:08d}.{suffix}"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token goes to the address in the config and nowhere else."""

    def redirect_request(self, *args: Any, **more: Any) -> None:
        return None

"""A head leaves the kiosk once a day, whole and provable; secrets are in no message; a page can be photographed."""

import errno
import json
import smtplib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from kiosk import head_post
from kiosk.config import ConfigError, load
from kiosk.config.heads import HeadsConfig, SendHeads
from kiosk.head_post import SENT_FILE, HeadPost, SendProblem, last_sent
from kiosk.records.head_page import _matrix, pdf_page, text_page
from kiosk.records.heads import HEADS_FILE, SignedHead, is_signed, note_head, read_heads, sign
from kiosk.records.keys import open_key

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SECRET = "s3cret-token"


class Clock:
    now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def signed(folder: Path, seq: int) -> SignedHead:
    head = sign(
        open_key(folder),
        station_id="door (1)",
        chain_id="c" * 32,
        seq=seq,
        row_hash=f"{seq:064x}",
        utc="2026-03-02T08:00:00.000000Z",
    )
    note_head(folder / HEADS_FILE, head)
    return head


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(f"{SECRET}\n")
    path.chmod(0o600)
    return path


class Receiver:
    """A web server on this machine that remembers what it was sent."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.answer = 204
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.got.append((dict(self.headers), body))
                self.send_response(outer.answer)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None: ...

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/heads?who=me"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def webhook(receiver: Receiver, folder: Path, clock: Clock, secret: Path | None = None) -> HeadPost:
    config = HeadsConfig(send=SendHeads.WEBHOOK, url=receiver.url, secret_file=str(secret or ""))
    return HeadPost(folder, config, clock)


def test_a_webhook_gets_the_newest_head_once_a_day(
    receiver: Receiver, tmp_path: Path, clock: Clock, secret: Path
) -> None:
    post = webhook(receiver, tmp_path, clock, secret)
    assert post.step() is None, "there is none yet"
    signed(tmp_path, 1)
    newest = signed(tmp_path, 5)
    assert post.step() == newest
    ((headers, body),) = receiver.got
    assert headers["Authorization"] == f"Bearer {SECRET}"
    assert (body["seq"], body["code"], body["kind"]) == (5, newest.code, "kiosk-head")
    kept = tmp_path / "kept"
    kept.write_text(body["qr_text"])
    (read,) = read_heads(kept)
    assert isinstance(read, SignedHead)
    assert is_signed(read)
    signed(tmp_path, 9)
    clock.now += timedelta(hours=12)
    assert post.step() is None
    clock.now += timedelta(hours=11)
    sent = post.step()
    assert sent is not None
    assert sent.seq == 9
    clock.now += timedelta(days=2)
    assert post.step() is None, "nothing new to send"
    assert len(receiver.got) == 2
    assert (tmp_path / SENT_FILE).stat().st_mode & 0o077 == 0


def test_a_clock_set_back_does_not_silence_it(receiver: Receiver, tmp_path: Path, clock: Clock) -> None:
    post = webhook(receiver, tmp_path, clock)
    signed(tmp_path, 1)
    post.step()
    signed(tmp_path, 2)
    clock.now -= timedelta(days=30)
    assert post.step() is not None


def test_a_head_that_cannot_be_noted_is_not_sent_all_day(
    receiver: Receiver, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    post = webhook(receiver, tmp_path, clock)
    signed(tmp_path, 1)
    with monkeypatch.context() as disk:
        disk.setattr(head_post, "put", full)
        with pytest.raises(SendProblem, match="was sent, and that cannot be noted: No space left"):
            post.step()
        clock.now += timedelta(minutes=10)
        signed(tmp_path, 2)
        assert post.step() is None
    assert len(receiver.got) == 1
    clock.now += timedelta(days=1)
    assert post.step() is not None
    assert last_sent(tmp_path) is not None


def test_a_refusal_is_told_without_the_secret_and_tried_again(
    receiver: Receiver, tmp_path: Path, clock: Clock, secret: Path
) -> None:
    post = webhook(receiver, tmp_path, clock, secret)
    signed(tmp_path, 1)
    for answer in (500, 302):
        receiver.answer = answer
        with pytest.raises(SendProblem, match=f"refuses the head: {answer}") as problem:
            post.step()
        assert SECRET not in str(problem.value)
        assert "who=me" not in str(problem.value)
    assert last_sent(tmp_path) is None
    receiver.answer = 200
    assert post.step() is not None


def test_a_server_that_is_not_there(tmp_path: Path, clock: Clock) -> None:
    config = HeadsConfig(send=SendHeads.WEBHOOK, url="http://127.0.0.1:1/x?token=abc")
    signed(tmp_path, 1)
    with pytest.raises(SendProblem, match=r"127\.0\.0\.1:1 cannot be reached") as problem:
        HeadPost(tmp_path, config, clock).step()
    assert "abc" not in str(problem.value)


def test_a_secret_that_others_can_read_is_not_used(
    receiver: Receiver, tmp_path: Path, clock: Clock, secret: Path
) -> None:
    secret.chmod(0o640)
    signed(tmp_path, 1)
    with pytest.raises(SendProblem, match="chmod 600"):
        webhook(receiver, tmp_path, clock, secret).step()
    assert receiver.got == []


@pytest.mark.parametrize("more", ["\nsecond line", "\rX-Other: 1", "\x00", "\u2026"])
def test_a_secret_that_cannot_be_sent_stands_in_no_error(
    receiver: Receiver, tmp_path: Path, clock: Clock, secret: Path, more: str
) -> None:
    secret.write_text(SECRET + more + "end", encoding="utf-8", newline="")
    signed(tmp_path, 1)
    with pytest.raises(SendProblem, match="secret_file holds more") as problem:
        webhook(receiver, tmp_path, clock, secret).step()
    assert SECRET not in str(problem.value)
    assert receiver.got == []


def test_an_address_that_is_none_and_an_answer_that_is_none_are_problems_without_the_address(
    receiver: Receiver, tmp_path: Path, clock: Clock
) -> None:
    signed(tmp_path, 1)
    receiver.answer = 10  # no status of HTTP
    for url in (receiver.url, "http://127.0.0.1/only we know"):
        config = HeadsConfig(send=SendHeads.WEBHOOK, url=url)
        with pytest.raises(SendProblem, match="cannot be reached") as problem:
            HeadPost(tmp_path, config, clock).step()
        assert "who=me" not in str(problem.value)
        assert "we know" not in str(problem.value)


class Mailbox:
    """Stands in for a connection to a mail server."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.logins: list[tuple[str, str]] = []
        self.breaks = False

    def __enter__(self) -> "Mailbox":
        return self

    def __exit__(self, *_: object) -> None: ...

    def login(self, user: str, password: str) -> None:
        self.logins.append((user, password))
        if self.breaks:
            raise smtplib.SMTPAuthenticationError(535, password.encode())

    def send_message(self, message: EmailMessage) -> None:
        self.mails.append(message)


def test_an_e_mail_carries_text_and_page(tmp_path: Path, clock: Clock, secret: Path) -> None:
    box = Mailbox()
    config = HeadsConfig(
        send=SendHeads.EMAIL, to="audit@office", sender="kiosk@office", smtp_host="mail.office", smtp_user="kiosk",
        secret_file=str(secret),
    )  # fmt: skip
    head = signed(tmp_path, 7)
    HeadPost(tmp_path, config, clock, lambda: box).step()
    assert box.logins == [("kiosk", SECRET)]
    (mail,) = box.mails
    assert head.code in str(mail["Subject"])
    page, attached = mail.iter_parts()
    assert head.code in page.get_content()
    assert attached.get_content() == pdf_page(head)
    box.breaks = True
    signed(tmp_path, 8)
    clock.now += timedelta(days=1)
    with pytest.raises(SendProblem, match=r"mail\.office did not take the mail") as problem:
        HeadPost(tmp_path, config, clock, lambda: box).step()
    assert SECRET not in str(problem.value)


def test_a_page_is_put_into_the_printers_folder(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "printer"
    folder.mkdir()
    head = signed(tmp_path, 7)
    post = HeadPost(tmp_path, HeadsConfig(send=SendHeads.PRINT, folder=str(folder)), clock)
    post.step()
    (page,) = folder.iterdir()
    assert page.read_bytes() == pdf_page(head)
    assert page.stat().st_mode & 0o777 == 0o600
    folder.chmod(0o500)
    signed(tmp_path, 8)
    clock.now += timedelta(days=1)
    gone = HeadPost(tmp_path, HeadsConfig(send=SendHeads.PRINT, folder=str(folder / "no")), clock)
    with pytest.raises(SendProblem, match="not sent"):
        gone.step()


# the page itself


def seen_by_a_camera(matrix: list[list[bool]]) -> str:
    """Return what a reader finds who comes nearer until it reads, as people do; no single distance reads every code."""
    picture = np.pad(np.where(np.array(matrix), 0, 255).astype(np.uint8), 4, constant_values=255)
    for size in (6, 4, 8, 5, 10):
        large = cv2.resize(picture, None, fx=size, fy=size, interpolation=cv2.INTER_NEAREST)
        for reader in (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()):
            if text := reader.detectAndDecode(large)[0]:
                return text
    return ""


def test_the_qr_code_of_a_page_reads_as_a_head(tmp_path: Path) -> None:
    head = signed(tmp_path, 7)
    assert seen_by_a_camera(_matrix(head)) == head.qr_text
    rows = [line for line in text_page(head).splitlines() if len(line) == len(_matrix(head)[0])]
    drawn = [[cell in at for cell in row] for row in rows for at in ("▀█", "▄█")]
    assert seen_by_a_camera(drawn) == head.qr_text


def test_a_pdf_is_whole_and_draws_every_square(tmp_path: Path) -> None:
    head = signed(tmp_path, 7)
    page = pdf_page(head)
    assert page.startswith(b"%PDF-1.4")
    start = int(page.rsplit(b"startxref\n", 1)[1].split()[0])
    assert page[start : start + 4] == b"xref"
    for number, place in enumerate(page[start:].split(b"\n")[3:8], 1):
        at = int(place.split()[0])
        assert page[at:].startswith(b"%d 0 obj" % number)
    assert page.count(b" re\n") == sum(map(sum, _matrix(head)))
    assert rb"station   door \(1\)" in page
    assert head.code.encode() in page


@pytest.mark.parametrize(
    ("section", "wrong"),
    [
        ('send = "webhook"', "heads.url is empty"),
        ('send = "webhook"\nurl = "server/path"', "heads.url is no address"),
        ('send = "webhook"\nurl = "https://me:pw@server/"', "heads.url holds a password"),
        ('send = "email"\nto = "a@b"', "heads.sender is empty"),
        ('send = "print"', "heads.folder is empty"),
    ],
)
def test_what_sending_needs(tmp_path: Path, section: str, wrong: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"config_version = 1\n[heads]\n{section}\n")
    with pytest.raises(ConfigError, match=wrong):
        load(path)


def test_nothing_is_sent_unless_asked(tmp_path: Path, clock: Clock) -> None:
    signed(tmp_path, 1)
    post = HeadPost(tmp_path, HeadsConfig(), clock)
    assert post.step() is None
    with pytest.raises(SendProblem, match="say webhook, email or print"):
        post.send(signed(tmp_path, 2))

"""Alerts on their way out: a receiver that answers nonsense ends nothing, and no password goes out in the clear."""

import contextlib
import queue
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.config.monitor import MonitorConfig
from kiosk.monitor import escalation
from kiosk.monitor.escalation import AGAIN_S, Climbed, Escalation, by_mail
from kiosk.monitor.sent import MOST, SENT_FILE, Sent

CLIMBED = Climbed("door-1", "A2", "https://staff.example.test/")


class Mail:
    """Stands in for a connection to a mail server."""

    told: list[str]

    def __init__(self, *_: object, **__: object) -> None: ...

    def __enter__(self) -> "Mail":
        return self

    def __exit__(self, *_: object) -> None: ...

    def starttls(self, **_: object) -> None:
        self.told.append("tls")

    def login(self, user: str, password: str) -> None:
        self.told.append(f"login {password}")

    def send_message(self, message: object) -> None:
        self.told.append("mail")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    Mail.told = []
    monkeypatch.setattr(escalation.smtplib, "SMTP", Mail)
    return Mail.told


@pytest.fixture
def nonsense() -> Iterator[str]:
    """The address of a server that answers once, and not in HTTP."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"220 mail.example.test at your service\r\n")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/hook/word-that-only-we-know"
        thread.join(5.0)


def config(port: int, user: str, folder: Path, url: str = "") -> MonitorConfig:
    secret = folder / "secret"
    secret.touch(0o600)
    secret.write_text("hush\n")
    return MonitorConfig(
        webhook_url=url, smtp_host="mail.example.test", smtp_port=port, smtp_user=user, smtp_password_file=str(secret),
        mail_from="kiosk@example.test", mail_to="officer@example.test",
    )  # fmt: skip


@pytest.mark.parametrize("port", [25, 587, 2525])
def test_a_password_is_only_told_after_tls(told: list[str], tmp_path: Path, port: int) -> None:
    by_mail(config(port, "kiosk", tmp_path), CLIMBED)
    assert told == ["tls", "login hush", "mail"]


def test_a_password_that_others_can_read_is_not_used(
    told: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lax = config(587, "kiosk", tmp_path)
    Path(lax.smtp_password_file).chmod(0o640)
    out = Escalation(lax, Sent(tmp_path / SENT_FILE), lambda: 0.0)
    out.send("1", CLIMBED)
    out.step(0.0)
    assert told == ["tls"]
    assert f"run: chmod 600 {lax.smtp_password_file}" in caplog.text
    assert "hush" not in caplog.text


def test_a_relay_of_the_house_takes_mail_without_signing_in(told: list[str], tmp_path: Path) -> None:
    by_mail(config(25, "", tmp_path), CLIMBED)
    assert told == ["mail"]


def test_a_receiver_that_answers_nonsense_keeps_no_other_way_and_no_later_alert(
    told: list[str], tmp_path: Path, nonsense: str, caplog: pytest.LogCaptureFixture
) -> None:
    out = Escalation(config(25, "", tmp_path, nonsense), Sent(tmp_path / SENT_FILE), lambda: 0.0)
    out.send("1", CLIMBED)
    out.step(0.0)
    assert told == ["mail"]
    assert "A2 of door-1 was not sent" in caplog.text
    assert "only-we-know" not in caplog.text


def test_an_address_that_cannot_be_asked_stands_in_no_log(
    tmp_path: Path, told: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    out = Escalation(
        config(25, "", tmp_path, "http://127.0.0.1/hook/only we know"), Sent(tmp_path / SENT_FILE), lambda: 0.0
    )
    out.send("1", CLIMBED)
    out.step(0.0)
    assert told == ["mail"]
    assert "we know" not in caplog.text


class Out:
    """Alerts on their way out by two ways, stepped by hand."""

    def __init__(self, folder: Path) -> None:
        self.now = 0.0
        self.told: list[str] = []
        self.mail_works = True
        self.folder = folder
        self.begin()

    def begin(self) -> None:
        """Start, or start again."""
        ways = {"webhook": lambda climbed: self.told.append(f"webhook {climbed.code}"), "mail": self._mail}
        sent = Sent(self.folder / SENT_FILE)
        self.escalation = Escalation(MonitorConfig(), sent, lambda: self.now, ways)

    def _mail(self, climbed: Climbed) -> None:
        if not self.mail_works:
            raise OSError("no way out")
        self.told.append(f"mail {climbed.code}")

    def watch(self) -> None:
        self.escalation.send("chain:7", CLIMBED)
        with contextlib.suppress(queue.Empty):
            self.escalation.step(0.0)


def test_an_alert_goes_out_once_however_long_it_stays_and_however_often_the_page_starts(tmp_path: Path) -> None:
    out = Out(tmp_path)
    for _ in range(3):
        out.watch()
        out.now += 10 * AGAIN_S
    out.begin()
    out.watch()
    assert out.told == ["webhook A2", "mail A2"]
    assert (tmp_path / SENT_FILE).stat().st_mode & 0o777 == 0o600


def test_what_did_not_go_out_is_tried_again_by_the_way_that_failed(tmp_path: Path) -> None:
    out = Out(tmp_path)
    out.mail_works = False
    out.watch()
    out.mail_works = True
    out.now += AGAIN_S - 1
    out.watch()
    assert out.told == ["webhook A2"]
    out.now += 1
    out.watch()
    out.watch()
    assert out.told == ["webhook A2", "mail A2"]


@pytest.mark.parametrize("left", [b"", b"{", b"{}", b"7", b"\xff", b"[1, null]"])
def test_a_damaged_note_of_what_was_sent_stops_nothing(tmp_path: Path, left: bytes) -> None:
    (tmp_path / SENT_FILE).write_bytes(left)
    out = Out(tmp_path)
    out.watch()
    assert out.told == ["webhook A2", "mail A2"]


def test_what_was_sent_is_kept_within_bounds(tmp_path: Path) -> None:
    sent = Sent(tmp_path / SENT_FILE)
    for number in range(3):
        sent.add(f"old {number}")
    sent._marks |= {f"mail {number}": None for number in range(MOST)}
    sent.add("new")
    again = Sent(tmp_path / SENT_FILE)
    assert "new" in again
    assert "old 2" not in again

"""No secret in a log or a message, and no shell: held over the source, and over what the program says when it fails."""

import ast
import logging
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.config import Config
from kiosk.config.heads import HeadsConfig, SendHeads, SmtpSecurity
from kiosk.config.monitor import MonitorConfig
from kiosk.head_post import HeadPost, SendProblem
from kiosk.records.heads import HEADS_FILE, note_head, sign
from kiosk.records.keys import open_key
from kiosk.staff.accounts import Accounts
from kiosk.staff.rights import Role
from kiosk.staff.secret import Hasher, Weak
from kiosk.staff.values import Refusal
from tests.staff.conftest import CHEAP, PIN, WORDS

ROOT = Path(__file__).parents[1]
PROGRAM = [path for part in ("kiosk", "drivers", "models") for path in sorted((ROOT / part).rglob("*.py"))]
SECRET = {"password", "pin", "secret", "token", "private", "told_password", "hashed", "hashed_pin"}
SAYS = {"debug", "info", "warning", "error", "exception", "critical", "print", "echo"}
STARTS_PROCESSES = {
    "drivers/guard_process.py",
    "kiosk/cli/figures.py",
    "kiosk/records/digests.py",
    "kiosk/ui/lint.py",
    "kiosk/ui/speech_make.py",
}
"""The door's guard; the other half of a check of the records; and what a developer runs."""
FORBIDDEN = {"os.system", "os.popen", "eval", "exec"}
AT = datetime(2026, 3, 2, tzinfo=UTC)


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            func = node.func
            yield (func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")), node


def test_nothing_that_is_called_a_secret_is_logged_or_printed() -> None:
    for path in PROGRAM:
        for name, call in calls(path):
            if name in SAYS:
                said = {node.id for node in ast.walk(call) if isinstance(node, ast.Name)}
                assert not said & SECRET, f"{path}:{call.lineno} says {said & SECRET}"


def test_no_shell_and_no_process_but_those_named() -> None:
    for path in PROGRAM:
        where = path.relative_to(ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        for _, call in calls(path):
            assert ast.unparse(call.func) not in FORBIDDEN, f"{where}:{call.lineno}"
            assert not any(word.arg == "shell" for word in call.keywords), f"{where}:{call.lineno}"
        if "subprocess" in text:
            assert where in STARTS_PROCESSES or where.startswith("models/training/"), where


def test_a_config_holds_no_secret_itself() -> None:
    """So it may be mailed to whoever helps, and shown in a log."""
    for part in fields(Config):
        for key in getattr(getattr(Config(), part.name), "__slots__", ()):
            assert not {"password", "token", "pin"} & set(key.split("_")) or key.endswith("_file"), key


def test_a_wrong_secret_stands_nowhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    accounts = Accounts(tmp_path / "staff.db", Hasher(CHEAP))
    accounts.add("Made Example", Role.OFFICER, WORDS, PIN)
    for guess in ("734920", "not the words at all"):
        for attempt in (accounts.verify_pin, accounts.verify_password):
            refused = attempt("Made Example", guess, AT)
            assert isinstance(refused, Refusal)
            assert guess not in repr(refused)
    with pytest.raises(Weak) as weak:
        accounts.set_password("Made Example", "password12345")
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (WORDS, PIN, "734920", "not the words at all", "password12345"):
        assert secret not in caplog.text
        assert secret not in str(weak.value)
        assert secret.encode() not in stored


@pytest.mark.parametrize("send", [SendHeads.WEBHOOK, SendHeads.EMAIL])
def test_what_cannot_be_sent_tells_no_token(tmp_path: Path, send: SendHeads, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = tmp_path / "secret"
    secret.touch(0o600)
    secret.write_text("tok-5f2c91\n")
    config = HeadsConfig(
        send=send, url="http://127.0.0.1:1/hook/way-7", secret_file=str(secret), smtp_host="127.0.0.1", smtp_port=1,
        smtp_security=SmtpSecurity.NONE, smtp_user="kiosk", sender="k@example.test", to="o@example.test",
    )  # fmt: skip
    head = sign(open_key(tmp_path), station_id="door-1", chain_id="c", seq=1, row_hash="0" * 64, utc="2026")
    note_head(tmp_path / HEADS_FILE, head)
    with pytest.raises(SendProblem) as problem:
        HeadPost(tmp_path, config, lambda: AT).send(head)
    for text in (str(problem.value), repr(config), caplog.text):
        assert "tok-5f2c91" not in text
    assert "way-7" not in str(problem.value)


def test_no_private_key_is_shown(tmp_path: Path) -> None:
    key = open_key(tmp_path)
    assert "PRIVATE" not in repr(key)
    assert not hasattr(MonitorConfig(), "smtp_password")

"""Accounts: made, tried, locked, changed, erased; and every change on its way into the record."""

import json
import sqlite3
import stat
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from argon2 import PasswordHasher

from kiosk.staff.accounts import COMMAND_LINE, Accounts
from kiosk.staff.lock_out import ELSEWHERE, LOCK_OUTS
from kiosk.staff.rights import Role
from kiosk.staff.secret import Hasher, Weak
from kiosk.staff.values import Account, AccountsError, Attempt, Door, Refusal, Refused, SignedIn
from tests.staff.conftest import CHEAP, NOW, PIN, WORDS

NAME = "Wayan Example"
WRONG = "771203"


def only(accounts: Accounts) -> Account:
    (account,) = accounts.list()
    return account


def settled(accounts: Accounts) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = []

    def write(payload: Mapping[str, Any]) -> int:
        rows.append(payload)
        return len(rows)

    accounts.settle(write)
    return rows


def wrong_pins(accounts: Accounts, times: int, now: datetime = NOW, who: str = NAME) -> Attempt:
    found: Attempt | None = None
    for _ in range(times):
        found = accounts.verify_pin(who, WRONG, now)
    assert found is not None
    return found


def test_an_account_has_an_id_and_a_number_that_say_nothing_of_the_person(made: Accounts) -> None:
    account = only(made)
    assert (account.name, account.role, account.disabled, account.has_pin) == (NAME, Role.TECHNICIAN, False, True)
    assert account.staff_id.startswith("s-")
    assert len(account.number) == 4


def test_the_file_is_the_owner_s_alone(made: Accounts) -> None:
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert [one.name for one in made.path.parent.iterdir()] == ["staff.db"]


def test_no_secret_stands_in_the_file(made: Accounts) -> None:
    held = made.path.read_bytes()
    assert b"$argon2id$" in held
    assert WORDS.encode() not in held
    assert PIN.encode() not in held


@pytest.mark.parametrize("who", [NAME, "  wayan   EXAMPLE ", "number", "staff_id"])
def test_the_right_secret_lets_in_by_name_number_or_id(made: Accounts, who: str) -> None:
    account = only(made)
    who = getattr(account, who, who)
    assert made.verify_password(who, WORDS, NOW) == SignedIn(account)
    assert made.verify_pin(who, PIN, NOW) == SignedIn(account)


def test_pin_and_password_do_not_stand_for_one_another(made: Accounts) -> None:
    assert isinstance(made.verify_pin(NAME, WORDS, NOW), Refusal)
    assert isinstance(made.verify_password(NAME, PIN, NOW), Refusal)


def test_a_name_is_taken_once_however_it_is_written(made: Accounts) -> None:
    with pytest.raises(AccountsError, match="already"):
        made.add("wayan example", Role.OFFICER, WORDS)


@pytest.mark.parametrize("name", ["", "   ", "1234", "s-7k2m", "x" * 61, "a\x00b"])
def test_a_name_that_could_be_mistaken_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(AccountsError):
        accounts.add(name, Role.OFFICER, WORDS)


# wrong attempts


def test_wrong_pins_count_down_then_lock_then_lock_longer(made: Accounts) -> None:
    most = LOCK_OUTS[Door.PIN].most
    told = [made.verify_pin(NAME, WRONG, NOW) for _ in range(most)]
    assert [one.left for one in told if isinstance(one, Refusal)] == [4, 3, 2, 1, 0]
    assert told[-1] == Refusal(Refused.LOCKED, NOW + timedelta(minutes=1), 0)
    after = NOW + timedelta(minutes=1, seconds=1)
    assert wrong_pins(made, 1, after) == Refusal(Refused.LOCKED, after + timedelta(minutes=2), 0)


def test_while_locked_even_the_right_pin_is_not_looked_at(made: Accounts) -> None:
    wrong_pins(made, 5)
    assert made.verify_pin(NAME, PIN, NOW) == Refusal(Refused.LOCKED, NOW + timedelta(minutes=1), 0)
    assert made.verify_pin(only(made).number, PIN, NOW) == Refusal(Refused.LOCKED, NOW + timedelta(minutes=1), 0)
    assert isinstance(made.verify_pin(NAME, PIN, NOW + timedelta(minutes=1)), SignedIn)


@pytest.mark.parametrize("place", [None, "192.0.2.7"])
def test_whose_number_a_stranger_locked_at_the_kiosk_is_free_again_by_their_password(
    made: Accounts, place: str | None
) -> None:
    wrong_pins(made, 7)
    made.verify_password(NAME, "not the words", NOW, place)
    assert isinstance(made.verify_pin(NAME, PIN, NOW), Refusal), "a wrong password lifts nothing"
    assert isinstance(made.verify_password(NAME, WORDS, NOW, place), SignedIn)
    assert isinstance(made.verify_pin(NAME, PIN, NOW), SignedIn)


def test_a_right_pin_lifts_no_lock_of_the_password(made: Accounts) -> None:
    for _ in range(6):
        made.verify_password(NAME, "not the words", NOW)
    assert isinstance(made.verify_pin(NAME, PIN, NOW), SignedIn)
    assert isinstance(made.verify_password(NAME, WORDS, NOW), Refusal)


def test_a_lock_outlives_the_program(made: Accounts) -> None:
    wrong_pins(made, 5)
    again = Accounts(made.path, Hasher(CHEAP))
    assert isinstance(again.verify_pin(NAME, PIN, NOW), Refusal)


def test_a_lock_of_a_clock_years_ahead_begins_anew_and_ends(made: Accounts) -> None:
    wrong_pins(made, 5, NOW + timedelta(days=3650))
    assert made.verify_pin(NAME, PIN, NOW) == Refusal(Refused.LOCKED, NOW + timedelta(minutes=1), 0)
    assert isinstance(made.verify_pin(NAME, PIN, NOW + timedelta(seconds=59)), Refusal)
    assert isinstance(made.verify_pin(NAME, PIN, NOW + timedelta(minutes=1)), SignedIn)


def test_an_attempt_counts_before_it_is_compared(made: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever pulls the plug while the hash is computed has used the attempt up."""

    def plug(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Hasher, "fits", plug)
        for _ in range(5):
            with pytest.raises(KeyboardInterrupt):
                made.verify_pin(NAME, WRONG, NOW)
    assert isinstance(made.verify_pin(NAME, PIN, NOW), Refusal)


def test_attempts_at_once_are_all_counted(made: Accounts) -> None:
    compared: list[bool] = []

    class Counting(Hasher):
        def fits(self, stored: str | None, secret: str) -> bool:
            compared.append(True)
            return super().fits(stored, secret)

    counting = Accounts(made.path, Counting(CHEAP))
    threads = [threading.Thread(target=counting.verify_pin, args=(NAME, WRONG, NOW)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(compared) == LOCK_OUTS[Door.PIN].most


def test_the_right_secret_ends_the_count(made: Accounts) -> None:
    wrong_pins(made, 4)
    made.verify_pin(NAME, PIN, NOW)
    assert wrong_pins(made, 1) == Refusal(Refused.WRONG, None, 4)


def test_pin_and_password_are_counted_apart(made: Accounts) -> None:
    wrong_pins(made, 5)
    assert isinstance(made.verify_password(NAME, WORDS, NOW), SignedIn)


def test_a_new_pin_lifts_the_lock(made: Accounts) -> None:
    wrong_pins(made, 5)
    made.set_pin(NAME, "880214", now=NOW)
    assert isinstance(made.verify_pin(NAME, "880214", NOW), SignedIn)
    assert isinstance(made.verify_pin(NAME, PIN, NOW), Refusal)


def test_a_stranger_is_answered_like_somebody_known(made: Accounts) -> None:
    known = [made.verify_password(NAME, "not the words", NOW) for _ in range(8)]
    unknown = [made.verify_password("Nobody Here", "not the words", NOW) for _ in range(8)]
    assert known == unknown
    assert b"nobody here" not in made.path.read_bytes()


def test_a_hash_is_computed_for_a_stranger_too(made: Accounts) -> None:
    looked: list[str] = []

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            looked.append(str(password))
            return super().verify(hash, password)

    watched = Accounts(made.path, Hasher(Watched(time_cost=1, memory_cost=8, parallelism=1)))
    assert isinstance(watched.verify_password("Nobody Here", "guess", NOW), Refusal)
    assert looked == ["guess"]


def test_nobody_is_not_a_secret_that_opens(made: Accounts) -> None:
    """What the hash for strangers is made of lets no account without a PIN in."""
    bare = made.add("Ketut Bare", Role.OFFICER, WORDS)
    assert isinstance(made.verify_pin(bare.number, "nobody", NOW), Refusal)
    assert isinstance(made.verify_pin("Stranger", "nobody", NOW), Refusal)


def test_strangers_attempts_are_forgotten(made: Accounts) -> None:
    made.verify_pin("Stranger", WRONG, NOW)
    made.verify_pin("Other", WRONG, NOW + timedelta(days=3))
    with sqlite3.connect(made.path) as connection:
        assert connection.execute("SELECT count(*) FROM attempt").fetchone() == (1,)
    connection.close()


# wrong passwords on the page: by name and place


def guesses(accounts: Accounts, place: str | None, count: int, at: datetime = NOW, name: str = NAME) -> list[Attempt]:
    return [accounts.verify_password(name, "not the words", at, place) for _ in range(count)]


def test_a_stranger_elsewhere_locks_nobody_out(made: Accounts) -> None:
    told = guesses(made, "192.0.2.7", 7)
    assert isinstance(told[-1], Refusal)
    assert told[-1].why is Refused.LOCKED
    assert isinstance(made.verify_password(NAME, WORDS, NOW, "192.0.2.7"), Refusal)
    assert isinstance(made.verify_password(NAME, WORDS, NOW, "10.0.0.5"), SignedIn)
    assert isinstance(made.verify_password(NAME, WORDS, NOW), SignedIn)


def test_many_strange_places_together_guess_no_more_than_a_few(made: Accounts) -> None:
    assert isinstance(made.verify_password(NAME, WORDS, NOW, "10.0.0.5"), SignedIn)
    told = [guesses(made, f"192.0.2.{host}", 1)[0] for host in range(200)]
    compared = [one for one in told if isinstance(one, Refusal) and one.why is Refused.WRONG]
    assert len(compared) < ELSEWHERE.most
    assert isinstance(made.verify_password(NAME, WORDS, NOW, "192.0.2.250"), Refusal), "the right words, too"
    assert isinstance(made.verify_password(NAME, WORDS, NOW, "10.0.0.5"), SignedIn), "a place that is somebody's own"
    day = timedelta(days=1, minutes=1)
    assert isinstance(made.verify_password(NAME, WORDS, NOW + day, "192.0.2.251"), SignedIn)


def test_a_sign_in_between_gives_strange_places_no_further_guesses(made: Accounts) -> None:
    for host in range(ELSEWHERE.most):
        guesses(made, f"192.0.2.{host}", 1)
        made.verify_password(NAME, WORDS, NOW, "10.0.0.5")
    assert isinstance(made.verify_password(NAME, WORDS, NOW, "192.0.2.250"), Refusal)


def test_a_place_of_one_s_own_still_locks_by_itself(made: Accounts) -> None:
    made.verify_password(NAME, WORDS, NOW, "10.0.0.5")
    told = guesses(made, "10.0.0.5", LOCK_OUTS[Door.PASSWORD].most)
    assert isinstance(told[-1], Refusal)
    assert told[-1].why is Refused.LOCKED


def test_a_new_password_lifts_the_locks_of_all_places(made: Accounts) -> None:
    for host in range(60):
        guesses(made, f"192.0.2.{host}", 1)
    made.set_password(NAME, "teh sore di taman", now=NOW)
    assert isinstance(made.verify_password(NAME, "teh sore di taman", NOW, "192.0.2.7"), SignedIn)


def test_strangers_and_known_ones_lock_alike_from_any_place(made: Accounts) -> None:
    places = [f"192.0.2.{host % 9}" for host in range(60)]
    known = [guesses(made, place, 1)[0] for place in places]
    unknown = [guesses(made, place, 1, name="Nobody Here")[0] for place in places]
    assert known == unknown
    assert b"192.0.2" not in made.path.read_bytes()


# disabled and erased


def test_a_disabled_account_has_no_rights_and_no_way_in(made: Accounts) -> None:
    staff_id = only(made).staff_id
    assert made.role_of(staff_id) is Role.TECHNICIAN
    made.disable(NAME)
    assert made.role_of(staff_id) is None
    assert made.verify_pin(NAME, PIN, NOW) == Refusal(Refused.WRONG, None, 4)
    assert not made.exist()
    made.enable(NAME)
    assert isinstance(made.verify_pin(NAME, PIN, NOW), SignedIn)
    assert made.exist()


def test_an_erased_name_leaves_no_bytes_and_no_way_in(made: Accounts) -> None:
    staff_id = only(made).staff_id
    made.erase_name(NAME)
    assert only(made) == Account(staff_id, only(made).number, None, Role.TECHNICIAN, True, False)
    assert made.role_of(staff_id) is None
    held = made.path.read_bytes()
    assert b"Wayan" not in held
    assert b"wayan" not in held
    for change in (lambda: made.enable(staff_id), lambda: made.set_pin(staff_id, PIN)):
        with pytest.raises(AccountsError, match="erased"):
            change()


def test_an_old_hash_is_made_anew_when_its_secret_comes_by(made: Accounts) -> None:
    stronger = Accounts(made.path, Hasher(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)))
    stronger.verify_pin(NAME, PIN, NOW)
    assert b"t=2,p=1" in made.path.read_bytes()
    assert isinstance(stronger.verify_pin(NAME, PIN, NOW), SignedIn)


def test_whom_nobody_knows(made: Accounts) -> None:
    assert made.role_of("s-none") is None
    for change in (made.disable, made.enable, made.erase_name, made.find):
        with pytest.raises(AccountsError, match="no account 'x'"):
            change("x")


def test_looking_makes_no_file(accounts: Accounts) -> None:
    assert not accounts.exist()
    assert accounts.role_of("s-none") is None
    assert accounts.settle(lambda payload: 1) == 0
    assert not accounts.path.exists()


def test_a_file_of_another_program_is_refused_in_a_sentence(accounts: Accounts) -> None:
    accounts.path.parent.mkdir()
    accounts.path.write_bytes(b"something else " * 100)
    with pytest.raises(AccountsError, match="cannot be used"):
        accounts.list()
    accounts.path.unlink()
    with sqlite3.connect(accounts.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(AccountsError, match="newer program"):
        accounts.list()


# the way into the record


def test_every_change_leaves_an_action_by_id_and_without_a_name(made: Accounts) -> None:
    staff_id = only(made).staff_id
    made.set_password(NAME, "teh sore di kebun", now=NOW)
    made.set_pin(NAME, "880214", now=NOW)
    made.disable(NAME, by="s-boss", now=NOW)
    made.enable(NAME, now=NOW)
    made.note("signed_in", staff_id, NOW, where="kiosk")
    made.erase_name(NAME, now=NOW)
    rows = settled(made)
    told = [(row["what"], row["by"], row.get("of")) for row in rows]
    assert told == [
        ("added", COMMAND_LINE, staff_id),
        ("password_set", COMMAND_LINE, staff_id),
        ("pin_set", COMMAND_LINE, staff_id),
        ("disabled", "s-boss", staff_id),
        ("enabled", COMMAND_LINE, staff_id),
        ("signed_in", staff_id, None),
        ("name_erased", COMMAND_LINE, staff_id),
    ]
    assert {row["at_utc"] for row in rows} == {"2026-03-02T08:00:00.000+00:00"}
    assert "wayan" not in json.dumps(rows).casefold()
    assert settled(made) == []


def test_a_lock_out_leaves_an_action_and_a_stranger_s_does_not(made: Accounts) -> None:
    settled(made)
    wrong_pins(made, 5)
    wrong_pins(made, 5, who="Stranger")
    assert [(row["what"], row["of"], row["door"]) for row in settled(made)] == [
        ("locked_out", only(made).staff_id, "pin")
    ]


def test_what_could_not_be_written_waits(made: Accounts) -> None:
    def full(payload: Mapping[str, Any]) -> int:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        made.settle(full)
    assert len(settled(made)) == 1


def test_a_refused_change_leaves_nothing(made: Accounts, tmp_path: Path) -> None:
    settled(made)
    with pytest.raises(Weak):
        made.set_pin(NAME, "123456")
    with pytest.raises(AccountsError):
        made.add(NAME, Role.OFFICER, WORDS)
    assert settled(made) == []

"""Accounts: made, changed, tried, erased. Every change leaves an action that goes into the record.

An action is written in the same transaction as what it tells of, and waits in staff.db until whoever writes the record
has taken it (`settle`): a command line that finds no station, or the station that runs. After a power cut between the
two it is handed over again, with the same action_id: whoever writes looks for that first.
"""

import json
import re
import secrets
import sqlite3
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from kiosk.staff.attempts import Count, begin_attempt, counts_of, forget_attempts, right_attempt, wrong_attempt
from kiosk.staff.file import StaffFile
from kiosk.staff.rights import Role
from kiosk.staff.secret import Hasher, good_password, good_pin
from kiosk.staff.values import Account, AccountsError, Attempt, Door, Refused, SignedIn, Standing

COMMAND_LINE = "command-line"
"""Who acts where no account does: whoever may write the data folder."""
NAME_MOST = 60
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that are mistaken for one another."""
_ID = re.compile(rf"s-[{LETTERS}]{{4}}")
_ACCOUNT = """SELECT account.staff_id, number, name, role, disabled, pin IS NOT NULL FROM account
    LEFT JOIN name ON name.staff_id = account.staff_id"""

_STANDING = "SELECT role, password, secret.value FROM account, secret WHERE staff_id = ? AND NOT disabled"


class Accounts:
    """Any thread and any process may use it. Every method may raise AccountsError."""

    def __init__(self, path: Path, hasher: Hasher | None = None) -> None:
        """The file is made when something is first written or asked of it."""
        self._file = StaffFile(path)
        self._given = hasher

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def _hasher(self) -> Hasher:
        if self._given is None:
            self._given = Hasher()
        return self._given

    # reading

    def exist(self) -> bool:
        """Say whether there is an account that is not disabled. Makes no file."""
        return self.path.exists() and any(not one.disabled for one in self.list())

    def list(self) -> list[Account]:
        """Return all accounts, in the order of their numbers."""
        with self._file.reading() as connection:
            return [_account(row) for row in connection.execute(f"{_ACCOUNT} ORDER BY number")]

    def find(self, who: str) -> Account:
        """Return the account of a staff_id, a staff number or a name."""
        with self._file.reading() as connection:
            return _found(connection, who)

    def role_of(self, staff_id: str) -> Role | None:
        """Return the role of a staff_id; None for one that is unknown or disabled."""
        found = self.standing(staff_id)
        return found.role if found else None

    def standing(self, staff_id: str) -> Standing | None:
        """Return how a staff_id stands; None for one that is unknown or disabled."""
        if not self.path.exists():
            return None
        with self._file.reading() as connection:
            row = connection.execute(_STANDING, (staff_id,)).fetchone()
        return Standing(Role(row[0]), _keyed(row[2], row[1] or "")) if row else None

    # changing

    def add(
        self,
        name: str,
        role: Role,
        password: str,
        pin: str | None = None,
        *,
        by: str = COMMAND_LINE,
        now: datetime | None = None,
    ) -> Account:
        """Make an account. Raises AccountsError for a name that will not do, Weak for such a password or PIN."""
        name = good_name(name)
        hashed = self._hasher.hash(good_password(password, name))
        hashed_pin = None if pin is None else self._hasher.hash(good_pin(pin))
        with self._file.writing() as connection:
            if connection.execute("SELECT 1 FROM name WHERE folded = ?", (folded(name),)).fetchone():
                raise AccountsError(f"there is an account for {name} already: `kiosk staff list` shows it")
            staff_id, number = _new_id(connection), _new_number(connection)
            values = (staff_id, number, role.value, hashed, hashed_pin)
            connection.execute(
                "INSERT INTO account (staff_id, number, role, password, pin) VALUES (?, ?, ?, ?, ?)", values
            )
            connection.execute("INSERT INTO name VALUES (?, ?, ?)", (staff_id, name, folded(name)))
            _note(connection, "added", by, now, of=staff_id, role=role.value, pin=pin is not None)
            return _found(connection, staff_id)

    def set_password(self, who: str, password: str, *, by: str = COMMAND_LINE, now: datetime | None = None) -> Account:
        """Set a new password, and forget wrong attempts. Raises Weak."""
        hashed = self._hasher.hash(good_password(password, self.find(who).name or ""))
        return self._set(who, Door.PASSWORD, hashed, by, now)

    def set_pin(self, who: str, pin: str, *, by: str = COMMAND_LINE, now: datetime | None = None) -> Account:
        """Set a new PIN, and forget wrong attempts. Raises Weak."""
        return self._set(who, Door.PIN, self._hasher.hash(good_pin(pin)), by, now)

    def _set(self, who: str, door: Door, hashed: str, by: str, now: datetime | None) -> Account:
        with self._file.writing() as connection:
            account = _found(connection, who)
            if account.name is None:
                raise AccountsError(f"{account.staff_id} was erased: make a new account")
            connection.execute(f"UPDATE account SET {door.value} = ? WHERE staff_id = ?", (hashed, account.staff_id))
            forget_attempts(connection, account.staff_id, door)
            _note(connection, f"{door.value}_set", by, now, of=account.staff_id)
            return _found(connection, account.staff_id)

    def disable(self, who: str, *, by: str = COMMAND_LINE, now: datetime | None = None) -> Account:
        """Take an account's rights away; it stays in the list."""
        return self._switch(who, "disabled", 1, by, now)

    def enable(self, who: str, *, by: str = COMMAND_LINE, now: datetime | None = None) -> Account:
        """Give a disabled account its rights again."""
        if self.find(who).name is None:
            raise AccountsError(f"{who} was erased: make a new account")
        return self._switch(who, "enabled", 0, by, now)

    def _switch(self, who: str, what: str, disabled: int, by: str, now: datetime | None) -> Account:
        with self._file.writing() as connection:
            account = _found(connection, who)
            connection.execute("UPDATE account SET disabled = ? WHERE staff_id = ?", (disabled, account.staff_id))
            _note(connection, what, by, now, of=account.staff_id)
            return _found(connection, account.staff_id)

    def erase_name(self, who: str, *, by: str = COMMAND_LINE, now: datetime | None = None) -> Account:
        """Erase a person's name, password and PIN, and disable the account; its staff_id stays in the record."""
        with self._file.writing() as connection:
            staff_id = _found(connection, who).staff_id
            connection.execute("DELETE FROM name WHERE staff_id = ?", (staff_id,))
            connection.execute(
                "UPDATE account SET disabled = 1, password = NULL, pin = NULL WHERE staff_id = ?", (staff_id,)
            )
            _note(connection, "name_erased", by, now, of=staff_id)
            return _found(connection, staff_id)

    # getting in

    def verify_password(self, name: str, password: str, now: datetime, place: str | None = None) -> Attempt:
        """Say whether a password is that of a name, a staff number or a staff_id; if so, lift a lock of their PIN.

        Anybody who stands at the kiosk can lock a number that they know; whose number it is has the password too.

        `place`: the address it is tried from, for attempts are counted by name and place; None: the kiosk itself.
        """
        return self._try(Door.PASSWORD, name, unicodedata.normalize("NFC", password), now, place)

    def verify_pin(self, number_or_name: str, pin: str, now: datetime) -> Attempt:
        """Say whether a PIN is that of a staff number, a name or a staff_id."""
        return self._try(Door.PIN, number_or_name, pin, now)

    def _try(self, door: Door, who: str, secret: str, now: datetime, place: str | None = None) -> Attempt:
        """Count the attempt, then look: a power cut in between gives nobody another one for free."""
        with self._file.writing() as connection:
            account, stored = _stored(connection, who, door)
            counts = _counts(connection, account, who, door, place)
            locked = begin_attempt(connection, counts, now)
        if locked is not None:
            return locked
        fits = self._hasher.fits(stored, secret)
        with self._file.writing() as connection:
            if not fits or account is None or account.disabled or stored is None:
                refusal = wrong_attempt(connection, counts, now)
                if account is not None and refusal.why is Refused.LOCKED:
                    _note(connection, "locked_out", None, now, of=account.staff_id, door=door.value)
                return refusal
            right_attempt(connection, counts, now)
            if door is Door.PASSWORD:
                forget_attempts(connection, account.staff_id, Door.PIN)
            if self._hasher.is_old(stored):
                new = self._hasher.hash(secret)
                connection.execute(
                    f"UPDATE account SET {door.value} = ? WHERE staff_id = ? AND {door.value} = ?",
                    (new, account.staff_id, stored),
                )
        return SignedIn(account)

    # the way into the record

    def note(self, what: str, staff_id: str, now: datetime | None = None, **more: Any) -> None:
        """Leave an action of a person, such as `signed_in`, for the record."""
        with self._file.writing() as connection:
            _note(connection, what, staff_id, now, **more)

    def settle(self, write: Callable[[Mapping[str, Any]], int], most: int = 50) -> int:
        """Hand the actions that wait, oldest first, to `write`, which returns the number of the row; return how many.

        What `write` raises ends it; what was written until then is settled.
        """
        if not self.path.exists():
            return 0
        with self._file.reading() as connection:
            waiting = connection.execute(
                "SELECT action_id, payload FROM action WHERE seq IS NULL ORDER BY rowid LIMIT ?", (most,)
            ).fetchall()
        for action_id, payload in waiting:
            seq = write({"action_id": action_id, **json.loads(payload)})
            with self._file.writing() as connection:
                connection.execute("UPDATE action SET seq = ? WHERE action_id = ?", (seq, action_id))
        return len(waiting)


def good_name(name: str) -> str:
    """Return a name as it is kept. Raises AccountsError for one that will not do."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name or len(name) > NAME_MOST or not name.isprintable():
        raise AccountsError(f"a name has 1 to {NAME_MOST} characters")
    if not any(letter.isalpha() for letter in name) or _ID.fullmatch(folded(name)):
        raise AccountsError(f"{name!r} could be taken for a staff number or staff_id; use the person's name")
    return name


def folded(name: str) -> str:
    """Return what two spellings of one name have in common."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def _account(row: tuple[Any, ...]) -> Account:
    staff_id, number, name, role, disabled, has_pin = row
    return Account(staff_id, number, name, Role(role), bool(disabled), bool(has_pin))


def _row(connection: sqlite3.Connection, who: str) -> tuple[Any, ...] | None:
    where = f"{_ACCOUNT} WHERE account.staff_id = :who OR number = :who OR folded = :who"
    return connection.execute(where, {"who": folded(who)}).fetchone()


def _found(connection: sqlite3.Connection, who: str) -> Account:
    row = _row(connection, who)
    if row is None:
        raise AccountsError(f"there is no account {who!r}; `kiosk staff list` shows them")
    return _account(row)


def _stored(connection: sqlite3.Connection, who: str, door: Door) -> tuple[Account | None, str | None]:
    row = _row(connection, who)
    if row is None:
        return None, None
    account = _account(row)
    (stored,) = connection.execute(
        f"SELECT {door.value} FROM account WHERE staff_id = ?", (account.staff_id,)
    ).fetchone()
    return account, stored


def _counts(
    connection: sqlite3.Connection, account: Account | None, who: str, door: Door, place: str | None
) -> list[Count]:
    """Return what an attempt counts under: an unknown name locks like a known one; it is not kept, nor is the place."""
    (key,) = connection.execute("SELECT value FROM secret").fetchone()
    counted = account.staff_id if account else "?" + _keyed(key, folded(who))
    return counts_of(connection, counted, door, None if place is None else _keyed(key, place))


def _keyed(key: bytes, text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), key=key, digest_size=16).hexdigest()


def _new_id(connection: sqlite3.Connection) -> str:
    while True:
        made = "s-" + "".join(secrets.choice(LETTERS) for _ in range(4))
        if not connection.execute("SELECT 1 FROM account WHERE staff_id = ?", (made,)).fetchone():
            return made


def _new_number(connection: sqlite3.Connection) -> str:
    taken = {number for (number,) in connection.execute("SELECT number FROM account")}
    free = [str(number) for number in range(1000, 10_000) if str(number) not in taken]
    if not free:
        raise AccountsError("all staff numbers are taken")
    return secrets.choice(free)


def _note(connection: sqlite3.Connection, what: str, by: str | None, now: datetime | None, **more: Any) -> None:
    at = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="milliseconds")
    payload = json.dumps({"what": what, "by": by, "at_utc": at, **more})
    connection.execute("INSERT INTO action (action_id, payload) VALUES (?, ?)", (secrets.token_hex(8), payload))

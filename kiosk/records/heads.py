"""Signed heads: where the chain stood at a moment, to be kept outside of it, so that a cut tail is found.

    message   = "kiosk head 1\n" + canonical JSON of {chain_id, hash, seq, station_id, utc}
    signature = Ed25519 over the message, 128 hexadecimal digits; key = the raw public key, 64
    code      = 19 letters of base32 (95 bits of SHA-256 over station, chain, seq and hash) and a check letter

A head is also a chained row: it then stands in the one order of everything else, goes with every export, and cannot be
taken out again. That row signs the row right before it. The code needs no key to be checked: "row 1234" and twenty
letters on paper, or said over the telephone, are enough to find a chain that was cut or written anew.
"""

import json
import os
import sqlite3
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from kiosk.files import put, sync_folder
from kiosk.records.chain import canonical
from kiosk.records.keys import HeadKey, signed_by
from kiosk.records.reading import store_error
from kiosk.records.store import Records
from kiosk.records.values import Entry, Kind, StoreError, utc_text
from kiosk.screening.values import Trouble

HEADS_FILE = "heads.jsonl"
"""Beside the record: every head signed so far, one JSON object a line."""
NEWEST_FILE = "head-newest.json"
"""Beside the key: the newest head once more. Whoever clears away the record with its heads leaves it behind."""
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O or U, so nothing is read as something else."""
CODE_LETTERS = 19
QR_MARK = "KIOSK-HEAD 1"
_BLANK = " \t\r\n\0"
"""Zeros too: some file systems leave them where a line was not yet written when the power went."""
_SIGNED = ("chain_id", "hash", "seq", "station_id", "utc")


class HeadsUnreadable(Exception):
    """A file of heads holds something else; one sentence that names the line."""


@dataclass(frozen=True, slots=True)
class SignedHead:
    """The row a chain ended with at a moment, signed."""

    station_id: str
    chain_id: str
    seq: int
    hash: str
    utc: str
    key: str
    signature: str

    @property
    def code(self) -> str:
        return code(self.station_id, self.chain_id, self.seq, self.hash)

    @property
    def qr_text(self) -> str:
        """One line that holds everything; a heads file may hold it too."""
        station = quote(self.station_id, safe="")
        return f"{QR_MARK} {station} {self.chain_id} {self.seq} {self.hash} {self.utc} {self.key} {self.signature}"


@dataclass(frozen=True, slots=True)
class NotedHead:
    """A head as somebody wrote it down: the row and the code."""

    seq: int
    code: str


def code(station_id: str, chain_id: str, seq: int, row_hash: str) -> str:
    """Return the code of a head: five groups of four letters, the last one of which checks the others."""
    digest = sha256(f"{station_id}\n{chain_id}\n{seq}\n{row_hash}".encode()).digest()
    number = int.from_bytes(digest, "big") >> (256 - 5 * CODE_LETTERS)
    letters = "".join(ALPHABET[number >> 5 * at & 31] for at in reversed(range(CODE_LETTERS)))
    letters += _check_letter(letters)
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def read_code(typed: str) -> str:
    """Return a code as `code` writes it, however it was typed. Raises ValueError for a mistyped one."""
    plain = typed.upper().replace("-", "").replace(" ", "").translate(str.maketrans("ILO", "110"))
    if len(plain) != CODE_LETTERS + 1 or set(plain) - set(ALPHABET):
        raise ValueError(f"{typed} is no code: it has {CODE_LETTERS + 1} letters and digits, none of them U")
    if plain[-1] != _check_letter(plain[:-1]):
        raise ValueError(f"{typed} is mistyped: its last letter does not fit the others")
    return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def _check_letter(letters: str) -> str:
    """Luhn's rule in base 32: one wrong letter, and all but one swap of two neighbours, are noticed."""
    total = 0
    for place, letter in enumerate(reversed(letters)):
        value = ALPHABET.index(letter) * (1 if place % 2 else 2)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def message(fields: dict[str, Any]) -> bytes:
    """Return what a head's signature covers."""
    return b"kiosk head 1\n" + canonical({name: fields[name] for name in _SIGNED}).encode()


def sign(key: HeadKey, *, station_id: str, chain_id: str, seq: int, row_hash: str, utc: str) -> SignedHead:
    fields = {"station_id": station_id, "chain_id": chain_id, "seq": seq, "hash": row_hash, "utc": utc}
    return SignedHead(**fields, key=key.public, signature=key.sign(message(fields)))


def is_signed(head: SignedHead) -> bool:
    """Say whether the key a head names has signed it."""
    return signed_by(head.key, message(asdict(head)), head.signature)


def head_from(fields: Any) -> SignedHead:
    """Return the head in a JSON object; other keys are left out. Raises ValueError for another shape."""
    try:
        head = SignedHead(**{name: fields[name] for name in SignedHead.__slots__})
    except (KeyError, TypeError) as error:
        raise ValueError(f"no head: {error}") from error
    texts = (head.station_id, head.chain_id, head.hash, head.utc, head.key, head.signature)
    if type(head.seq) is not int or not all(isinstance(text, str) for text in texts):
        raise ValueError("no head: a field has the wrong type")
    return head


def write_head(
    records: Records, key: HeadKey, *, monotonic_ns: int, utc: datetime, policy_hash: str
) -> SignedHead | None:
    """Sign the newest row, write the head as the next row, and note it in HEADS_FILE. Raises StoreError.

    None: there is nothing new to sign, since the newest row is a head itself or there is none.
    """
    newest = records.newest()
    if newest is None or newest.kind == Kind.HEAD:
        return None
    head = sign(
        key,
        station_id=records.identity.station_id,
        chain_id=records.chain_id,
        seq=newest.seq,
        row_hash=newest.hash,
        utc=utc_text(utc),
    )

    def still_newest(connection: sqlite3.Connection) -> None:
        if connection.execute("SELECT max(seq) FROM chain").fetchone() != (head.seq,):
            raise StoreError(Trouble.DAMAGED, "a row was written while its head was signed: two writers are at work")

    entry = Entry(Kind.HEAD, asdict(head), monotonic_ns=monotonic_ns, utc=utc, policy_hash=policy_hash)
    records.write(entry, before=still_newest)
    note_head(records.path.with_name(HEADS_FILE), head)
    keep_newest(records.path.with_name(NEWEST_FILE), head)
    return head


def note_head(path: Path, head: SignedHead) -> None:
    """Add a head to a file of heads, on disk when this returns. Raises StoreError."""
    new = not path.exists()
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "r+b") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - 1, 0))
            torn = file.read(1) not in (b"", b"\n")  # the power went while a line was written
            file.write(b"\n" * torn + canonical(asdict(head)).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(path.parent)
    except OSError as error:
        raise store_error(error, path) from error


def keep_newest(path: Path, head: SignedHead) -> None:
    """Put a head in the place of the one before, whole. Raises StoreError."""
    try:
        put(path, canonical(asdict(head)).encode() + b"\n")
    except OSError as error:
        raise store_error(error, path) from error


def read_heads(path: Path) -> list[SignedHead | NotedHead]:
    """Read a file of heads: JSON objects, QR texts, or `ROW CODE` as somebody wrote it down; one a line.

    Empty lines and lines that begin with # are left out, and so is a line torn by a power cut. Raises HeadsUnreadable.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise HeadsUnreadable(f"{path} cannot be read: {error}") from error
    found: list[SignedHead | NotedHead] = []
    for number, line in enumerate(lines, 1):
        text = line.strip(_BLANK)
        if not text or text.startswith("#") or (text.startswith("{") and not text.endswith("}")):
            continue
        try:
            found.append(_read_line(text))
        except ValueError as error:
            raise HeadsUnreadable(f"{path}, line {number}: {error}") from error
    return found


def _read_line(text: str) -> SignedHead | NotedHead:
    if text.startswith("{"):
        return head_from(json.loads(text))
    words = text.split()
    if text.startswith(QR_MARK) and len(words) == 9 and words[4].isdecimal():
        return SignedHead(unquote(words[2]), words[3], int(words[4]), *words[5:])
    words = text.split("#")[0].split()
    if words[0].lower() == "row":
        words = words[1:]
    if len(words) < 2 or not words[0].isdecimal():
        raise ValueError("neither a signed head nor `ROW CODE`")
    return NotedHead(int(words[0]), read_code("".join(words[1:])))

"""Damaged or missing records: set aside, never deleted; named in the new chain; and the station waits for a supervisor.

    records.db                        is renamed to
    records.db.set-aside-<time>       with its log beside it as ..-wal

What must be told is found from the folder and the chain themselves, so no crash in between loses it: a file set aside
that no row names; a head, in heads.jsonl or beside the key, of a chain that is not this one (its file was damaged, or
is simply gone); the head signed last, which this chain does not have (an older copy was put in its place, or rows were
taken away); or a key that is older than the chain, and nothing that it signed.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import file_digest
from os import close
from pathlib import Path
from typing import Any

from kiosk.files import sync_folder
from kiosk.records.heads import HEADS_FILE, NEWEST_FILE, HeadsUnreadable, SignedHead, read_heads
from kiosk.records.keys import PRIVATE
from kiosk.records.opening import take_lock
from kiosk.records.queries import Filter, Shown, list_rows, list_shown
from kiosk.records.reading import store_error
from kiosk.records.store import Records
from kiosk.records.values import Committed, Entry, Kind, StoreError
from kiosk.screening.values import Trouble

UNSEEN_AT_MOST = 20
_MARK = ".set-aside-"
MADE_AT_WORK = timedelta(minutes=1)
"""A key is no older than this before the first row of the chain it was made for."""
SHORTENED = (
    "rows are missing that a head was signed for: an older copy of the record was put in its place, or it was cut"
)
_BEGUN = """SELECT (SELECT utc FROM chain WHERE seq = 1), (SELECT max(seq) FROM chain WHERE kind IN (?, ?))"""
_TOLD = "SELECT seq, body FROM chain LEFT JOIN payload USING (seq) WHERE kind = ? ORDER BY seq DESC"


@dataclass(frozen=True, slots=True)
class Untold:
    """What was before this chain and stands in none of its rows."""

    files: tuple[str, ...]
    heads: tuple[SignedHead, ...]
    """The newest known of each chain before."""
    older_key: bool = False
    """The key is older than this chain: it has signed for another."""
    missing: tuple[SignedHead, ...] = ()
    """Signed last for this chain, of rows that it does not have."""

    def __bool__(self) -> bool:
        return bool(self.files or self.heads or self.older_key or self.missing)


def set_aside(path: Path, *, now: datetime | None = None) -> Path | None:
    """Rename a record file and its log out of the way, and return its new name; None when there is neither.

    Only for what cannot be opened (Trouble.DAMAGED). Raises StoreError: nothing was renamed, or call again.
    """
    try:
        lock = take_lock(path.parent)
    except OSError as error:
        raise store_error(error, path) from error
    try:
        wal = path.with_name(path.name + "-wal")
        if not path.exists() and not wal.exists():
            return None
        target = _target(path, now or datetime.now(UTC))
        # The file first: a file whose log was taken away would open, without the newest rows.
        for one, suffix in ((path, ""), (wal, "-wal"), (path.with_name(path.name + "-shm"), "-shm")):
            if one.exists():
                one.rename(target.with_name(target.name + suffix))
        sync_folder(path.parent)
        return target
    except OSError as error:
        raise store_error(error, path) from error
    finally:
        close(lock)


def untold(records: Records) -> Untold:
    """Return what this chain must still tell of. Raises StoreError."""
    named, followed = _told(records)
    files = tuple(name for name in _aside(records.path) if name not in named)
    newest: dict[str, SignedHead] = {}
    kept = _heads(records.path)
    for head in (head for heads in kept for head in heads):
        if head.station_id == records.identity.station_id and head.chain_id not in (records.chain_id, *followed):
            known = newest.get(head.chain_id)
            newest[head.chain_id] = head if known is None else max(known, head, key=lambda one: one.seq)
    return Untold(files, tuple(newest.values()), _older_key(records), _missing(records, kept))


def tell(records: Records, why: str, *, monotonic_ns: int, utc: datetime, policy_hash: str) -> Committed | None:
    """Write a row that names what was before this chain, each file with its SHA-256; None: nothing is untold.

    For each opening of the records, before anything else is written. Raises StoreError.
    """
    found = untold(records)
    if not found:
        return None
    try:
        files = [_described(records.path.with_name(name)) for name in found.files]
    except OSError as error:
        raise store_error(error, records.path) from error
    payload = {
        "why": SHORTENED if found.missing and not (files or found.heads) else why,
        "files": files,
        "newest_heads": [asdict(head) for head in found.heads],
        "older_key": found.older_key,
        "missing_heads": [asdict(head) for head in found.missing],
    }
    return records.commit(Entry(Kind.SET_ASIDE, payload, monotonic_ns, utc, policy_hash))


def unseen(records: Records) -> int | None:
    """Return the row no supervisor has acknowledged yet (0: what is not even told), or None: the station may serve.

    Raises StoreError.
    """
    if untold(records):
        return 0
    told = records.query("SELECT max(seq) FROM chain WHERE kind = ?", (Kind.SET_ASIDE,))[0][0]
    seen = records.query("SELECT max(seq) FROM chain WHERE kind = ?", (Kind.SET_ASIDE_SEEN,))[0][0]
    return told if told is not None and (seen is None or seen < told) else None


def unseen_rows(path: Path) -> list[Shown]:
    """Return the rows no supervisor has acknowledged yet, the newest first, without opening the records to write.

    Raises StoreError.
    """
    seen = list_rows(path, Kind.SET_ASIDE_SEEN, 1)
    return list_shown(path, Filter(kind=Kind.SET_ASIDE, after=seen[0].seq if seen else 0), UNSEEN_AT_MOST)


def acknowledge(
    records: Records,
    staff_id: str,
    *,
    monotonic_ns: int,
    utc: datetime,
    policy_hash: str,
    more: Mapping[str, Any] | None = None,
) -> Committed | None:
    """Write that a supervisor knows, and `more`; None: there is nothing to know.

    Raises StoreError, ValueError when untold.
    """
    seq = unseen(records)
    if seq is None:
        return None
    if seq == 0:
        raise ValueError("what was set aside must be told before it can be acknowledged")
    payload = {"staff_id": staff_id, "set_aside_seq": seq, **(more or {})}
    return records.commit(Entry(Kind.SET_ASIDE_SEEN, payload, monotonic_ns, utc, policy_hash))


def changed(path: Path, payload: Mapping[str, Any]) -> str | None:
    """Hold the files a set-aside row names, as far as they still lie beside the record, against their SHA-256.

    Return what is wrong, or None. Raises OSError.
    """
    for one in payload["files"]:
        file = path.with_name(Path(one["file"]).name)
        for told, found in ((one["sha256"], file), (one["log_sha256"], file.with_name(file.name + "-wal"))):
            if told is not None and (seen := _sha256(found)) not in (None, told):
                return f"{found.name}, which was set aside, has changed since: SHA-256 {seen}, not {told}"
    return None


def _target(path: Path, now: datetime) -> Path:
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    if not path.exists():  # only its log is left: it belongs to the file that was renamed last
        alone = [name for name in _aside(path) if not path.with_name(name + "-wal").exists()]
        if alone:
            return path.with_name(alone[-1])
    target, again = path.with_name(f"{path.name}{_MARK}{stamp}"), 1
    while target.exists() or target.with_name(target.name + "-wal").exists():
        again += 1
        target = path.with_name(f"{path.name}{_MARK}{stamp}-{again}")
    return target


def _aside(path: Path) -> list[str]:
    """Every file set aside, in the order of time; a log alone stands for its file."""
    found = {
        one.name.removesuffix("-wal")
        for one in path.parent.glob(f"{path.name}{_MARK}*")
        if not one.name.endswith("-shm")
    }
    return sorted(found)


def _described(path: Path) -> dict[str, Any]:
    log = path.with_name(path.name + "-wal")
    return {"file": path.name, "sha256": _sha256(path), "log_sha256": _sha256(log)}


def _sha256(path: Path) -> str | None:
    if not path.exists():
        return None
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _told(records: Records) -> tuple[set[str], set[str]]:
    """Which files and which chains the rows name."""
    files: set[str] = set()
    chains: set[str] = set()
    for payload in _payloads(records):
        files.update(one["file"] for one in payload["files"])
        chains.update(one["chain_id"] for one in payload["newest_heads"])
    return files, chains


def _payloads(records: Records) -> Iterator[dict[str, Any]]:
    for _, body in records.query(_TOLD, (Kind.SET_ASIDE,)):
        if body is not None:
            yield json.loads(body)


def _older_key(records: Records) -> bool:
    """A key is made by a station at work, to sign its rows. One that is older than the chain has signed for another."""
    key = records.path.with_name(PRIVATE)
    first, known = records.query(_BEGUN, (Kind.HEAD, Kind.SET_ASIDE))[0]
    if known is not None or not key.exists():
        return False
    made = datetime.fromtimestamp(key.stat().st_mtime, UTC)
    return first is None or made + MADE_AT_WORK < datetime.fromisoformat(first)


def _missing(records: Records, kept: list[list[SignedHead]]) -> tuple[SignedHead, ...]:
    """A row is on disk before its head is noted, so a chain without the one that was noted last has lost rows."""
    told = {head["hash"] for payload in _payloads(records) for head in payload.get("missing_heads", ())}
    own = [[head for head in heads if head.chain_id == records.chain_id] for heads in kept]
    last = dict.fromkeys(heads[-1] for heads in own if heads)
    return tuple(head for head in last if head.hash not in told and not _has(records, head))


def _has(records: Records, head: SignedHead) -> bool:
    newest = records.newest()  # a forged number may be more than SQLite counts
    within = newest is not None and 0 < head.seq <= newest.seq
    return within and records.query("SELECT hash FROM chain WHERE seq = ?", (head.seq,)) == [(head.hash,)]


def _heads(path: Path) -> list[list[SignedHead]]:
    """Every head that is known here, by file; the files tell the same ones, as long as nobody took one away."""
    found: list[list[SignedHead]] = []
    for name in (NEWEST_FILE, HEADS_FILE):
        beside = path.with_name(name)
        if not beside.is_file():
            continue
        try:
            found.append([head for head in read_heads(beside) if isinstance(head, SignedHead)])
        except HeadsUnreadable as error:
            raise StoreError(Trouble.DAMAGED, f"{error}; move it away when you have a copy") from error
    return found

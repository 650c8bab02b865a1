"""Whatever somebody with the file in hand changes, verify names the row and says what is wrong."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.records import verify as verify_module
from kiosk.records.chain import FIELDS, Head, commitment, row_hash
from kiosk.records.digests import Beside, damage, hold
from kiosk.records.erase import erase
from kiosk.records.queries import list_rows
from kiosk.records.reading import open_reading
from kiosk.records.store import Committed, Entry, Identity, Kind, Records
from kiosk.records.verify import Bad, verify

MakeEntry = Callable[..., Entry]
ByHand = Callable[..., list[Any]]
KINDS = ["policy", "screening", "screening", "release", "door", "screening", "screening", "erasure", "release", "stop"]


@pytest.fixture
def filled(records: Records, entry: MakeEntry, admit: Callable[[], Committed], release: Callable[..., Committed]):
    """Rows as in KINDS: 2 and 7 referred, 3 and 6 admitted and released by 4 and 9, 8 erased 2."""
    records.commit(entry(Kind.POLICY, {"elevated_from_c": 37.5}))
    records.commit(entry())
    release(admit())
    records.commit(entry(Kind.DOOR, {"opened": True}))
    later = admit()
    records.commit(entry())
    erase(records, [2], "test", monotonic_ns=1, utc=entry().utc, policy_hash="p")
    release(later)
    records.commit(entry(Kind.STOP, {}))
    return records


@pytest.fixture
def rehash(by_hand: ByHand) -> Callable[[int], None]:
    """Make a changed row's own hash right again, as a forger would."""

    def run(seq: int) -> None:
        row: dict[str, Any] = dict(zip(FIELDS, by_hand("SELECT * FROM chain WHERE seq = ?", seq)[0], strict=True))
        by_hand("UPDATE chain SET hash = ? WHERE seq = ?", row_hash(row), seq)

    return run


def test_a_file_nobody_touched_is_whole(filled: Records, path: Path) -> None:
    verdict = verify(path)
    newest = filled.newest()
    assert newest is not None
    assert [row.kind for row in reversed(list_rows(path))] == KINDS
    assert verdict == verify_module.Verdict(
        bad=None, rows=10, payloads=9, erased=1, receipts=2, spent=2,
        chain_id=filled.chain_id, newest=Head(10, newest.hash),
    )  # fmt: skip


def test_an_empty_file_is_whole(records: Records, path: Path) -> None:
    verdict = verify(path)
    assert (verdict.bad, verdict.rows, verdict.chain_id, verdict.newest) == (None, 0, None, Head())


CHANGED = "the row was changed: its hash does not match its fields"
TAMPERED: list[tuple[str, int, str]] = [
    ("UPDATE chain SET office_id = 'x' WHERE seq = 5", 5, CHANGED),
    ("UPDATE chain SET visit_id = 'x' WHERE seq = 1", 1, CHANGED),
    ("UPDATE chain SET utc = replace(utc, '08:30', '08:31') WHERE seq = 10", 10, CHANGED),
    ("UPDATE chain SET hash = previous_hash WHERE seq = 7", 7, CHANGED),
    ("UPDATE chain SET chain_id = 'other'", 1, CHANGED),
    ("UPDATE payload SET body = replace(body, 'refer', 'admit') WHERE seq = 7", 7, "the payload was changed"),
    ("UPDATE payload SET body = ' ' || body WHERE seq = 7", 7, "the payload was changed"),
    ("UPDATE payload SET salt = zeroblob(32) WHERE seq = 1", 1, "the payload was changed"),
    ("DELETE FROM chain WHERE seq = 1", 1, "row 1 is missing"),
    ("DELETE FROM chain WHERE seq = 6", 6, "row 6 is missing"),
    ("DELETE FROM chain WHERE seq = 10", 10, "a payload is there, but its row is missing"),
    ("DELETE FROM payload WHERE seq = 7", 7, "the payload is missing and no erasure tells of it"),
    ("DELETE FROM erased", 2, "the payload is missing and no erasure tells of it"),
    ("UPDATE erased SET by_seq = 5", 2, "the payload was erased by row 5, which is no later erasure"),
    ("UPDATE erased SET by_seq = 99", 2, "the payload was erased by row 99, which is no later erasure"),
    ("INSERT INTO erased VALUES (7, 8)", 7, "row 8 says the payload was erased, but it is there"),
    ("INSERT INTO payload VALUES (2, zeroblob(32), '{}')", 2, "row 8 says the payload was erased, but it is there"),
    ("INSERT INTO erased VALUES (99, 8)", 8, "the erasure erased rows it does not name"),
    ("INSERT INTO receipt VALUES (7, 't', 'boot-a', 9)", 7, "the row carries a receipt, but it let nobody in"),
    ("INSERT INTO receipt VALUES (2, 't', 'boot-b', 9)", 2, "the receipt was given by another boot than the row"),
    ("INSERT INTO receipt VALUES (5, 't', 'boot-a', 9)", 5, "a door row carries a receipt"),
    ("INSERT INTO receipt VALUES (11, 't', 'boot-a', 9)", 11, "a receipt is there, but its row is missing"),
    ("DELETE FROM spent WHERE receipt_seq = 3", 4, "the door was released without a receipt"),
    ("DELETE FROM receipt WHERE seq = 3", 3, "a receipt was spent that was never given"),
    ("UPDATE receipt SET boot_id = 'boot-b' WHERE seq = 3", 3, "the receipt was given by another boot"),
    (
        "UPDATE receipt SET expires_monotonic_ns = expires_monotonic_ns + 3600000000000 WHERE seq = 3",
        3,
        "the receipt is good for longer than any may be",
    ),
    ("UPDATE receipt SET expires_monotonic_ns = 1 WHERE seq = 3", 4, "the door was released with an expired receipt"),
    ("UPDATE spent SET release_seq = 5 WHERE receipt_seq = 3", 4, "the door was released without a receipt"),
    ("INSERT INTO spent VALUES (7, 5)", 5, "a receipt was spent by a door row"),
    ("INSERT INTO spent VALUES (2, 11)", 2, "a receipt was spent that was never given"),
    ("UPDATE spent SET release_seq = 12 WHERE receipt_seq = 6", 9, "the door was released without a receipt"),
    ("UPDATE meta SET chain_id = '00000000000000000000000000000000'", 1, "the rows belong to another chain"),
]


@pytest.mark.parametrize(("sql", "seq", "what"), TAMPERED, ids=[sql for sql, _, _ in TAMPERED])
def test_a_change_by_hand_is_named(filled: Records, path: Path, by_hand: ByHand, sql: str, seq: int, what: str) -> None:
    by_hand(sql)
    bad = verify(path).bad
    assert bad is not None
    assert bad.seq == seq
    assert bad.what.startswith(what)


class InOneProcess(Beside):
    """The same half, without waiting for a program to start."""

    def __enter__(self) -> Beside:
        return self

    def hold(self) -> bool:
        path, last = self._command[-2:]
        with closing(open_reading(Path(path))) as connection:
            return hold(connection, int(last)) and damage(connection) is None


@pytest.fixture
def by_halves(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(verify_module, "APART_ROWS", 1)
    return monkeypatch


@pytest.mark.parametrize(("sql", "seq", "what"), TAMPERED, ids=[sql for sql, _, _ in TAMPERED])
def test_checked_by_halves_nothing_slips_between_them(
    filled: Records, path: Path, by_hand: ByHand, by_halves: pytest.MonkeyPatch, sql: str, seq: int, what: str
) -> None:
    by_halves.setattr(verify_module, "Beside", InOneProcess)
    by_hand(sql)
    bad = verify(path).bad
    assert bad is not None
    assert (bad.seq, bad.what[: len(what)]) == (seq, what)


def test_a_large_file_is_checked_once_by_halves(
    filled: Records, path: Path, by_hand: ByHand, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    in_order = verify(path)
    monkeypatch.setattr(verify_module, "APART_ROWS", 10)
    assert verify(path, lambda *done: told.append(done)) == in_order
    assert told == [(10, 10)], "or the halves did not hold, and everything was checked again"
    by_hand("UPDATE payload SET body = ' ' || body WHERE seq = 7")
    told.clear()
    bad = verify(path, lambda *done: told.append(done)).bad
    assert bad is not None
    assert bad.what.startswith("the payload was changed")
    assert told == [(10, 10)], "the half that looks at no hash"


def test_the_half_of_the_hashes_has_to_reach_the_row_that_the_other_half_began_with(
    filled: Records, path: Path
) -> None:
    with closing(open_reading(path)) as connection:
        assert (hold(connection, 10), hold(connection, 11)) == (True, False)


def test_a_program_of_the_same_name_in_the_folder_one_stands_in_is_not_asked(
    filled: Records, path: Path, by_hand: ByHand, by_halves: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    false = tmp_path / "stick" / "kiosk" / "records"
    false.mkdir(parents=True)
    for name in (false.parent / "__init__.py", false / "__init__.py", false / "digests.py"):
        name.write_text("")
    by_halves.chdir(tmp_path / "stick")
    by_hand("UPDATE payload SET body = ' ' || body WHERE seq = 7")
    bad = verify(path).bad
    assert bad is not None
    assert bad.seq == 7


def test_where_no_second_program_can_start_everything_is_checked_in_order(
    filled: Records, path: Path, by_halves: pytest.MonkeyPatch
) -> None:
    in_order = verify(path)
    by_halves.setattr("sys.executable", "/nothing/here")
    assert verify(path) == in_order


def test_a_change_with_a_new_hash_breaks_the_next_row(
    filled: Records, path: Path, by_hand: ByHand, rehash: Callable[[int], None]
) -> None:
    by_hand("UPDATE chain SET office_id = 'x' WHERE seq = 5")
    rehash(5)
    assert verify(path).bad == Bad(6, "the row does not continue row 5")


def test_a_receipt_spent_twice_is_named(filled: Records, path: Path, by_hand: ByHand) -> None:
    by_hand("DROP TABLE spent")
    by_hand("CREATE TABLE spent (receipt_seq INTEGER, release_seq INTEGER)")
    by_hand("INSERT INTO spent VALUES (3, 4), (3, 9)")
    assert verify(path).bad == Bad(3, "the row has more than one payload, erasure or spent receipt")


def test_two_releases_that_changed_places_are_named(filled: Records, path: Path, by_hand: ByHand) -> None:
    by_hand("UPDATE spent SET release_seq = 99 WHERE receipt_seq = 3")
    by_hand("UPDATE spent SET release_seq = 4 WHERE receipt_seq = 6")
    by_hand("UPDATE spent SET release_seq = 9 WHERE receipt_seq = 3")
    assert verify(path).bad == Bad(4, "the door was released with a receipt not given before")


def test_two_receipts_given_before_cannot_change_places(
    records: Records, path: Path, by_hand: ByHand, admit: Callable[[], Committed], release: Callable[..., Committed]
) -> None:
    first, second = admit(), admit()
    release(first)
    release(second)
    assert verify(path).bad is None
    for receipt, to in ((1, 99), (2, 3), (1, 4)):
        by_hand("UPDATE spent SET release_seq = ? WHERE receipt_seq = ?", to, receipt)
    assert verify(path).bad == Bad(3, "the release spent the receipt of row 2, but does not name it")


def test_rows_that_changed_places_are_named(filled: Records, path: Path, by_hand: ByHand) -> None:
    for table in ("chain", "payload"):
        for old, new in ((5, 99), (6, 5), (99, 6)):
            by_hand(f"UPDATE {table} SET seq = ? WHERE seq = ?", new, old)
    assert verify(path).bad == Bad(5, CHANGED)


def test_a_row_put_in_between_is_named(
    records: Records, path: Path, entry: MakeEntry, by_hand: ByHand, rehash: Callable[[int], None]
) -> None:
    for _ in range(5):
        records.commit(entry())
    for table in ("chain", "payload"):
        for seq in (5, 4, 3):
            by_hand(f"UPDATE {table} SET seq = ? WHERE seq = ?", seq + 1, seq)
    by_hand(f"INSERT INTO chain SELECT 3, {', '.join(FIELDS[1:])} FROM chain WHERE seq = 2")
    by_hand("INSERT INTO payload SELECT 3, salt, body FROM payload WHERE seq = 2")
    by_hand("UPDATE chain SET previous_hash = (SELECT hash FROM chain WHERE seq = 2) WHERE seq = 3")
    rehash(3)
    assert verify(path).bad == Bad(4, CHANGED)
    rehash(4)
    assert verify(path).bad == Bad(4, "the row does not continue row 3")


def test_a_row_added_at_the_end_without_the_store_needs_its_payload(
    filled: Records, path: Path, by_hand: ByHand, rehash: Callable[[int], None]
) -> None:
    by_hand(f"INSERT INTO chain SELECT 11, {', '.join(FIELDS[1:])} FROM chain WHERE seq = 10")
    by_hand("UPDATE chain SET previous_hash = (SELECT hash FROM chain WHERE seq = 10) WHERE seq = 11")
    rehash(11)
    assert verify(path).bad == Bad(11, "the payload is missing and no erasure tells of it")


def test_a_row_of_another_chain_is_named(
    filled: Records, path: Path, by_hand: ByHand, rehash: Callable[[int], None]
) -> None:
    by_hand("UPDATE chain SET chain_id = 'another' WHERE seq = 10")
    rehash(10)
    assert verify(path).bad == Bad(10, "the row belongs to another chain")


def break_page(path: Path, text: str) -> None:
    """Make the first page that holds this text unreadable."""
    content = bytearray(path.read_bytes())
    page = content.index(text.encode()) // 4096 * 4096
    content[page : page + 4096] = b"\xff" * 4096
    path.write_bytes(content)


def test_a_damaged_page_is_named_by_the_row_it_stops_at(records: Records, path: Path, entry: MakeEntry) -> None:
    hashes = [records.commit(entry()).hash for _ in range(100)]
    records.close()
    break_page(path, hashes[59])
    verdict = verify(path)
    assert verdict.bad is not None
    assert verdict.bad.what.startswith("the file cannot be read here: ")
    assert 30 < verdict.bad.seq <= 61
    assert verdict.rows == verdict.bad.seq - 1


def test_a_damaged_index_is_named_though_every_row_holds(records: Records, path: Path, entry: MakeEntry) -> None:
    for seq in range(1, 101):
        records.commit(entry(visit_id=f"visit-{seq}"))
    by_visit = records._connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'chain_by_visit'")
    page = (by_visit.fetchone()[0] - 1) * 4096
    records.close()
    with path.open("r+b") as file:
        file.seek(page)
        file.write(b"\xff" * 4096)
    verdict = verify(path)
    assert verdict.bad is not None
    assert verdict.bad.seq == 0
    assert verdict.bad.what.startswith("the file is damaged: ")
    assert verdict.rows == 100


def test_text_that_is_no_text_is_named(filled: Records, path: Path, by_hand: ByHand) -> None:
    by_hand("UPDATE chain SET office_id = CAST(x'ff' AS TEXT) WHERE seq = 5")
    bad = verify(path).bad
    assert bad is not None
    assert bad.what.startswith("the file cannot be read here")


@pytest.mark.parametrize("body", ["[]", "no json", "[" * 5000], ids=["list", "text", "too deep"])
def test_a_payload_of_no_such_shape_is_named_though_every_hash_fits(
    filled: Records, path: Path, by_hand: ByHand, rehash: Callable[[int], None], body: str
) -> None:
    by_hand("UPDATE payload SET body = ? WHERE seq = 6", body)
    (salt,) = by_hand("SELECT salt FROM payload WHERE seq = 6")[0]
    by_hand("UPDATE chain SET commitment = ? WHERE seq = 6", commitment(salt, body))
    rehash(6)
    bad = verify(path).bad
    assert bad is not None
    assert bad.seq == 6
    assert bad.what.startswith("the row or what stands beside it does not hold what it should: ")


def test_progress_is_told_and_ends_at_the_end(filled: Records, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_module, "PROGRESS_ROWS", 4)
    told: list[tuple[int, int]] = []
    verify(path, lambda done, total: told.append((done, total)))
    assert told == [(4, 10), (8, 10), (10, 10)]


def test_a_release_in_another_boot_is_named(
    records: Records, path: Path, identity: Identity, entry: MakeEntry, admit: Callable[[], Committed]
) -> None:
    admit()
    records.close()

    def spend_unasked(connection: sqlite3.Connection, seq: int) -> None:
        connection.execute("INSERT INTO spent VALUES (1, ?)", [seq])

    with Records.open(path, replace(identity, boot_id="boot-b")) as again:
        again.write(entry(Kind.RELEASE, {"receipt_seq": 1}), after=spend_unasked)
    assert verify(path).bad == Bad(2, "the door was released with a receipt of another boot")


def test_another_boot_and_a_clock_set_back_are_no_faults(records: Records, path: Path, entry: MakeEntry) -> None:
    records.commit(entry(at_s=9.0))
    records.commit(entry(Kind.CLOCK_JUMP, {"by_s": -3600}, at_s=1.0))
    assert verify(path).bad is None


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("DROP TRIGGER payload_update", "trigger payload_update, which guards the file against changes, is missing"),
        (
            "CREATE TRIGGER busy AFTER INSERT ON chain BEGIN DELETE FROM spent; END",
            "trigger busy, which guards the file against changes, was added or changed",
        ),
    ],
)
def test_rows_that_hold_without_their_guards_are_no_whole_file(
    filled: Records, path: Path, statement: str, what: str
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
    assert verify(path).bad == verify_module.Bad(0, what)

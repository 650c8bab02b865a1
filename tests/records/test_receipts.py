"""No receipt, no release: a receipt opens once, in time, in its own boot, as it was given."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.records.queries import show
from kiosk.records.store import Committed, Entry, Identity, Kind, Receipt, ReceiptRefused, Records, Refusal
from kiosk.records.verify import verify

MakeEntry = Callable[..., Entry]
Spend = Callable[..., Committed]
S = 10**9


@pytest.fixture
def receipt(admit: Callable[[], Committed]) -> Receipt:
    """Given at 1 s, good until 6 s."""
    given = admit().receipt
    assert given is not None
    return given


@pytest.fixture
def spend(records: Records, entry: MakeEntry) -> Spend:
    def at(receipt: Receipt, now_s: float = 2.0, boot_id: str = "boot-a") -> Committed:
        row = entry(Kind.RELEASE, {"pulse_s": 3.0}, at_s=min(now_s, 2.0))
        return records.spend(receipt, now_monotonic_ns=round(now_s * S), boot_id=boot_id, entry=row)

    return at


def test_a_receipt_is_spent_by_a_release_row_that_names_it(receipt: Receipt, spend: Spend, path: Path) -> None:
    made = spend(receipt)
    row = show(path, made.seq)
    given = show(path, receipt.seq)
    assert row is not None
    assert given is not None
    assert given.receipt is not None
    assert (made.seq, made.receipt, row.row.kind) == (2, None, "release")
    assert row.payload == {"pulse_s": 3.0, "receipt_seq": 1}
    assert given.receipt.release_seq == 2
    assert verify(path).bad is None


@pytest.mark.parametrize(
    ("change", "late_s", "boot_id", "why"),
    [
        ({}, 6.000000001, "boot-a", Refusal.EXPIRED),
        ({}, 2.0, "boot-b", Refusal.OTHER_BOOT),
        ({"token": "0" * 32}, 2.0, "boot-a", Refusal.UNKNOWN),
        ({"token": "é"}, 2.0, "boot-a", Refusal.UNKNOWN),
        ({"seq": 2}, 2.0, "boot-a", Refusal.UNKNOWN),
        ({"seq": 99}, 2.0, "boot-a", Refusal.UNKNOWN),
        ({"chain_id": "another"}, 2.0, "boot-a", Refusal.UNKNOWN),
        ({"boot_id": "boot-b"}, 2.0, "boot-b", Refusal.UNKNOWN),
        ({"expires_monotonic_ns": 99 * S}, 20.0, "boot-a", Refusal.UNKNOWN),
    ],
)
def test_a_receipt_that_is_late_or_not_as_given_opens_nothing(
    records: Records, receipt: Receipt, spend: Spend, entry: MakeEntry, change: dict[str, Any], late_s: float,
    boot_id: str, why: Refusal,
) -> None:  # fmt: skip
    newest = records.commit(entry())
    with pytest.raises(ReceiptRefused) as caught:
        spend(replace(receipt, **change), late_s, boot_id)
    assert caught.value.why is why
    row = records.newest()
    assert row is not None
    assert row.hash == newest.hash
    assert spend(receipt, 6.0).seq == newest.seq + 1


def test_a_receipt_is_spent_once(records: Records, receipt: Receipt, spend: Spend, path: Path) -> None:
    spend(receipt)
    with pytest.raises(ReceiptRefused) as caught:
        spend(receipt)
    assert caught.value.why is Refusal.SPENT
    assert verify(path).rows == 2


def test_a_spent_receipt_stays_spent_when_the_program_starts_again(
    records: Records, receipt: Receipt, spend: Spend, path: Path, identity: Identity, entry: MakeEntry
) -> None:
    spend(receipt)
    records.close()
    with Records.open(path, identity) as again, pytest.raises(ReceiptRefused) as caught:
        again.spend(receipt, now_monotonic_ns=2 * S, boot_id="boot-a", entry=entry(Kind.RELEASE, {}, at_s=2.0))
    assert caught.value.why is Refusal.SPENT


def test_a_receipt_does_not_outlive_its_boot(
    records: Records, receipt: Receipt, path: Path, identity: Identity, entry: MakeEntry
) -> None:
    records.close()
    with Records.open(path, replace(identity, boot_id="boot-b")) as again:
        for boot_id in ("boot-a", "boot-b"):
            with pytest.raises(ReceiptRefused) as caught:
                again.spend(receipt, now_monotonic_ns=2 * S, boot_id=boot_id, entry=entry(Kind.RELEASE, {}, at_s=2.0))
            assert caught.value.why is Refusal.OTHER_BOOT


def test_lateness_goes_by_the_newest_row_when_the_clock_given_is_behind(
    records: Records, receipt: Receipt, spend: Spend, entry: MakeEntry
) -> None:
    records.commit(entry(Kind.ABANDONED, {}, at_s=7.0))
    with pytest.raises(ReceiptRefused) as caught:
        spend(receipt, 2.0)
    assert caught.value.why is Refusal.EXPIRED


def test_the_release_entry_counts_for_lateness(records: Records, receipt: Receipt, entry: MakeEntry) -> None:
    with pytest.raises(ReceiptRefused):
        records.spend(receipt, now_monotonic_ns=0, boot_id="boot-a", entry=entry(Kind.RELEASE, {}, at_s=7.0))


@pytest.mark.parametrize(("kind", "payload"), [(Kind.DOOR, {}), (Kind.RELEASE, {"receipt_seq": 7})])
def test_a_receipt_is_spent_by_its_own_release_row_only(
    records: Records, receipt: Receipt, entry: MakeEntry, kind: Kind, payload: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match="a release row that names it"):
        records.spend(receipt, now_monotonic_ns=2 * S, boot_id="boot-a", entry=entry(kind, payload))


def test_sql_spends_a_receipt_once_even_if_nobody_asks_first(
    records: Records, receipt: Receipt, spend: Spend, entry: MakeEntry
) -> None:
    spend(receipt)

    def again(connection: sqlite3.Connection, seq: int) -> None:
        with pytest.raises(sqlite3.IntegrityError, match="spent once"):
            connection.execute("INSERT INTO spent VALUES (?, ?)", [receipt.seq, seq])
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'spent_insert%'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            connection.execute("INSERT INTO spent VALUES (?, ?)", [receipt.seq, seq])

    records.write(entry(Kind.RELEASE, {}), after=again)


def test_tokens_cannot_be_guessed(records: Records, entry: MakeEntry) -> None:
    given = [records.commit(entry(payload={"outcome": "admit"}, receipt_s=1.0)).receipt for _ in range(20)]
    tokens = {receipt.token for receipt in given if receipt}
    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {32}

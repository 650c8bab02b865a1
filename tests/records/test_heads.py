"""A head kept outside finds the tail that was cut and the chain that was written anew; a forged head proves nothing."""

import json
import shutil
import stat
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.records import standalone_verifier
from kiosk.records.heads import (
    ALPHABET,
    HEADS_FILE,
    HeadsUnreadable,
    NotedHead,
    SignedHead,
    code,
    is_signed,
    note_head,
    read_code,
    read_heads,
    sign,
    write_head,
)
from kiosk.records.keys import PRIVATE, PUBLIC, HeadKey, KeyProblem, known_keys, open_key
from kiosk.records.outside import Bad, Heads
from kiosk.records.store import Entry, Identity, Kind, Records
from kiosk.records.verify import verify

MakeEntry = Callable[..., Entry]
ByHand = Callable[..., list[Any]]
Sign = Callable[[], SignedHead]


@pytest.fixture
def key(path: Path) -> HeadKey:
    path.parent.mkdir(exist_ok=True)
    return open_key(path.parent)


@pytest.fixture
def sign_now(records: Records, key: HeadKey, entry: MakeEntry) -> Sign:
    def run() -> SignedHead:
        head = write_head(records, key, monotonic_ns=5, utc=entry().utc, policy_hash="p")
        assert head is not None
        return head

    return run


@pytest.fixture
def head(records: Records, entry: MakeEntry, sign_now: Sign) -> SignedHead:
    """Of row 3; row 4 holds it, and two rows follow."""
    for _ in range(3):
        records.commit(entry())
    head = sign_now()
    records.commit(entry())
    records.commit(entry())
    return head


def test_a_head_is_a_row_and_a_line_outside(head: SignedHead, path: Path, key: HeadKey) -> None:
    assert is_signed(head)
    assert read_heads(path.with_name(HEADS_FILE)) == [head]
    verdict = verify(path, heads=Heads([head], [key.public]))
    assert (verdict.bad, verdict.rows, verdict.heads, verdict.outside) == (None, 6, 1, 1)


def test_what_is_signed_already_is_not_signed_again(
    records: Records, key: HeadKey, entry: MakeEntry, sign_now: Sign
) -> None:
    def again() -> SignedHead | None:
        return write_head(records, key, monotonic_ns=5, utc=entry().utc, policy_hash="p")

    assert again() is None
    records.commit(entry())
    assert sign_now().seq == 1
    assert again() is None


def test_a_cut_tail_is_found(head: SignedHead, path: Path, by_hand: ByHand) -> None:
    for table in ("payload", "chain"):
        by_hand(f"DELETE FROM {table} WHERE seq >= 3")
    assert verify(path).bad is None, "the file alone cannot show it"
    for outside in (head, NotedHead(3, head.code)):
        bad = verify(path, heads=Heads([outside])).bad
        assert bad == Bad(3, "the tail was cut: a head kept outside names row 3, the last is 2")


def test_all_rows_gone_is_a_cut_tail_too(head: SignedHead, path: Path, by_hand: ByHand) -> None:
    for table in ("payload", "chain"):
        by_hand(f"DELETE FROM {table}")
    bad = verify(path, heads=Heads([head])).bad
    assert bad is not None
    assert "the tail was cut" in bad.what or "another chain" in bad.what


def write_anew(path: Path, identity: Identity, entry: MakeEntry, chain_id: str, rows: int) -> None:
    """Make another whole chain under the same chain_id, as somebody with the program and the file could."""
    shutil.rmtree(path.parent)
    with Records.open(path, identity) as forged:
        (guard,) = forged._connection.execute("SELECT sql FROM sqlite_master WHERE name = 'meta_update'").fetchone()
        forged._connection.execute("DROP TRIGGER meta_update")
        forged._connection.execute("UPDATE meta SET chain_id = ?", [chain_id])
        forged._connection.execute(guard)
        forged.chain_id = chain_id
        for _ in range(rows):
            forged.commit(entry(payload={"outcome": "admit"}))


def test_a_chain_written_anew_is_found(
    head: SignedHead, path: Path, records: Records, identity: Identity, entry: MakeEntry
) -> None:
    records.close()
    write_anew(path, identity, entry, head.chain_id, 6)
    assert verify(path).bad is None, "the file alone cannot show it"
    for outside in (head, NotedHead(3, head.code)):
        bad = verify(path, heads=Heads([outside])).bad
        assert bad == Bad(3, "the row is not the one a head kept outside names: it was written anew")


def test_another_chain_in_its_place_is_found(
    head: SignedHead, path: Path, records: Records, identity: Identity, entry: MakeEntry
) -> None:
    records.close()
    shutil.rmtree(path.parent)
    with Records.open(path, identity) as other:
        for _ in range(9):
            other.commit(entry())
    bad = verify(path, heads=Heads([head])).bad
    assert bad is not None
    assert bad.seq == 0
    assert "another chain" in bad.what


def test_heads_of_other_stations_say_nothing_about_this_one(head: SignedHead, path: Path, key: HeadKey) -> None:
    foreign = sign(key, station_id="south-door", chain_id="c" * 32, seq=99, row_hash="0" * 64, utc=head.utc)
    assert verify(path, heads=Heads([foreign, head])).bad is None
    assert verify(path, heads=Heads([foreign])).bad == Bad(0, "no head kept outside is of this station")


@pytest.mark.parametrize("change", [{"seq": 2}, {"utc": "2026-03-01T08:30:00.000001Z"}, {"hash": "f" * 64}])
def test_a_forged_head_is_named(head: SignedHead, path: Path, change: dict[str, Any]) -> None:
    bad = verify(path, heads=Heads([replace(head, **change)])).bad
    assert bad is not None
    assert bad.what.endswith("kept outside does not hold: its signature does not fit")


def test_a_head_of_another_key_is_named_once_keys_are_known(
    head: SignedHead, path: Path, tmp_path: Path, key: HeadKey
) -> None:
    (tmp_path / "thief").mkdir()
    other = open_key(tmp_path / "thief")
    resigned = sign(other, station_id=head.station_id, chain_id=head.chain_id, seq=3, row_hash=head.hash, utc=head.utc)
    assert verify(path, heads=Heads([resigned])).bad is None
    bad = verify(path, heads=Heads([resigned], [key.public])).bad
    assert bad is not None
    assert bad.what.endswith("it is signed with a key that is not this station's")
    assert verify(path, heads=Heads([], [other.public])).bad == Bad(
        4, "it is signed with a key that is not this station's"
    )


HEAD_ROWS = [
    ({"seq": 2}, "the head is not of the row before it"),
    ({"hash": "0" * 64}, "the head is not of the row before it"),
    ({"station_id": "x"}, "the head is not of the row before it"),
    ({"chain_id": "x"}, "the head is not of the row before it"),
    ({"signature": "00" * 64}, "its signature does not fit"),
    ({"signature": "zz"}, "its signature does not fit"),
    ({"key": "00" * 32}, "its signature does not fit"),
    ({"seq": "2"}, "the head cannot be read"),
    ({"utc": None}, "the head cannot be read"),
]


@pytest.mark.parametrize(("change", "what"), HEAD_ROWS, ids=[str(change) for change, _ in HEAD_ROWS])
def test_a_head_row_must_sign_the_row_before_it(
    records: Records, path: Path, key: HeadKey, entry: MakeEntry, change: dict[str, Any], what: str
) -> None:
    made = records.commit(entry())
    head = sign(
        key, station_id="north-door", chain_id=records.chain_id, seq=1, row_hash=made.hash,
        utc="2026-03-01T08:30:00.000000Z",
    )  # fmt: skip
    records.commit(entry(Kind.HEAD, {**asdict(head), **change}))
    assert verify(path).bad == Bad(2, what)


@settings(deadline=None)
@given(st.integers(1, 10**9), st.binary(min_size=32, max_size=32))
def test_a_code_survives_being_typed_and_names_one_row(seq: int, digest: bytes) -> None:
    made = code("north-door", "c" * 32, seq, digest.hex())
    assert len(made.replace("-", "")) * 5 - 5 >= 80
    assert not set(made) & set("ILOU")
    spoken = made.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_code(spoken) == made
    assert code("north-door", "c" * 32, seq + 1, digest.hex()) != made
    assert code("south-door", "c" * 32, seq, digest.hex()) != made


@settings(deadline=None)
@given(st.binary(min_size=32, max_size=32), st.integers(0, 19), st.sampled_from(ALPHABET))
def test_each_mistyped_letter_is_noticed(digest: bytes, place: int, letter: str) -> None:
    plain = code("north-door", "c" * 32, 7, digest.hex()).replace("-", "")
    wrong = plain[:place] + letter + plain[place + 1 :]
    if wrong == plain:
        return
    with pytest.raises(ValueError, match="mistyped"):
        read_code(wrong)


@settings(deadline=None)
@given(st.binary(min_size=32, max_size=32), st.integers(0, 18))
def test_two_neighbours_that_changed_places_are_noticed(digest: bytes, place: int) -> None:
    plain = code("north-door", "c" * 32, 7, digest.hex()).replace("-", "")
    assert standalone_verifier.code_of("north-door", "c" * 32, 7, digest.hex()) == plain
    left, right = plain[place], plain[place + 1]
    if left == right or {left, right} == {"0", "Z"}:  # the one pair that Luhn's rule does not tell apart
        return
    with pytest.raises(ValueError, match="mistyped"):
        read_code(plain[:place] + right + left + plain[place + 2 :])


def test_every_way_of_keeping_a_head_is_read(head: SignedHead, tmp_path: Path) -> None:
    odd = replace(head, station_id="pintu utara 1%")
    kept = tmp_path / "kept.txt"
    lines = ["# from the noticeboard", "", json.dumps({**asdict(head), "code": head.code}), head.qr_text, odd.qr_text]
    lines += [f"row 3 {head.code}", f"3 {head.code.lower().replace('-', ' ')}", '{"torn": "by a power cut']
    kept.write_text("\n".join(lines), encoding="utf-8")
    noted = NotedHead(3, head.code)
    assert read_heads(kept) == [head, head, odd, noted, noted]


@pytest.mark.parametrize(
    "line",
    ["row three", "3 AAAA-BBBB", '{"seq": 3}', "[1, 2]", "row 3", "KIOSK-HEAD 1 a b c d e f g", '{"a" 1}', "{}",
     '{"seq": "x", "hash": "y"}', "row 3 AAAA-AAAA-AAAA-AAAA-AAAB"],
)  # fmt: skip
def test_a_line_that_is_no_head_is_named(tmp_path: Path, line: str) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text(f"# first\n{line}\n", encoding="utf-8")
    with pytest.raises(HeadsUnreadable, match="line 2"):
        read_heads(kept)
    with pytest.raises(standalone_verifier.Unusable, match="line 2"):
        standalone_verifier.read_heads(kept)


def test_a_head_after_a_torn_line_stands_alone(head: SignedHead, tmp_path: Path) -> None:
    kept = tmp_path / HEADS_FILE
    kept.write_text('{"station_id":"north-d', encoding="utf-8")
    note_head(kept, head)
    note_head(kept, head)
    assert read_heads(kept) == [head, head]
    with kept.open("ab") as file:
        file.write(bytes(300))
    note_head(kept, head)
    assert read_heads(kept) == [head, head, head]
    assert len(standalone_verifier.read_heads(kept)) == 3


def test_the_private_key_is_its_owner_s_alone(key: HeadKey, path: Path) -> None:
    folder = path.parent
    assert {one.name: stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()} == {PRIVATE: 0o600, PUBLIC: 0o600}
    assert open_key(folder).public == key.public


def test_a_lost_key_is_replaced_and_the_old_one_stays_known(key: HeadKey, path: Path) -> None:
    (path.parent / PRIVATE).unlink()
    second = open_key(path.parent)
    assert known_keys(path.parent / PUBLIC) == (key.public, second.public)
    assert second.public != key.public


def test_a_key_file_that_is_none_is_named(key: HeadKey, path: Path) -> None:
    (path.parent / PRIVATE).write_text("no key")
    with pytest.raises(KeyProblem, match=PRIVATE):
        open_key(path.parent)
    (path.parent / PUBLIC).write_text("no key")
    with pytest.raises(KeyProblem, match=PUBLIC):
        known_keys(path.parent / PUBLIC)

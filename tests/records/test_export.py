"""What leaves the record can be read by others, and checked by others without our program."""

import csv
import io
import json
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.config.door import DoorConfig
from kiosk.records import standalone_verifier
from kiosk.records.breach import breach
from kiosk.records.chain import FIELDS, RECEIPT_MOST_S, row_hash
from kiosk.records.columns import COLUMNS, dictionary
from kiosk.records.erase import erase
from kiosk.records.export import backup, write_csv, write_jsonl
from kiosk.records.heads import HEADS_FILE
from kiosk.records.keys import PUBLIC, open_key
from kiosk.records.queries import Filter
from kiosk.records.sample import grow
from kiosk.records.store import Entry, Kind, Records, StoreError
from kiosk.records.verify import verify
from kiosk.screening.settings import Officer
from tests.records.test_verify import TAMPERED, filled  # noqa: F401

MakeEntry = Callable[..., Entry]
ROOT = Path(__file__).parents[2]
UNSEEN = {
    "DELETE FROM chain WHERE seq = 10",  # a cut tail: found by a head kept outside, not by the rows
    "DELETE FROM chain WHERE seq = 1",  # then the export begins with row 2, and the verifier says so
    "UPDATE payload SET body = ' ' || body WHERE seq = 7",  # an export holds the value, not how it was spaced
    "INSERT INTO erased VALUES (99, 8)",
    "INSERT INTO spent VALUES (2, 11)",
    "INSERT INTO receipt VALUES (11, 't', 'boot-a', 9)",
    "UPDATE meta SET chain_id = '00000000000000000000000000000000'",
}
"""Changes that no row of an export shows."""


@pytest.fixture
def sample(path: Path) -> Path:
    """1,205 rows with two signed heads, beside their key and heads."""
    path.parent.mkdir()
    grow(path, 1205, open_key(path.parent))
    return path


def exported(path: Path, which: Filter | None = None) -> Path:
    target = path.parent.parent / "export.jsonl"
    with target.open("w", encoding="utf-8") as out:
        write_jsonl(path, which or Filter(), out)
    return target


def checked(export: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a copy of the verifier where our program cannot be imported."""
    copy = export.with_name("verify_export.py")
    copy.write_bytes(Path(standalone_verifier.__file__).read_bytes())
    blocked = (
        "import runpy, sys; sys.modules.update(kiosk=None, drivers=None, models=None);"
        "sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-I", "-c", blocked, copy, export, *arguments],
        capture_output=True, text=True, cwd=export.parent, check=False,
    )  # fmt: skip


def test_the_verifier_runs_without_our_program(sample: Path) -> None:
    heads, keys = sample.with_name(HEADS_FILE), sample.with_name(PUBLIC)
    run = checked(exported(sample), "--heads", heads, "--key", keys)
    verdict = verify(sample)
    assert run.returncode == 0, run.stderr
    assert f"1205 rows, 1205 payloads, 0 erased, 0 reduced, {verdict.receipts} receipts" in run.stdout
    assert "2 heads, 2 heads kept outside borne out" in run.stdout
    assert run.stdout.endswith(f"newest row 1205 {verdict.newest.hash}\n")


def test_the_verifier_imports_the_standard_library_and_signatures_alone(sample: Path) -> None:
    words = Path(standalone_verifier.__file__).read_text(encoding="utf-8").splitlines()
    tops = {line.split()[1].split(".")[0] for line in words if line.strip().startswith(("import ", "from "))}
    assert {top for top in tops if top not in sys.stdlib_module_names} == {"cryptography"}


def test_the_verifier_finds_a_cut_tail_and_says_what_it_could_not_check(sample: Path) -> None:
    export = exported(sample)
    lines = export.read_text(encoding="utf-8").splitlines(keepends=True)
    export.write_text("".join(lines[:700]), encoding="utf-8")
    assert checked(export).returncode == 0
    run = checked(export, "--heads", sample.with_name(HEADS_FILE))
    assert run.returncode == 1
    cut = standalone_verifier.read_heads(sample.with_name(HEADS_FILE))[-1]["seq"]
    assert f"the tail was cut: a head kept outside names row {cut}, the last is 700" in run.stdout
    export.write_text("".join(lines[600:]), encoding="utf-8")
    run = checked(export)
    assert run.returncode == 0
    assert "the export begins with row 601; what came before was not checked" in run.stdout
    assert checked(export, "--heads", export.with_name("missing")).returncode == 2


@pytest.mark.parametrize(("sql", "seq", "what"), TAMPERED, ids=[sql for sql, _, _ in TAMPERED])
def test_two_verifiers_agree(
    filled: Records, path: Path, by_hand: Callable[..., Any], sql: str, seq: int, what: str  # noqa: F811
) -> None:  # fmt: skip
    standalone_verifier.check(exported(path), [], set())
    by_hand(sql)
    if sql in UNSEEN:
        standalone_verifier.check(exported(path), [], set())
        return
    with pytest.raises(standalone_verifier.Wrong):
        standalone_verifier.check(exported(path), [], set())


def test_the_verifier_knows_another_key_and_another_chain(sample: Path, tmp_path: Path) -> None:
    export = exported(sample)
    (tmp_path / "other").mkdir()
    other = open_key(tmp_path / "other")
    with pytest.raises(standalone_verifier.Wrong, match="not this station's"):
        standalone_verifier.check(export, [], {other.public})
    heads = standalone_verifier.read_heads(sample.with_name(HEADS_FILE))
    code = {"seq": 503, "code": standalone_verifier.code_of("sample", heads[0]["chain_id"], 503, heads[0]["hash"])}
    rows = [json.loads(line) for line in export.read_text(encoding="utf-8").splitlines()]
    before = rows[0]["previous_hash"]
    for row in rows:
        row["office_id"] = "another"
        row["previous_hash"] = before
        before = row["hash"] = row_hash({name: row[name] for name in FIELDS})
        if row["kind"] == "head":
            row["kind"] = "in_service"
            before = row["hash"] = row_hash({name: row[name] for name in FIELDS})
    export.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    standalone_verifier.check(export, [], set())
    for outside in (heads, [{**code, "seq": heads[0]["seq"]}]):
        with pytest.raises(standalone_verifier.Wrong, match="written anew"):
            standalone_verifier.check(export, outside, set())


def test_csv_reads_back_as_it_was_written(sample: Path) -> None:
    out = io.StringIO()
    assert write_csv(sample, Filter(), out) == 1205
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert [row["seq"] for row in rows] == [str(seq) for seq in range(1, 1206)]
    first = next(row for row in rows if row["kind"] == "screening")
    kept = json.loads(first["payload"])
    assert float(first["skin_c"]) == kept["measurement"]["skin_c"]
    assert first["simulated"] == "true"
    with_mark = io.StringIO()
    write_csv(sample, Filter(until_utc="2026-01-05T01:00:01.000000Z"), with_mark, bom=True)
    assert with_mark.getvalue().startswith("\ufeffseq,utc,")


def test_no_cell_is_a_formula(records: Records, path: Path, entry: MakeEntry) -> None:
    for text in ("=1+1", "+1", "-1", "@x", "\t=1"):
        records.commit(entry(payload={"outcome": text}))
    records.commit(entry(payload={"outcome": "refer", "measurement": {"skin_c": -3.5}}))
    out = io.StringIO()
    write_csv(path, Filter(), out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert all(row["outcome"].startswith("'") for row in rows[:5])
    assert rows[5]["skin_c"] == "-3.5"


def test_a_spreadsheet_in_indonesian_reads_28_344_as_what_it_is(sample: Path) -> None:
    """With a point it is 28344 there, and 37.5 a text."""
    out = io.StringIO()
    write_csv(sample, Filter(), out, comma=True)
    rows = list(csv.DictReader(io.StringIO(out.getvalue()), delimiter=";"))
    first = next(row for row in rows if row["kind"] == "screening")
    assert float(first["skin_c"].replace(",", ".")) == json.loads(first["payload"])["measurement"]["skin_c"]
    assert "." not in first["skin_c"]


def test_the_verifier_says_what_it_could_not_check_and_takes_any_line(sample: Path) -> None:
    export = exported(sample)
    rows = [json.loads(line) for line in export.read_text("utf-8").splitlines()]
    rows[7].update(payload=None, salt=None, erased_by=9999)
    export.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    told = checked(export)
    assert told.returncode == 0
    assert "1 payloads are said to be erased by rows that are not in this export" in told.stdout
    export.write_text("[" * 100_000 + "\n", "utf-8")
    told = checked(export)
    assert told.returncode == 1
    assert "line 1 cannot be read" in told.stdout
    assert "Traceback" not in told.stderr


def test_no_config_gives_a_longer_receipt_than_an_audit_accepts() -> None:
    highest = {(kind, one.name): one.metadata["high"] for kind in (DoorConfig, Officer) for one in fields(kind)}
    longest = {"screening": highest[DoorConfig, "receipt_s"], "officer_check": highest[Officer, "let_in_s"]}
    assert longest == RECEIPT_MOST_S == standalone_verifier.RECEIPT_MOST_S


def test_no_export_shows_a_token(filled: Records, path: Path) -> None:  # noqa: F811
    tokens = [token for (token,) in filled._connection.execute("SELECT token FROM receipt")]
    out = io.StringIO()
    write_csv(path, Filter(), out)
    write_jsonl(path, Filter(), out)
    assert tokens
    assert not any(token in out.getvalue() for token in tokens)


def test_a_backup_beside_a_writer_is_whole_and_stands_alone(
    records: Records, path: Path, entry: MakeEntry, tmp_path: Path
) -> None:
    for _ in range(50):
        records.commit(entry())
    target = tmp_path / "away" / "backup.db"
    target.parent.mkdir()
    verdict = backup(path, target)
    records.commit(entry())
    assert (verdict.bad, verdict.rows) == (None, 50)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    target.parent.chmod(0o500)
    target.chmod(0o400)
    assert verify(target).newest == verdict.newest
    assert [one.name for one in target.parent.iterdir()] == ["backup.db"]
    target.parent.chmod(0o700)
    assert verify(path).rows == 51


def test_a_backup_replaces_nothing_and_leaves_nothing_half(records: Records, path: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        backup(path, tmp_path / "there")
    assert (tmp_path / "there").read_text() == "mine"
    with pytest.raises(StoreError):
        backup(path, tmp_path / "no folder" / "backup.db")


def test_a_bad_record_gives_no_backup(
    filled: Records, path: Path, by_hand: Callable[..., Any], tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    by_hand("UPDATE chain SET office_id = 'x' WHERE seq = 5")
    before = set(tmp_path.iterdir())
    with pytest.raises(StoreError, match="bad at row 5"):
        backup(path, tmp_path / "backup.db")
    assert set(tmp_path.iterdir()) == before


def test_the_copy_opens_in_plain_sqlite(sample: Path, tmp_path: Path) -> None:
    backup(sample, tmp_path / "copy.db")
    plain = sqlite3.connect(f"file:{tmp_path / 'copy.db'}?immutable=1", uri=True)
    assert plain.execute("SELECT count(*), max(seq) FROM chain").fetchone() == (1205, 1205)
    assert plain.execute("PRAGMA journal_mode").fetchone() != ("wal",)
    plain.close()


def test_a_breach_notice_counts_whom_it_concerns(records: Records, path: Path, entry: MakeEntry) -> None:
    at = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    full = {"outcome": "admit", "measurement": {"skin_c": 35.1}, "mask": {"status": "worn"}, "simulated": True}
    records.commit(entry(payload=full, visit_id="a"))
    records.commit(entry(payload={"outcome": "refer"}, visit_id="b"))
    records.commit(entry(Kind.OFFICER_CHECK, {"ended": "let_in", "staff_id": "s7"}, visit_id="b"))
    records.commit(entry(payload=full, visit_id="c"))
    erase(records, [4], "old", monotonic_ns=1, utc=at, policy_hash="p")
    told = breach(path, since=at, until=at + timedelta(hours=1), known_at=at)
    assert told["affected"]["visits"] == 3
    assert told["affected"]["visits_with_readable_data"] == 2
    assert told["affected"]["staff_ids"] == ["s7"]
    assert told["affected"]["rows_erased_before"] == 1
    assert told["notice"]["notify_before_utc"] == "2026-03-04T08:30:00.000000Z"
    assert told["notice"]["personal_data_disclosed"] == ["mask", "outcome", "skin temperature", "staff id"]
    assert [(visit["visit_id"], visit["data"], visit["erased"]) for visit in told["visits"]] == [
        ("a", ["mask", "outcome", "skin temperature"], False),
        ("b", ["outcome", "staff id"], False),
        ("c", [], True),
    ]
    later = breach(path, since=at + timedelta(seconds=1), until=at + timedelta(hours=1), known_at=at)
    assert later["affected"]["rows"] == 0


def test_the_dictionary_in_the_docs_is_the_code_s() -> None:
    assert dictionary() in (ROOT / "docs" / "records.md").read_text(encoding="utf-8")


def test_each_kind_of_row_is_explained_in_the_docs() -> None:
    text = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    assert [kind for kind in Kind if f"`{kind}`" not in text] == []

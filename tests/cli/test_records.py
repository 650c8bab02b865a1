"""`kiosk records ..` as people run it: on a record of one kiosk that is at rest."""

import io
import json
import shutil
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from kiosk.cli.records_verify import progress_bar
from kiosk.records import verify as verify_module
from tests.cli.conftest import Run


def sql(data: Path, *statements: str) -> None:
    connection = sqlite3.connect(data / "records.db")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in (*statements, *(made for _, made in triggers)):
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_verify_uses_heads_and_keys_that_lie_beside_the_record(kiosk: Run, config: Path) -> None:
    run = kiosk("records", "verify", "--json", config=config)
    told = json.loads(run.stdout)
    assert run.returncode == 0
    assert (told["ok"], told["rows"], told["heads"], told["outside"]) == (True, 1205, 2, 2)
    assert told["replayed"] == {}


def test_verify_replays_when_asked(kiosk: Run, config: Path) -> None:
    run = kiosk("records", "verify", "--replay", config=config)
    assert run.returncode == 0, run.stdout
    assert run.stdout.rstrip().endswith(" same")


def test_verify_names_a_decision_that_does_not_follow(kiosk: Run, config: Path, data: Path) -> None:
    sql(
        data,
        "UPDATE payload SET body = replace(body, '\"rested\":false', '\"rested\":true') WHERE seq = 2",
        "UPDATE payload SET body = replace(body, 'prompt_shown', 'sensed') WHERE seq = 2",
    )
    run = kiosk("records", "verify", "--json", config=config)
    assert run.returncode == 1
    assert json.loads(run.stdout)["bad"] == {
        "seq": 2, "what": "the payload was changed: it does not match the row's commitment",
    }  # fmt: skip


def test_a_cut_tail_is_found_by_a_head_kept_elsewhere(kiosk: Run, config: Path, data: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    heads = kiosk("records", "heads", "--all", "--json", config=config).stdout
    noted = kiosk("records", "heads", config=config).stdout
    for name in ("heads.jsonl", "head-keys.pub"):
        shutil.move(data / name, kept / name)
    (kept / "printed.jsonl").write_text(heads, encoding="utf-8")
    (kept / "noted.txt").write_text(noted, encoding="utf-8")
    sql(data, *(f"DELETE FROM {table} WHERE rowid > 700" for table in ("spent", "receipt", "payload", "chain")))
    assert kiosk("records", "verify", config=config).returncode == 0, "the file alone cannot show it"
    for name in ("heads.jsonl", "printed.jsonl", "noted.txt"):
        run = kiosk("records", "verify", "--heads", kept / name, "--key", kept / "head-keys.pub", config=config)
        assert run.returncode == 1, name
        assert "the tail was cut: a head kept outside names row" in run.stdout


def test_heads_are_shown_to_be_spoken_and_photographed(kiosk: Run, config: Path) -> None:
    run = kiosk("records", "heads", "--qr", config=config)
    assert run.returncode == 0
    first, *drawn = run.stdout.splitlines()
    assert first.startswith("row ")
    assert len(first.split()[2]) == 24
    assert len(drawn) > 30


def test_heads_can_be_signed_while_no_station_runs(kiosk: Run, config: Path) -> None:
    assert kiosk("records", "heads", "--sign", config=config).stdout.startswith("row 1205  ")
    told = json.loads(kiosk("records", "verify", "--json", config=config).stdout)
    assert (told["ok"], told["rows"], told["heads"]) == (True, 1206, 3)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--heads", "missing.txt"], "missing.txt cannot be read"),
        (["--heads", "empty.txt"], "there is no head in empty.txt"),
        (["--heads", "letter.txt"], "letter.txt, line 1: neither a signed head nor `ROW CODE`"),
        (["--key", "missing.pub"], "--key: there is no file missing.pub"),
        (["--key", "letter.txt"], "letter.txt holds something else than public keys"),
    ],
)
def test_files_that_are_something_else_are_one_sentence(
    kiosk: Run, config: Path, arguments: list[str], says: str
) -> None:
    config.with_name("empty.txt").touch()
    config.with_name("letter.txt").write_text("Dear auditor\n", encoding="utf-8")
    run = kiosk("records", "verify", *arguments, config=config)
    assert run.returncode == 2
    assert says in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_no_heads_yet_is_one_sentence(kiosk: Run, config: Path, data: Path) -> None:
    (data / "heads.jsonl").unlink()
    run = kiosk("records", "heads", config=config)
    assert run.returncode == 2
    assert "there are no heads" in run.stderr


def test_export_writes_new_files_of_its_owner_alone(kiosk: Run, config: Path, tmp_path: Path) -> None:
    for format_ in ("csv", "jsonl", "sqlite"):
        target = tmp_path / f"out.{format_}"
        run = kiosk("records", "export", "--format", format_, "--output", target, config=config)
        assert run.returncode == 0, run.stderr
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        again = kiosk("records", "export", "--format", format_, "--output", target, config=config)
        assert again.returncode == 2
        assert "exists already: name another file" in again.stderr
    assert kiosk("records", "verify", tmp_path / "out.sqlite", config=config).returncode == 0
    run = kiosk("records", "export", config=config)
    assert run.stdout.encode() == (tmp_path / "out.csv").read_bytes().replace(b"\r\n", b"\n")


def test_export_takes_a_window(kiosk: Run, config: Path) -> None:
    window = ("--since", "2026-01-05T02:00Z", "--until", "2026-01-05T03:00Z")
    lines = kiosk("records", "export", "--format", "jsonl", *window, config=config).stdout.splitlines()
    times = [json.loads(line)["utc"] for line in lines]
    assert len(times) == 100
    assert all("2026-01-05T02:00" <= time < "2026-01-05T03:00" for time in times)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["export", "--since", "yesterday"], "'yesterday' is no time: write 2026-03-01"),
        (["export", "--format", "sqlite"], "a copy in SQLite is the whole record"),
        (["export", "--with-verifier"], "--with-verifier goes with --format jsonl and --output"),
        (["export", "--output", "none/such/file"], "cannot be written: No such file or directory"),
        (["backup", "records-there.db"], "records-there.db exists already"),
        (["breach"], "Missing option '--since'"),
    ],
)
def test_what_cannot_be_exported_is_one_sentence(kiosk: Run, config: Path, arguments: list[str], says: str) -> None:
    config.with_name("records-there.db").touch()
    run = kiosk("records", *arguments, config=config)
    assert run.returncode == 2
    assert says in run.stderr
    assert "Traceback" not in run.stderr


def test_backup_says_what_it_holds(kiosk: Run, config: Path, tmp_path: Path) -> None:
    run = kiosk("records", "backup", tmp_path / "safe.db", config=config)
    assert run.returncode == 0
    assert "1205 rows hold; newest row 1205 " in run.stdout


def test_backup_takes_its_file_as_an_output_too_and_answers_in_json(kiosk: Run, config: Path, tmp_path: Path) -> None:
    safe = tmp_path / "safe.db"
    told = json.loads(kiosk("records", "backup", "--output", safe, "--json", config=config).stdout)
    assert (told["file"], told["rows"], told["newest"]["seq"]) == (str(safe), 1205, 1205)
    for wrong in ((), (tmp_path / "a.db", "--output", tmp_path / "b.db")):
        run = kiosk("records", "backup", *wrong, config=config)
        assert run.returncode == 2
        assert "name one new file" in run.stderr


@pytest.mark.parametrize("named", ["march.pdf", "march.csv", "MARCH.CSV"])
def test_a_report_is_a_pdf_and_a_csv_whichever_is_named(kiosk: Run, config: Path, tmp_path: Path, named: str) -> None:
    run = kiosk("records", "report", "--from", "2026-01-05", "--to", "2026-01-06", "--output", tmp_path / named,
                config=config)  # fmt: skip
    assert run.returncode == 0, run.stderr
    pdf, table = map(Path, run.stdout.splitlines())
    assert pdf.read_bytes().startswith(b"%PDF")
    assert table.read_text(encoding="utf-8").startswith("section,")
    assert tmp_path / named in (pdf, table)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (pdf, table)} == {0o600}


def test_a_report_does_not_take_the_place_of_the_record(kiosk: Run, config: Path, data: Path) -> None:
    before = (data / "records.db").read_bytes()
    run = kiosk("records", "report", "--output", data / "records.db", config=config)
    assert run.returncode == 2
    assert "a report is a .pdf, with a .csv beside it" in run.stderr
    assert (data / "records.db").read_bytes() == before


def test_a_breach_notice_is_one_json_object(kiosk: Run, config: Path, tmp_path: Path) -> None:
    target = tmp_path / "notice.json"
    run = kiosk("records", "breach", "--since", "2026-01-05", "--output", target, config=config)
    assert run.returncode == 0, run.stderr
    told = json.loads(target.read_text(encoding="utf-8"))
    assert told["affected"]["visits"] == len(told["visits"]) > 400


@pytest.mark.parametrize(
    "wrong", [("breach", "--since", "2999-01-01"), ("export", "--since", "2026-02-01", "--until", "2026-01-01")]
)
def test_a_span_of_no_time_is_no_span_in_which_nothing_happened(
    kiosk: Run, config: Path, tmp_path: Path, wrong: tuple[str, ...]
) -> None:
    run = kiosk("records", *wrong, "--output", tmp_path / "out", config=config)
    assert run.returncode == 2
    assert "there is no time between --since" in run.stderr
    assert not (tmp_path / "out").exists()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_shown_how_far_it_is(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(verify_module, "PROGRESS_ROWS", 300)
    with progress_bar(made / "records.db") as progress:
        assert verify_module.verify(made / "records.db", progress).bad is None
    assert "records.db" in terminal.getvalue()
    assert "1205/1205" in terminal.getvalue()
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress_bar(made / "records.db") as progress:
        assert progress is None


def test_each_kind_of_row_is_told_in_a_line(kiosk: Run, config: Path) -> None:
    kiosk("records", "purge", "--accept-clock", "--operator", "s1", config=config)
    lines = kiosk("records", "list", "--limit", "2000", config=config).stdout
    assert "payloads erased: older than 90 days" in lines
    assert "clock_accepted by s1" in lines
    assert "head           row " in lines


def test_a_row_changed_by_hand_is_told_apart_and_the_others_are_still_listed(
    kiosk: Run, data: Path, config: Path
) -> None:
    sql(data, "UPDATE payload SET body = '{}' WHERE seq = (SELECT max(seq) FROM chain WHERE kind = 'screening')")
    run = kiosk("records", "list", "--kind", "screening", "--limit", 2, config=config)
    assert run.returncode == 0
    changed, whole = run.stdout.splitlines()
    assert "does not hold what such a row holds" in changed
    assert "mask worn" in whole


@pytest.mark.parametrize("measurement", ["7", '{"object_c":1,"budget":{"of another version":1},"skin_c":1}'])
def test_a_row_changed_by_hand_is_still_shown(kiosk: Run, data: Path, config: Path, measurement: str) -> None:
    changed = f"UPDATE payload SET body = json_set(body, '$.measurement', json('{measurement}')) WHERE seq = 2"
    sql(data, changed)
    for how in ((), ("--json",)):
        run = kiosk("records", "show", 2, *how, config=config)
        assert run.returncode == 1
        assert '"seq": 2' in run.stdout
        assert "Traceback" not in run.stderr
    assert "row 2 does not hold what such a row holds" in kiosk("records", "show", 2, config=config).stdout


@pytest.mark.parametrize("body", ['{"a":NaN}', f'{{"a":{"[" * 5000}{"]" * 5000}}}'], ids=["no number", "too deep"])
@pytest.mark.parametrize("asked", [("list", "--limit", 2000), ("export", "--format", "jsonl"), ("show", 2)])
def test_a_payload_that_is_no_json_is_one_sentence(
    kiosk: Run, data: Path, config: Path, body: str, asked: tuple[str | int, ...]
) -> None:
    sql(data, f"UPDATE payload SET body = '{body}' WHERE seq = 2")
    run = kiosk("records", *asked, config=config)
    assert run.returncode == 2
    assert run.stderr.startswith("Error: row 2 was changed: its payload cannot be read any more")


def test_a_row_beyond_all_counting_is_refused(kiosk: Run, config: Path) -> None:
    run = kiosk("records", "show", 10**30, config=config)
    assert run.returncode == 2
    assert "is not in the range" in run.stderr


def test_a_page_of_the_newest_head(kiosk: Run, config: Path, tmp_path: Path) -> None:
    page = tmp_path / "head.pdf"
    run = kiosk("records", "heads", "page", "--output", page, config=config)
    assert run.returncode == 0, run.stderr
    assert page.read_bytes().startswith(b"%PDF")
    assert kiosk("records", "heads", "page", "--output", page, config=config).returncode == 2
    sent = kiosk("records", "heads", "send", config=config)
    assert sent.returncode == 2
    assert "say webhook, email or print" in sent.stderr

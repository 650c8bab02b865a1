"""What an analyst opens in Datasette: every table and column has its words, and every ready question an answer."""

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.cli.records_export import export_records
from kiosk.records.datasette import METADATA, QUERIES, metadata
from kiosk.records.sample_office import grow


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy as the command makes it, with its metadata beside it."""
    folder = tmp_path_factory.mktemp("copy")
    grow(folder / "records.db", 6000)
    target = folder / "copy of March.db"
    asked = ["--format", "sqlite", "--with-metadata", "--output", str(target), "--db", str(folder / "records.db")]
    answer = CliRunner().invoke(export_records, asked)
    assert answer.exit_code == 0, answer.output
    return target


def test_every_table_and_column_is_explained_and_nothing_else(copy: Path) -> None:
    told = json.loads(copy.with_name(METADATA).read_text(encoding="utf-8"))
    (tables,) = (one["tables"] for name, one in told["databases"].items() if name == "copy of March")
    with sqlite3.connect(copy) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {name: {row[1] for row in connection.execute(f"PRAGMA table_info({name})")} for name in names}
    connection.close()
    assert {name: set(about["columns"]) for name, about in tables.items()} == columns
    assert {unit for about in tables.values() for unit in about["units"]} <= {"monotonic_ns", "expires_monotonic_ns"}


@pytest.mark.parametrize("name", QUERIES)
def test_every_ready_question_has_an_answer(copy: Path, name: str) -> None:
    sql = metadata("x")["databases"]["x"]["queries"][name]["sql"]
    with sqlite3.connect(copy) as connection:
        connection.row_factory = sqlite3.Row
        row = connection.execute(sql).fetchone()
    connection.close()
    assert row is not None
    empty = {"reasons", "source", "trouble"}  # may be, in the newest row
    assert [key for key in dict(row) if row[key] is None and key not in empty] == []


@pytest.mark.parametrize(
    ("asked", "says"),
    [(["--format", "csv", "--with-metadata"], "sqlite"), (["--format", "sqlite", "--with-metadata"], "exists already")],
)
def test_metadata_that_cannot_be_are_refused(copy: Path, asked: list[str], says: str) -> None:
    target = copy.with_name("again.db")
    answer = CliRunner().invoke(
        export_records, [*asked, "--output", str(target), "--db", str(copy.with_name("records.db"))]
    )
    assert (answer.exit_code, says in answer.output, target.exists()) == (2, True, False), answer.output

"""`kiosk records export`, `backup` and `breach`: the record for other programs, other disks and other people."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click

from kiosk.cli.main import Problem, config_option
from kiosk.cli.records_common import DB_OPTION, asked, database
from kiosk.records import standalone_verifier
from kiosk.records.breach import breach as breach_notice
from kiosk.records.datasette import METADATA, metadata
from kiosk.records.export import Format, backup, write_csv, write_jsonl
from kiosk.records.queries import Filter
from kiosk.records.values import utc_text

VERIFIER = "verify_export.py"


class Moment(click.ParamType):
    """A day or a time; without a zone it is this machine's."""

    name = "time"

    def convert(self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(value).astimezone()
        except (ValueError, OverflowError):
            return self.fail(f"{value!r} is no time: write 2026-03-01 or 2026-03-01T08:30", param, ctx)


SINCE = click.option("--since", type=Moment(), metavar="TIME", help="From this day or time on.")
UNTIL = click.option("--until", type=Moment(), metavar="TIME", help="Before this day or time.")


@click.command("export")
@click.option("--format", "format_", type=click.Choice([one.value for one in Format]), default="csv", show_default=True)
@SINCE
@UNTIL
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A new file; else standard output.")
@click.option("--bom", is_flag=True, help="csv: begin with a byte order mark, for Excel.")
@click.option(
    "--decimal-comma", "comma", is_flag=True, help="csv: 37,5 and semicolons, for a spreadsheet in Indonesian."
)
@click.option("--with-verifier", is_flag=True, help=f"jsonl: put {VERIFIER} beside the file; it needs no kiosk.")
@click.option("--with-metadata", is_flag=True, help=f"sqlite: put {METADATA} beside it, for Datasette.")
@DB_OPTION
@config_option
def export_records(
    format_: str, since: datetime | None, until: datetime | None, output: Path | None, bom: bool, comma: bool,
    with_verifier: bool, with_metadata: bool, db: Path | None, config_path: str | None,
) -> None:  # fmt: skip
    """Write the record as CSV, JSON lines or a copy in SQLite; a running station is not disturbed.

    \b
    Examples:
      kiosk records export --format jsonl --output records.jsonl --with-verifier
      kiosk records export --format sqlite --output records-copy.db --with-metadata
    """
    path = database(config_path, db)
    if format_ == Format.SQLITE:
        if output is None or since or until or bom or comma or with_verifier:
            raise Problem("a copy in SQLite is the whole record: give --output, with --with-metadata, and nothing else")
        _copy(path, output, with_metadata=with_metadata)
        return
    if with_metadata:
        raise Problem("--with-metadata goes with --format sqlite")
    if comma and format_ != Format.CSV:
        raise Problem("--decimal-comma goes with --format csv")
    if with_verifier and (output is None or format_ != Format.JSONL):
        raise Problem("--with-verifier goes with --format jsonl and --output")
    _refuse_no_time(since, until)
    which = Filter(since_utc=utc_text(since) if since else None, until_utc=utc_text(until) if until else None)
    with _new_file(output) as out:
        if format_ == Format.CSV:
            asked(lambda: write_csv(path, which, out, bom=bom, comma=comma))
        else:
            asked(lambda: write_jsonl(path, which, out))
    if with_verifier and output is not None:
        shutil.copyfile(standalone_verifier.__file__, output.with_name(VERIFIER))


def _copy(path: Path, output: Path, *, with_metadata: bool) -> None:
    beside = output.with_name(METADATA)
    if with_metadata and beside.exists():
        raise Problem(f"{beside} exists already: move it away, or name a file in another folder")
    asked(lambda: backup(path, output))
    if with_metadata:
        with _new_file(beside) as out:
            out.write(json.dumps(metadata(output.stem), indent=1, ensure_ascii=False) + "\n")


@click.command("backup")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="The same as FILE.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@DB_OPTION
@config_option
def backup_records(
    file: Path | None, output: Path | None, as_object: bool, db: Path | None, config_path: str | None
) -> None:
    """Copy the whole record to FILE while the station runs, and verify the copy.

    \b
    Example:
      kiosk records backup records-backup.db
    """
    target = file or output
    if target is None or (file and output):
        raise Problem("name one new file: `kiosk records backup FILE`, or with --output FILE")
    verdict = asked(lambda: backup(database(config_path, db), target))
    if as_object:
        print(json.dumps({"file": str(target), "rows": verdict.rows, "newest": asdict(verdict.newest)}))
    else:
        print(f"{target}: {verdict.rows} rows hold; newest row {verdict.newest.seq} {verdict.newest.hash}")


@click.command("breach")
@click.option("--since", type=Moment(), required=True, metavar="TIME", help="First day or time that may be affected.")
@click.option("--until", type=Moment(), metavar="TIME", help="Before this day or time; else now.")
@click.option("--known-at", type=Moment(), metavar="TIME", help="When the breach became known; else now.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A new file; else standard output.")
@DB_OPTION
@config_option
def breach(
    since: datetime, until: datetime | None, known_at: datetime | None, output: Path | None,
    db: Path | None, config_path: str | None,
) -> None:  # fmt: skip
    """Write what a breach notice needs: which visits, which data, and until when the notice is due.

    \b
    Example:
      kiosk records breach --since 2026-03-01 --output notice.json
    """
    now = datetime.now(UTC)
    _refuse_no_time(since, until or now)
    path = database(config_path, db)
    found = asked(lambda: breach_notice(path, since=since, until=until or now, known_at=known_at or now))
    with _new_file(output) as out:
        out.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")


def _refuse_no_time(since: datetime | None, until: datetime | None) -> None:
    """An empty span finds no row: a notice of a breach would say that nobody is concerned. Raises Problem."""
    if since is not None and until is not None and until <= since:
        raise Problem(f"there is no time between --since {since.isoformat()} and --until {until.isoformat()}")


@contextmanager
def _new_file(path: Path | None) -> Iterator[IO[str]]:
    """Yield a new file that its owner alone can read, or standard output; a half-written file is removed."""
    if path is None:
        yield sys.stdout
        return
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Problem(f"{path} exists already: name another file") from None
    except OSError as error:
        raise Problem(f"{path} cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            yield out
    except BaseException:
        path.unlink(missing_ok=True)
        raise

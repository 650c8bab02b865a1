"""`kiosk records verify`: the whole chain against itself, and against what was kept outside of it."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from kiosk.cli.main import Problem, config_option
from kiosk.cli.records_common import asked, database
from kiosk.records.chain import Head
from kiosk.records.heads import HEADS_FILE, HeadsUnreadable, read_heads
from kiosk.records.keys import PUBLIC, KeyProblem, known_keys
from kiosk.records.outside import Bad, Heads
from kiosk.records.values import StoreError
from kiosk.records.verify import Progress, Verdict, verify
from kiosk.screening.values import Trouble


@click.command("verify")
@click.argument("db", required=False, type=click.Path(path_type=Path))
@click.option(
    "--heads", "heads_files", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
    help="Heads kept outside, one a line; may be given again. Without it those beside the record are used.",
)  # fmt: skip
@click.option(
    "--key", "key_files", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
    help="Public keys heads must be signed with. Without it those beside the record are used.",
)  # fmt: skip
@click.option("--replay", is_flag=True, help="Compute every decision again from its facts.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@config_option
def verify_records(
    db: Path | None, heads_files: tuple[Path, ...], key_files: tuple[Path, ...],
    replay: bool, as_object: bool, config_path: str | None,
) -> None:  # fmt: skip
    """Check the whole chain; exit code 1 and the first bad row when something does not hold.

    \b
    Example:
      kiosk records verify
      kiosk records verify --heads heads.jsonl --key head-keys.pub
    """
    path = database(config_path, db)
    known = _heads(path, heads_files, key_files)
    with progress_bar(path) as progress:
        verdict = asked(lambda: _verified(path, progress, known, replay))
    if as_object:
        print(json.dumps({"ok": verdict.bad is None, **asdict(verdict)}))
    else:
        print(f"{path}: {_told(verdict)}")
    if verdict.bad is not None:
        raise SystemExit(1)


def _verified(path: Path, progress: Progress | None, known: Heads, replay: bool) -> Verdict:
    """Verify; a file that is no record, or no database at all, does not hold either. Raises StoreError: unreadable."""
    try:
        return verify(path, progress, heads=known, replay=replay)
    except StoreError as error:
        if error.trouble is not Trouble.DAMAGED:
            raise
        return Verdict(Bad(0, error.detail), 0, 0, 0, 0, 0, None, Head())


def _heads(path: Path, heads_files: tuple[Path, ...], key_files: tuple[Path, ...]) -> Heads:
    """Read what was kept outside: the files named, else what lies beside the record."""
    beside = path.with_name(HEADS_FILE)
    for named in key_files:
        if not named.is_file():
            raise Problem(f"--key: there is no file {named}")
    try:
        files = heads_files or ((beside,) if beside.is_file() else ())
        outside = [head for file in files for head in read_heads(file)]
        keys = [key for file in key_files or (path.with_name(PUBLIC),) for key in known_keys(file)]
    except (HeadsUnreadable, KeyProblem) as error:
        raise Problem(str(error)) from None
    if heads_files and not outside:
        raise Problem(f"--heads: there is no head in {', '.join(map(str, heads_files))}")
    return Heads(outside, keys)


def _told(verdict: Verdict) -> str:
    if verdict.bad is not None:
        where = f"row {verdict.bad.seq} is bad" if verdict.bad.seq else "the file as a whole is bad"
        return f"{where}: {verdict.bad.what}"
    again = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in verdict.replayed.items())
    return (
        f"{verdict.rows} rows hold, {verdict.payloads} with payload, {verdict.reduced} reduced by policy, "
        f"{verdict.erased} erased, {verdict.receipts} receipts, {verdict.spent} spent, {verdict.heads} signed heads, "
        f"{verdict.outside} heads kept outside borne out; newest row {verdict.newest.seq} {verdict.newest.hash}"
        + (f"; decisions computed again: {again}" if again else "")
    )


@contextmanager
def progress_bar(path: Path) -> Iterator[Progress | None]:
    """Show progress to somebody who waits at a terminal; a small file is done before one could read it."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label=path.name, file=sys.stderr, show_pos=True) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield progress

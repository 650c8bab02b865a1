"""`kiosk records heads`: signed heads listed, drawn, put on a page, sent out."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from kiosk.cli.main import Problem, config_option, load_config
from kiosk.cli.records_common import DB_OPTION, database, now, writing
from kiosk.files import put
from kiosk.head_post import HeadPost, SendProblem
from kiosk.records.head_page import pdf_page, text_page
from kiosk.records.heads import HEADS_FILE, HeadsUnreadable, SignedHead, read_heads, write_head
from kiosk.records.keys import KeyProblem, open_key


@click.group("heads", invoke_without_command=True)
@click.option("--last", type=click.IntRange(min=1), metavar="N", default=1, show_default=True, help="The newest N.")
@click.option("--all", "whole", is_flag=True, help="All of them.")
@click.option("--sign", "sign_now", is_flag=True, help="First sign the newest row; only while no station runs.")
@click.option("--qr", is_flag=True, help="Draw the newest as a QR code, to be photographed.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line: a heads file.")
@DB_OPTION
@config_option
@click.pass_context
def heads(
    context: click.Context, last: int, whole: bool, sign_now: bool, qr: bool, as_lines: bool, db: Path | None,
    config_path: str | None,
) -> None:  # fmt: skip
    """Print signed heads: keep them elsewhere, and `verify --heads` finds a record that was cut or written anew.

    \b
    Example:
      kiosk records heads --json > heads.jsonl
    """
    if context.invoked_subcommand is not None:
        return
    if sign_now:
        _sign(config_path)
    found = _found(database(config_path, db))
    for head in found if whole else found[-last:]:
        print(json.dumps({**asdict(head), "code": head.code}) if as_lines else _line(head))
    if qr:
        _draw(found[-1])


def _sign(config_path: str | None) -> None:
    try:
        with writing(config_path) as records:
            write_head(records, open_key(records.path.parent), **now(records))
    except KeyProblem as error:
        raise Problem(str(error)) from None


def _line(head: SignedHead) -> str:
    return (
        f"row {head.seq}  {head.code}  # {head.utc[:19].replace('T', ' ')} UTC, {head.station_id}, key {head.key[:8]}"
    )


def _draw(head: SignedHead) -> None:
    import segno  # here: it is needed for this alone

    segno.make(head.qr_text, error="l", micro=False).terminal(compact=True)


@heads.command("page")
@click.option("--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="FILE.pdf or FILE.txt")
@DB_OPTION
@config_option
def page(output: Path, db: Path | None, config_path: str | None) -> None:
    """Put the newest head on one page, to be printed and kept elsewhere.

    \b
    Example:
      kiosk records heads page --output head.pdf
    """
    head = _found(database(config_path, db))[-1]
    if output.suffix.lower() not in (".pdf", ".txt"):
        raise Problem(f"{output}: a page is a .pdf or a .txt file")
    if output.exists():
        raise Problem(f"{output} is there already; name another file")
    content = pdf_page(head) if output.suffix.lower() == ".pdf" else text_page(head).encode()
    try:
        put(output, content)
    except OSError as error:
        raise Problem(f"{output} cannot be written: {error.strerror}") from None
    print(f"{output}: {_line(head)}")


@heads.command("send")
@config_option
def send(config_path: str | None) -> None:
    """Send the newest head now, as [heads] says; a running station does it once a day by itself.

    \b
    Example:
      kiosk records heads send
    """
    config = load_config(config_path)
    path = database(config_path)
    head = _found(path)[-1]
    try:
        where = HeadPost(path.parent, config.heads, lambda: datetime.now(UTC)).send(head)
    except SendProblem as error:
        raise Problem(str(error)) from None
    print(f"{_line(head)} went to {where}")


def _found(path: Path) -> list[SignedHead]:
    beside = path.with_name(HEADS_FILE)
    try:
        found = [head for head in read_heads(beside) if isinstance(head, SignedHead)] if beside.is_file() else []
    except HeadsUnreadable as error:
        raise Problem(str(error)) from None
    if not found:
        raise Problem(f"there are no heads at {beside} yet; a running station signs one now and then")
    return found

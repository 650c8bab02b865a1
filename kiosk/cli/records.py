"""`kiosk records`: read and check what was stored. Reading never disturbs a running station."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kiosk.cli import budget
from kiosk.cli.main import Problem, config_option
from kiosk.cli.records_common import DB_OPTION, asked, database
from kiosk.cli.records_export import backup_records, breach, export_records
from kiosk.cli.records_heads import heads
from kiosk.cli.records_keep import acknowledge_records, purge_records, set_aside_records
from kiosk.cli.records_report import report_records
from kiosk.cli.records_verify import verify_records
from kiosk.records.columns import as_json
from kiosk.records.queries import Filter, Shown, list_shown, policy_payload, show
from kiosk.records.replay import Replay, replay_row
from kiosk.records.values import Kind

_OTHER_SHAPE = (KeyError, TypeError, ValueError, AttributeError)
_NO_SUCH_ROW = "does not hold what such a row holds: it was changed, or another version of the program wrote it"
LAST_SEQ = 2**63 - 1
"""SQLite counts no further."""


@click.group()
def records() -> None:
    """List, show, verify and replay the stored record."""


for command in (
    verify_records,
    heads,
    export_records,
    backup_records,
    breach,
    purge_records,
    set_aside_records,
    report_records,
    acknowledge_records,
):
    records.add_command(command)


@records.command("list")
@click.option("--limit", type=click.IntRange(1, LAST_SEQ), default=20, show_default=True)
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only rows of one kind.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a row.")
@DB_OPTION
@config_option
def list_records(limit: int, kind: str | None, as_lines: bool, db: Path | None, config_path: str | None) -> None:
    """Print the newest rows, newest first.

    \b
    Example:
      kiosk records list --kind screening --limit 5
    """
    for shown in asked(lambda: list_shown(database(config_path, db), Filter(kind=kind), limit)):
        print(json.dumps(as_json(shown)) if as_lines else _line(shown))


def _line(shown: Shown) -> str:
    row, payload = shown.row, shown.payload
    told = "erased" if payload is None else _told(row.kind, payload)
    flag = "  SIMULATION" if payload and payload.get("simulated") else ""
    return f"{row.seq:>7}  {row.utc[:19].replace('T', ' ')}  {row.kind:<14} {told}{flag}"


def _told(kind: str, payload: dict[str, Any]) -> str:
    tell = _TELL.get(kind)
    try:
        return tell(payload) if tell else ""
    except _OTHER_SHAPE:
        return _NO_SUCH_ROW


def _screening(payload: dict[str, Any]) -> str:
    if payload.get("reduced"):
        return f"{payload['outcome']}, reduced by policy ({payload['reduced']})"
    found, mask = payload["measurement"], payload["mask"]
    skin = f"skin {found['skin_c']:.2f} ± {found['uncertainty_c']:.2f} °C" if found else "no temperature"
    why = f" ({', '.join(payload['reasons'])})" if payload["reasons"] else ""
    return f"{payload['outcome']}{why}, {skin}, mask {mask['status'] if mask else 'not seen'}"


def _erasure(payload: dict[str, Any]) -> str:
    rows = sum(last - first + 1 for first, last in payload["seqs"])
    return f"{rows} payloads erased: {payload['reason']}"


def _set_aside(payload: dict[str, Any]) -> str:
    return f"{', '.join(one['file'] for one in payload['files']) or 'no file'}: {payload['why']}"


def _calibration(payload: dict[str, Any]) -> str:
    if payload["what"] == "calibration":
        return f"{payload['calibration_id']} {'accepted' if payload['accepted'] else 'not accepted'}"
    return f"back to {payload['to']}: {payload['why']}"


def _daily_check(payload: dict[str, Any]) -> str:
    thrown_away = ", thrown away: " + payload["why"] if payload.get("what") == "check_discarded" else ""
    return f"{payload['verdict']}, error {payload['error_c']:+.3f} °C{thrown_away}"


_TELL: dict[str, Callable[[dict[str, Any]], str]] = {
    Kind.SCREENING: _screening,
    Kind.DOOR: lambda payload: f"{'released' if payload['pulsed'] else 'not released'}: {payload['detail']}",
    Kind.DOOR_ALERT: lambda payload: payload["what"].replace("_", " "),
    Kind.RELEASE: lambda payload: f"receipt of row {payload['receipt_seq']} spent",
    Kind.OUT_OF_SERVICE: lambda payload: f"{payload['source']} {payload['trouble']}: {payload['detail']}",
    Kind.ABANDONED: lambda payload: f"{payload['why']} while {payload['phase']}",
    Kind.CALIBRATION: _calibration,
    Kind.FEEDBACK: lambda payload: f"{payload['mood']}, about {payload['about']}",
    Kind.DAILY_CHECK: _daily_check,
    Kind.CORRECTION: lambda payload: f"{payload['correction_c']:+.3f} °C by the in-scene reference, {payload['why']}",
    Kind.CLOCK_JUMP: lambda payload: f"by {payload['by_s']:+.1f} s",
    Kind.ERASURE: _erasure,
    Kind.HEAD: lambda payload: f"row {payload['seq']} signed",
    Kind.SET_ASIDE: _set_aside,
    Kind.SET_ASIDE_SEEN: lambda payload: f"by {payload['staff_id']}",
    Kind.CLOCK_ACCEPTED: lambda payload: f"by {payload['staff_id']}",
}


@records.command("show")
@click.argument("seq", type=click.IntRange(1, LAST_SEQ))
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@DB_OPTION
@config_option
def show_record(seq: int, as_object: bool, db: Path | None, config_path: str | None) -> None:
    """Print one row with all that is kept of it, its budget of uncertainty, and compute decision and number again.

    \b
    Example:
      kiosk records show 4
    """
    path = database(config_path, db)
    shown = asked(lambda: show(path, seq))
    if shown is None:
        raise Problem(f"there is no row {seq} in {path}")
    again = asked(lambda: _replayed(path, shown))
    number = budget.recomputed(shown.payload)
    if as_object:
        told = {"replay": again.value if again else None, "recomputed": asdict(number) if number else None}
        print(json.dumps({**as_json(shown), **told}))
    else:
        print(_for_people(shown, again, number))
    if again is Replay.DIFFERS or (number is not None and not number.holds):
        raise SystemExit(1)


def _for_people(shown: Shown, again: Replay | None, number: budget.Recomputed | None) -> str:
    tree = as_json(shown)
    try:
        lines = [json.dumps(budget.brief(tree), indent=2, ensure_ascii=False)]
        if again is not None:
            lines.append(f"computed again: {again.value.replace('_', ' ')}")
        if number is not None and shown.payload is not None:
            lines += budget.told(shown.payload["measurement"], number)
    except _OTHER_SHAPE:
        return f"{json.dumps(tree, indent=2, ensure_ascii=False)}\nrow {shown.row.seq} {_NO_SUCH_ROW}"
    return "\n".join(lines)


def _replayed(path: Path, shown: Shown) -> Replay | None:
    if shown.row.kind != Kind.SCREENING:
        return None
    return replay_row(shown, policy_payload(path, shown.row.policy_hash))


@records.command("replay")
@click.option("--limit", type=click.IntRange(1, LAST_SEQ), default=1000, show_default=True, help="Newest screenings.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@DB_OPTION
@config_option
def replay_records(limit: int, as_object: bool, db: Path | None, config_path: str | None) -> None:
    """Compute stored decisions again from their facts; exit code 1 when one differs.

    \b
    Example:
      kiosk records replay --limit 100
    """
    path = database(config_path, db)
    screenings = asked(lambda: list_shown(path, Filter(kind=Kind.SCREENING), limit))
    found = {shown.row.seq: asked(lambda shown=shown: _replayed(path, shown)) for shown in screenings}
    counts = {outcome.value: sum(one is outcome for one in found.values()) for outcome in Replay}
    differs = sorted(seq for seq, one in found.items() if one is Replay.DIFFERS)
    if as_object:
        print(json.dumps({"screenings": len(found), **counts, "differing_rows": differs}))
    else:
        told = (f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
        print(f"{len(found)} screenings: {', '.join(told)}")
        for seq in differs:
            print(f"row {seq} differs from its facts")
    if differs:
        raise SystemExit(1)

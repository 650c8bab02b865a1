"""`kiosk records purge`, `set-aside` and `acknowledge`: what has expired, what is damaged, who knows of it."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from kiosk.cli.main import Problem, config_option, load_config
from kiosk.cli.records_common import DamagedRecords, asked, now, writing
from kiosk.cli.signing import Signer, signer, signing_options
from kiosk.config import data_dir
from kiosk.link import Command, ask
from kiosk.records import aside
from kiosk.records import purge as purging
from kiosk.records.retention import Reading
from kiosk.records.store import Records
from kiosk.records.values import DATABASE
from kiosk.staff.rights import Action

ANSWER_S = 10.0
SOCKET = "station.sock"
"""As kiosk.cli.assembly, which would load all that a station needs."""


@click.command("purge")
@click.option("--dry-run", is_flag=True, help="Only say what has expired.")
@click.option("--accept-clock", is_flag=True, help="A supervisor has looked at the clock: it is right. Signed.")
@signing_options
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@config_option
def purge_records(
    dry_run: bool, accept_clock: bool, operator: str | None, as_name: str | None, secret_stdin: bool, as_object: bool,
    config_path: str | None,
) -> None:  # fmt: skip
    """Erase what visitors left longer ago than records.keep_days; the rows stay, and one tells of the erasure.

    A running station erases by itself; with --accept-clock it is asked to.

    \b
    Example:
      kiosk records purge --dry-run
    """
    by = None
    if accept_clock and not dry_run:
        signed = signer(config_path, Action.ACCEPT_CLOCK, operator, as_name, secret_stdin)
        if (seq := _asked_of_a_station(config_path, signed, Command.ACCEPT_CLOCK)) is not None:
            line = f"clock accepted by {signed.operator} in row {seq}; the running station erases what has expired"
            print(json.dumps({"clock_accepted_row": seq}) if as_object else line)
            return
        by = signed.operator
    keep_days = load_config(config_path).records.keep_days
    with writing(config_path) as records:
        told = _purged(records, keep_days, dry_run=dry_run, accepted_by=by)
    if as_object:
        print(json.dumps(told))
    else:
        print(_line(told, keep_days))
    if told["waits_for"] is not None:
        raise SystemExit(1)


def _purged(records: Records, keep_days: int, *, dry_run: bool, accepted_by: str | None) -> dict[str, Any]:
    if accepted_by is not None:
        purging.accept_clock(records, accepted_by, **now(records))
    moment = now(records)
    found = purging.due(records, Reading(moment["utc"], moment["monotonic_ns"], records.identity.boot_id), keep_days)
    told = {"expired_until_row": found.until_seq, "older_than": _day(found.cutoff), "waits_for": found.waits_for}
    if dry_run:
        return {**told, "erased": 0, "wiped": True}
    erased = 0
    while True:
        done = purging.purge(records, keep_days=keep_days, **now(records))
        erased += done.erased
        if not done.more:
            return {**told, "erased": erased, "wiped": done.wiped}


def _day(cutoff: datetime | None) -> str | None:
    return cutoff.isoformat(timespec="seconds") if cutoff else None


def _line(told: dict[str, Any], keep_days: int) -> str:
    if told["waits_for"] is not None:
        return (
            f"nothing is erased: the clock jumped at row {told['waits_for']}; look at the clock, and if it is right: "
            "kiosk records purge --accept-clock, or the staff page"
        )
    if keep_days == 0:
        return "nothing expires: records.keep_days is 0"
    wiped = "" if told["wiped"] else "; a reader is in the way, so old pages stay in the log until it is gone"
    return f"{told['erased']} payloads erased; expired up to row {told['expired_until_row']}{wiped}"


@click.command("set-aside")
@signing_options
@config_option
def set_aside_records(operator: str | None, as_name: str | None, secret_stdin: bool, config_path: str | None) -> None:
    """Set damaged records aside, begin a new chain that names them, and let the station serve again.

    Nothing is deleted. Records that can be opened are left alone. A station does the first two by itself when it
    starts; then `acknowledge` is enough.

    \b
    Example:
      kiosk records set-aside --as made
    """
    path = data_dir(load_config(config_path)) / DATABASE
    why = "the record file is missing"
    by = signer(config_path, Action.SET_ASIDE, operator, as_name, secret_stdin).operator
    try:
        with writing(config_path, new=True) as records:
            if aside.unseen(records) is None:
                raise Problem(f"the records at {path} can be opened: there is nothing to set aside")
    except DamagedRecords as damaged:
        why = str(damaged)
        moved = asked(lambda: aside.set_aside(path))
        print(f"set aside: {moved}")
    with writing(config_path, new=True) as records:
        aside.tell(records, why, **now(records))
        made = aside.acknowledge(records, by, **now(records))
    print(f"{path}: acknowledged by {by} in row {made.seq if made else 0}; the station may serve again")


@click.command("acknowledge")
@signing_options
@config_option
def acknowledge_records(operator: str | None, as_name: str | None, secret_stdin: bool, config_path: str | None) -> None:
    """Say that you know of damaged or missing records, so that the station serves again; a running one is asked.

    \b
    Example:
      kiosk records acknowledge --as made
    """
    by = signer(config_path, Action.ACKNOWLEDGE_RECORDS, operator, as_name, secret_stdin)
    seq = _asked_of_a_station(config_path, by, Command.ACKNOWLEDGE_RECORDS)
    if seq is None:
        with writing(config_path) as records:
            if aside.untold(records):
                raise Problem("what was set aside is not told yet: start the station once, or use `set-aside`")
            made = aside.acknowledge(records, by.operator, **now(records))
            if made is None:
                raise Problem("there is nothing to acknowledge: no records were set aside that nobody knows of")
            seq = made.seq
    print(f"acknowledged by {by.operator} in row {seq}; the station may serve again")


def _asked_of_a_station(config_path: str | None, by: Signer, command: Command) -> int | None:
    """Ask the running station; return the row, or None when none runs. Raises Problem where it refuses."""
    config = load_config(config_path)
    asked_for = {
        "id": uuid.uuid4().hex,
        "station_id": config.station.station_id,
        "command": command.value,
        "actor": by.operator,
        "expires_at": (datetime.now(UTC) + timedelta(seconds=ANSWER_S)).isoformat(),
    }
    try:
        told = ask(data_dir(config) / SOCKET, asked_for, ANSWER_S)
    except OSError:
        return None
    if told.get("ok"):
        return int(told["seq"])
    if by.signed is None:
        raise Problem("a station runs, and takes this from accounts alone: stop it first, or `kiosk staff add` one")
    raise Problem(f"the station refuses: {told.get('detail')}")

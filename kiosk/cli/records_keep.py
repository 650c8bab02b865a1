"""`kiosk records purge` and `set-aside`: what has expired, what is damaged; both only while no station runs."""

import json
from datetime import datetime
from typing import Any

import click

from kiosk.cli.main import Problem, config_option, load_config
from kiosk.cli.records_common import DamagedRecords, asked, now, writing
from kiosk.config import data_dir
from kiosk.records import aside
from kiosk.records import purge as purging
from kiosk.records.retention import Reading
from kiosk.records.store import Records
from kiosk.records.values import DATABASE


@click.command("purge")
@click.option("--dry-run", is_flag=True, help="Only say what has expired.")
@click.option("--accept-clock", is_flag=True, help="A supervisor has looked at the clock: it is right. Needs --by.")
@click.option("--by", metavar="STAFF_ID", help="The supervisor.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@config_option
def purge_records(dry_run: bool, accept_clock: bool, by: str | None, as_object: bool, config_path: str | None) -> None:
    """Erase what visitors left longer ago than records.keep_days; the rows stay, and one tells of the erasure.

    \b
    Example:
      kiosk records purge --dry-run
    """
    if accept_clock and not by:
        raise Problem("--accept-clock needs --by STAFF_ID: the record says who looked at the clock")
    keep_days = load_config(config_path).records.keep_days
    with writing(config_path) as records:
        told = _purged(records, keep_days, dry_run=dry_run, accepted_by=by if accept_clock else None)
    if as_object:
        print(json.dumps(told))
    else:
        print(_line(told, keep_days))
    if told["waits_for"] is not None:
        raise SystemExit(1)


def _purged(records: Records, keep_days: int, *, dry_run: bool, accepted_by: str | None) -> dict[str, Any]:
    if accepted_by is not None and not dry_run:
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
            "kiosk records purge --accept-clock --by STAFF_ID"
        )
    if keep_days == 0:
        return "nothing expires: records.keep_days is 0"
    wiped = "" if told["wiped"] else "; a reader is in the way, so old pages stay in the log until it is gone"
    return f"{told['erased']} payloads erased; expired up to row {told['expired_until_row']}{wiped}"


@click.command("set-aside")
@click.option("--by", metavar="STAFF_ID", required=True, help="The supervisor who has looked at it.")
@config_option
def set_aside_records(by: str, config_path: str | None) -> None:
    """Set damaged records aside, begin a new chain that names them, and let the station serve again.

    Nothing is deleted. Records that can be opened are left alone.

    \b
    Example:
      kiosk records set-aside --by s7
    """
    path = data_dir(load_config(config_path)) / DATABASE
    why = "the record file is missing"
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

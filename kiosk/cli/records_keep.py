"""`kiosk records purge`: what has expired is erased, while no station runs; a running one does it by itself."""

import json
from datetime import datetime
from typing import Any

import click

from kiosk.cli.main import Problem, config_option, load_config
from kiosk.cli.records_common import now, writing
from kiosk.records import purge as purging
from kiosk.records.retention import Reading
from kiosk.records.store import Records


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

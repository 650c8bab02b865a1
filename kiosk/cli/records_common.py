"""What the `kiosk records` commands share."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from kiosk.cli.about import boot, software_version
from kiosk.cli.main import Problem, load_config
from kiosk.config import data_dir
from kiosk.records.reduction import Keep
from kiosk.records.store import Records
from kiosk.records.values import DATABASE, Identity, StoreError
from kiosk.screening.values import Trouble

T = TypeVar("T")

DB_OPTION = click.option("--db", type=click.Path(path_type=Path), help="Record file; else the config's data_dir.")


def database(config_path: str | None, given: Path | None = None) -> Path:
    """Return the record file meant by a command; ends with one sentence when there is none."""
    path = given or data_dir(load_config(config_path)) / DATABASE
    if not path.is_file():
        raise Problem(f"there are no records at {path} yet; `kiosk run` makes them, or name another file")
    return path


def asked(read: Callable[[], T]) -> T:
    """Return what the record answers; its refusal is one sentence."""
    try:
        return read()
    except StoreError as error:
        raise Problem(error.detail) from None


class DamagedRecords(Problem):
    """The records cannot be opened, and waiting will not help."""


@contextmanager
def writing(config_path: str | None, *, new: bool = False) -> Iterator[Records]:
    """Open the records for writing, as the station's own; ends with one sentence while a station runs.

    `new`: a missing file is made. Raises DamagedRecords.
    """
    config = load_config(config_path)
    path = data_dir(config) / DATABASE if new else database(config_path)
    identity = Identity(config.station.station_id, config.station.office_id, software_version(), boot())
    try:
        with Records.open(path, identity, Keep(config.records.keep_values)) as records:
            yield records
    except StoreError as error:
        raise (DamagedRecords if error.trouble is Trouble.DAMAGED else Problem)(error.detail) from None


def now(records: Records) -> dict[str, Any]:
    """Return what a row written by a command begins with: this moment, under the rules the newest row names."""
    newest = records.newest()
    return {
        "monotonic_ns": time.monotonic_ns(),
        "utc": datetime.now(UTC),
        "policy_hash": newest.policy_hash if newest else "",
    }

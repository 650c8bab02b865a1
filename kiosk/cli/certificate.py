"""`kiosk thermometer certificate`: a calibration as a PDF."""

from datetime import UTC, datetime
from pathlib import Path

import click

from kiosk.cli.main import Problem, config_option, load_config
from kiosk.cli.records_common import database
from kiosk.cli.staff import accounts_of
from kiosk.records.values import StoreError
from kiosk.staff.values import AccountsError

LATEST = "latest"


@click.command()
@click.argument("which", default=LATEST, metavar="[N|latest]")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The PDF to write.")
@click.option("--language", type=click.Choice(["id", "en", "both"]), default="both", show_default=True)
@config_option
def certificate(which: str, output: Path, language: str, config_path: str | None) -> None:
    """Write the certificate of the calibration in row N, or of the newest, as a PDF.

    \b
    Example:
      kiosk thermometer certificate latest --output calibration.pdf
    """
    if which != LATEST and not which.isdigit():
        raise Problem(f"{which!r} is no row number; give the number of a calibration's row, or latest")
    from kiosk.reports import certificate as reports  # here: it loads the plot library
    from kiosk.reports.certificate_source import find
    from kiosk.reports.language import Language

    path = database(config_path)
    try:
        found = find(path, None if which == LATEST else int(which), datetime.now(UTC))
    except StoreError as error:
        raise Problem(error.detail) from None
    if found is None:
        where = "in the record yet" if which == LATEST else f"in row {which}"
        raise Problem(f"there is no calibration {where}; `kiosk records list --kind calibration` lists them")
    languages = reports.ORDER if language == "both" else (Language(language),)
    name = _name(config_path, found.record.operator)
    now = datetime.now(UTC)
    made = reports.certificate(found, reports.Print(now, now.astimezone().tzinfo, name, languages))
    try:
        output.write_bytes(made)
    except OSError as error:
        raise Problem(f"{output}: {error.strerror}") from None
    flag = "  SIMULATION" if found.record.simulated else ""
    print(f"{output}: calibration {found.record.calibration_id} of row {found.row.seq}{flag}")


def _name(config_path: str | None, staff_id: str) -> str:
    """Return the name behind a staff_id while accounts know it; an operator who is no staff_id has none beside it."""
    accounts = accounts_of(load_config(config_path))
    if not accounts.path.exists():
        return ""
    try:
        known = {one.staff_id: one.name for one in accounts.list()}
    except AccountsError:
        return ""
    return known.get(staff_id) or ""

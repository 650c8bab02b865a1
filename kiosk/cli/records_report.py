"""`kiosk records report`: what an inspector asks, as a PDF and as CSV."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from kiosk.cli.main import Problem, config_option, load_config
from kiosk.cli.records_common import DB_OPTION, asked, database
from kiosk.cli.staff import accounts_of
from kiosk.config import Config
from kiosk.files import put
from kiosk.staff.values import AccountsError

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("report")
@click.option("--from", "first", type=DAY, help="First day, local; else seven days with today.")
@click.option("--to", "last", type=DAY, help="Last day, local; else today.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="FILE.pdf; FILE.csv goes beside it.")
@DB_OPTION
@config_option
def report_records(
    first: datetime | None, last: datetime | None, output: Path | None, db: Path | None, config_path: str | None
) -> None:
    """Write the inspection report, in Indonesian: hours, outcomes, rounds, calibrations, overrides, obstacles, chain.

    \b
    Example:
      kiosk records report --from 2026-03-01 --to 2026-03-31 --output maret.pdf
    """
    from kiosk.reports.inspection import BadRange, Place, inspect
    from kiosk.reports.inspection_csv import table
    from kiosk.reports.inspection_pdf import pdf

    config = load_config(config_path)
    path = database(config_path, db)
    page, station = config.monitor, config.station
    now = datetime.now(UTC)
    end = last.date() if last else now.astimezone(page.zone).date()
    begin = first.date() if first else end - timedelta(days=6)
    place = Place(
        station.station_id, station.office_id, config.office.name, page.zone, page.hours, page.weekdays, _names(config)
    )
    try:
        found = asked(lambda: inspect(path, place, begin, end, now))
    except BadRange as error:
        raise Problem(str(error)) from None
    target, beside = _files(output or Path(f"report-{station.station_id}-{begin}-{end}.pdf"))
    try:
        put(target, pdf(found))  # both name staff: their owner alone reads them
        put(beside, table(found).encode())
    except OSError as error:
        raise Problem(f"the report cannot be written to {target}: {error.strerror or error}") from None
    print(target)
    print(beside)
    if found.verdict.bad is not None:
        click.echo(f"the chain does not hold at row {found.verdict.bad.seq}; the report says so", err=True)
        raise SystemExit(1)


def _files(output: Path) -> tuple[Path, Path]:
    """Return where PDF and CSV go, whichever of them was named. Raises Problem for what is neither."""
    if output.suffix.lower() == ".csv":
        return output.with_suffix(".pdf"), output
    if output.suffix.lower() in (".pdf", ""):
        return output, output.with_suffix(".csv")
    raise Problem(f"{output}: a report is a .pdf, with a .csv beside it")


def _names(config: Config) -> dict[str, str]:
    """Return names by staff_id; without accounts there are none."""
    accounts = accounts_of(config)
    try:
        return {one.staff_id: one.name for one in accounts.list() if one.name} if accounts.path.exists() else {}
    except AccountsError:
        return {}

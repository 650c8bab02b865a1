"""`kiosk thermometer validate-site`: healthy people's skin at this door -> the baseline, as lines for config.toml."""

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kiosk.cli.blackbody import Bench, bench_of
from kiosk.cli.main import Problem, config_option
from kiosk.cli.signing import signer, signing_options
from kiosk.records.queries import Filter, list_shown
from kiosk.records.values import Kind
from kiosk.screening.baseline import FEWEST_PEOPLE, Baseline, Person, Unfit, Validation, policy_with, validate
from kiosk.staff.rights import Action

COLUMNS = {"skin_c": (20.0, 50.0), "ambient_c": (-10.0, 60.0), "clinical_c": (30.0, 45.0)}
"""What is believed of people known to be well and of their room, °C; both ends may be."""
WHY = {
    Unfit.TOO_FEW_PEOPLE: f"fewer than {FEWEST_PEOPLE} people known to be well",
    Unfit.TOO_SCATTERED: "healthy people at one door do not differ so much: look for sun, a draught, hair, distance",
}


@click.command("validate-site")
@click.argument("people_csv", required=False, type=click.Path(path_type=Path))
@click.option("--rows", metavar="FIRST-LAST", help="Screenings of people known to be well, by their rows, instead.")
@signing_options
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@config_option
def validate_site(
    people_csv: Path | None,
    rows: str | None,
    operator: str | None,
    as_name: str | None,
    secret_stdin: bool,
    as_object: bool,
    config_path: str | None,
) -> None:
    """Find the baseline from 20 or more people known to be well; exit code 1 when they make none.

    The file has the columns skin_c, ambient_c and clinical_c; the last two may be empty. The row that is written holds
    what was found, not the people.

    \b
    Example:
      kiosk thermometer validate-site people.csv --operator tech-1
    """
    if (people_csv is None) == (rows is None):
        raise Problem("name either a file of people or --rows")
    who = signer(config_path, Action.VALIDATE_SITE, operator, as_name, secret_stdin)
    with bench_of(config_path) as bench:
        people, simulated = _from_rows(bench, rows) if rows else (list(_from_csv(people_csv or Path())), False)
        found = validate(people)
        source = "rows " + rows if rows else "file"
        known = {"operator": who.operator, "signed": who.signed, "source": source, **asdict(found)}
        seq = bench.note_validation(known, simulated=simulated)
        lines = _lines(bench, found.baseline) if found.baseline else []
    if as_object:
        print(json.dumps({"seq": seq, **known}))
    else:
        print("\n".join([*_told(found, seq), *lines]))
    if found.unfit is not None:
        raise SystemExit(1)


def _from_csv(path: Path) -> Iterator[Person]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                yield _person(row, f"{path}, line {number}")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{path} cannot be read: {error}") from None


def _person(row: dict[str, Any], where: str) -> Person:
    try:
        skin, ambient, clinical = (_celsius((row.get(name) or "").strip(), *span) for name, span in COLUMNS.items())
    except ValueError:
        skin = ambient = clinical = None
    if skin is None:
        raise Problem(f"{where}: skin_c has to be a number, ambient_c and clinical_c a number or empty")
    return Person(skin, ambient, clinical)


def _celsius(text: str, low: float, high: float) -> float | None:
    """Return the number, or None where nothing is written. Raises ValueError for what is no such temperature."""
    if not text:
        return None
    number = float(text)
    if not low <= number <= high:
        raise ValueError(text)
    return number


def _from_rows(bench: Bench, rows: str) -> tuple[list[Person], bool]:
    """Each visit between two rows, as it was measured last, and whether any was simulated.

    Whoever was sent to put the mask on was measured again, and is one person all the same.
    """
    first, _, last = rows.partition("-")
    if not (first.isdigit() and last.isdigit()):
        raise Problem("--rows: write FIRST-LAST, e.g. 12-48")
    shown = list_shown(bench.path, Filter(kind=Kind.SCREENING, before=int(last) + 1), 10_000)
    measured = [one for one in reversed(shown) if one.row.seq >= int(first) and (one.payload or {}).get("measurement")]
    kept = {one.row.visit_id or one.row.seq: one.payload or {} for one in measured}.values()
    people = [Person(one["measurement"]["skin_c"], one["measurement"]["ambient_c"]) for one in kept]
    return people, any(one["simulated"] for one in kept)


def _lines(bench: Bench, baseline: Baseline) -> list[str]:
    policy = policy_with(bench.config.policy, baseline)
    return [
        "this station uses it from its next start; where there is no such row, write into config.toml, [policy]:",
        f"baseline_c = {policy.baseline_c:.2f}",
        f"baseline_ambient_c = {policy.baseline_ambient_c:.2f}",
        f"baseline_slope = {policy.baseline_slope:.4f}",
    ]


def _told(found: Validation, seq: int) -> Iterator[str]:
    yield f"row {seq}: {found.people} people counted, {found.left_out} left out as not well"
    if found.baseline is not None:
        doubt = 2 * found.uncertainty_c
        yield f"baseline {found.baseline.skin_c:.2f} ± {doubt:.2f} °C; people scatter by {found.spread_c:.2f} °C"
        follows = f"{found.baseline.slope:+.3f} °C a degree" if found.baseline.slope else "not followed"
        yield f"ambient spanned {found.span_c:.1f} °C: {follows}"
    if found.agreement is not None:
        low, high = found.agreement.limits_c
        yield f"clinical less skin: {found.agreement.bias_c:+.2f} °C, 95 % within {low:+.2f} to {high:+.2f} °C"
    if found.unfit is not None:
        yield f"no baseline: {WHY[found.unfit]}"

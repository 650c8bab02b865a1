"""`kiosk thermometer calibrate`, `roll-back` and `calibrations`.

A run is kept event by event in a file beside the records, and goes on where it was interrupted. Nothing of it is in
force before its row is written.
"""

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import click

from kiosk.cli.blackbody import Bench, Given, bench_of, given, source_from, source_options, target_of, watched
from kiosk.cli.main import Problem, config_option, load_config
from kiosk.cli.signing import signer, signing_options
from kiosk.cli.target import Target
from kiosk.config import data_dir
from kiosk.records.calibrating import concluded, earlier, stored
from kiosk.records.calibrations import calibration_rows
from kiosk.records.values import DATABASE, StoreError, utc_text
from kiosk.screening.calibration import CalibrationRecord
from kiosk.screening.calibration_run import Begun, Run, Step, Taken, Warmed, advance, rejoined, result_of
from kiosk.screening.in_force import RollBack, in_force
from kiosk.screening.set_points import SetPoint, steadiness, warm
from kiosk.staff.rights import Action


@click.command()
@source_options
@signing_options
@click.option("--restart", is_flag=True, help="Discard an interrupted run and begin anew.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@config_option
def calibrate(
    operator: str | None,
    as_name: str | None,
    secret_stdin: bool,
    restart: bool,
    as_object: bool,
    config_path: str | None,
    **options: Any,
) -> None:
    """Calibrate the thermometer before a blackbody, step by step; exit code 1 when it is not accepted.

    Interrupted, it goes on where it was. The calibration before stays in force until this one is accepted and stored.

    \b
    Example:
      kiosk thermometer calibrate --operator tech-1 --source BB-7 --certificate C-2026-11 --uncertainty-c 0.1
    """
    who = signer(config_path, Action.CALIBRATE, operator, as_name, secret_stdin)
    with bench_of(config_path) as bench:
        if restart:
            bench.run_file.forget()
        path = options["points_path"]
        run = _from_file(bench, given(path), who.operator) if path else _by_hand(bench, who.operator, options)
        record, seq = _finish(bench, run, who.signed)
        bench.run_file.forget()
    print(json.dumps(_as_json(record, seq)) if as_object else "\n".join(_told(record, seq)))
    if not record.accepted:
        raise SystemExit(1)


def _from_file(bench: Bench, file: Given, operator: str) -> Run:
    plan = tuple(Step(one.reference_c, one.approach, one.purpose) for one in file.set_points)
    at = utc_text(bench.now())
    run = advance(None, Begun(uuid.uuid4().hex, at, file.sensor, file.source, operator, plan, simulated=True))
    run = advance(run, Warmed(at))
    for one in file.set_points:
        run = advance(run, Taken(at, one))
    return run


def _by_hand(bench: Bench, operator: str, options: dict[str, Any]) -> Run:
    run = bench.resume()
    if run is not None and run.begun.operator != operator:
        raise Problem(f"the interrupted run is {run.begun.operator}'s, who goes on with it; --restart begins anew")
    source = run.begun.source if run else source_from(options)
    with target_of(bench.config, source, options["room_c"]) as target:
        if run is not None and (run.begun.sensor, run.begun.simulated) != (target.sensor, target.simulated):
            raise Problem("the interrupted run was with another sensor; --restart begins anew")
        if run is None:
            run = bench.run_file.begin(target.sensor, source, operator, bench.now(), simulated=target.simulated)
        else:
            run = rejoined(run, utc_text(bench.now()))
            click.echo(f"going on after {len(run.taken)} of {len(run.begun.plan)} set-points", err=True)
        return _walk(bench, run, target)


def _walk(bench: Bench, run: Run, target: Target) -> Run:
    if not run.warm:
        target.show(run.begun.plan[0].reference_c)
        watched(target, warm, "warming up")
        run = bench.run_file.note(run, Warmed(utc_text(bench.now())))
    while (step := run.next_step) is not None:
        target.show(step.reference_c)
        samples = watched(target, lambda samples: steadiness(samples)[0], f"{step.reference_c:.1f} °C")
        taken = SetPoint(step.reference_c, samples, step.approach, step.purpose, surround_c=target.room_c)
        run = bench.run_file.note(run, Taken(utc_text(bench.now()), taken))
        found = result_of(run).points[-1]
        click.echo(f"{step.reference_c:.1f} °C: read {found.read_c:.3f} ± {found.error_u_c:.3f} °C", err=True)
    return run


def _finish(bench: Bench, run: Run, signed: str | None) -> tuple[CalibrationRecord, int]:
    """Store the run, unless that was done before the interruption."""
    if (before := stored(bench.rows(), run.begun.run_id)) is not None:
        return before
    record = concluded(run, bench.rows(), bench.now())
    return record, bench.keep(record, simulated=record.simulated, signed=signed)


def _as_json(record: CalibrationRecord, seq: int) -> dict[str, Any]:
    result, line = record.result, record.result.line
    return {
        "seq": seq,
        "calibration_id": record.calibration_id,
        "accepted": record.accepted,
        "reasons": [{"why": one.why.value, "detail": one.detail} for one in result.rejected],
        "gain": line.slope if line else None,
        "offset_c": line.intercept if line else None,
        "uncertainty_c": result.uncertainty_c,
        "check_error_c": result.check_error_c,
        "linearity_verified": result.linearity_verified,
        "valid_until_utc": record.valid_until_utc,
        "parent": record.parent,
        "simulated": record.simulated,
        "points": [
            {"reference_c": one.reference_c, "read_c": one.read_c, "residual_c": one.residual_c}
            for one in result.points
        ],
    }


def _told(record: CalibrationRecord, seq: int) -> Iterator[str]:
    result = record.result
    for one in result.points:
        off = "" if one.residual_c is None else f", {one.residual_c:+.3f} °C off the line"
        yield f"{one.reference_c:6.2f} °C {one.approach.value:<4} {one.purpose.value:<5} read {one.read_c:7.3f}{off}"
    if result.line is not None:
        yield (
            f"gain {result.line.slope:.5f}, offset {result.line.intercept:+.3f} °C at 37 °C, "
            f"U = {result.uncertainty_c or 0:.3f} °C (k=2)"
        )
    if not result.linearity_verified:
        yield "linearity is not verified: it takes three temperatures or more"
    for one in result.rejected:
        yield f"against it: {one.detail}"
    flag = "  SIMULATION" if record.simulated else ""
    if record.accepted:
        yield f"row {seq}: calibration {record.calibration_id} is in force until {record.valid_until_utc[:10]}{flag}"
    else:
        yield f"row {seq}: not accepted; what was in force before stays so{flag}"


@click.command("roll-back")
@click.argument("calibration_id")
@signing_options
@click.option("--why", required=True, help="The reason, for the record.")
@config_option
def roll_back(
    calibration_id: str,
    operator: str | None,
    as_name: str | None,
    secret_stdin: bool,
    why: str,
    config_path: str | None,
) -> None:
    """Put an earlier accepted calibration in force again, by a new row.

    \b
    Example:
      kiosk thermometer roll-back 3f2a9c0d11e45b67 --operator tech-1 --why "the new source is in doubt"
    """
    who = signer(config_path, Action.ROLL_BACK, operator, as_name, secret_stdin)
    with bench_of(config_path) as bench:
        try:
            found = earlier(bench.rows(), calibration_id, bench.now())
        except ValueError as error:
            raise Problem(str(error)) from None
        back = RollBack(calibration_id, who.operator, why, utc_text(bench.now()))
        seq = bench.keep(back, simulated=found.simulated, signed=who.signed)
    flag = "  SIMULATION" if found.simulated else ""
    print(f"row {seq}: calibration {calibration_id} is in force again until {found.valid_until_utc[:10]}{flag}")


@click.command()
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a calibration.")
@config_option
def calibrations(as_lines: bool, config_path: str | None) -> None:
    """Print the calibrations on record, newest first, and which of them counts for its sensor.

    \b
    Example:
      kiosk thermometer calibrations
    """
    path = data_dir(load_config(config_path)) / DATABASE
    if not path.is_file():
        raise Problem(f"there are no records at {path} yet")
    try:
        rows = calibration_rows(path)
    except StoreError as error:
        raise Problem(error.detail) from None
    for row in reversed(rows):
        if isinstance(row.what, CalibrationRecord):
            record = row.what
            found = in_force(rows, record.sensor, datetime.now(UTC), simulated=record.simulated)
            standing = found.standing.value if found.record == record else "replaced" if record.accepted else "rejected"
            told = {**_as_json(record, row.seq), "standing": standing}
            print(json.dumps(told) if as_lines else f"{standing:<12} {_listed(record, row.seq)}")


def _listed(record: CalibrationRecord, seq: int) -> str:
    until = f"until {record.valid_until_utc[:10]}" if record.accepted else "not accepted"
    return f"row {seq}: calibration {record.calibration_id}, {until}{'  SIMULATION' if record.simulated else ''}"

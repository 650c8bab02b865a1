"""`kiosk thermometer daily-check`: one look at the blackbody, the control chart, and when to calibrate again."""

import json
from typing import Any

import click

from kiosk.cli.blackbody import Bench, bench_of, given, source_from, source_options, target_of, watched
from kiosk.cli.main import Problem, config_option
from kiosk.cli.sensor import Number
from kiosk.cli.signing import signer, signing_options
from kiosk.records.calibrating import looked
from kiosk.records.values import utc_text
from kiosk.screening.control_chart import CheckVerdict, DailyCheck
from kiosk.screening.in_force import InForce
from kiosk.screening.set_points import CHECK_AT_C, CHECK_C, Blackbody, Sensor, SetPoint, steadiness
from kiosk.screening.uncertainty import K
from kiosk.staff.rights import Action


@click.command("daily-check")
@source_options
@signing_options
@click.option(
    "--reference-c", type=Number(*CHECK_C), default=CHECK_AT_C, show_default=True, help="Of the source, true."
)
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@config_option
def check_daily(
    operator: str | None,
    as_name: str | None,
    secret_stdin: bool,
    reference_c: float,
    as_object: bool,
    config_path: str | None,
    **options: Any,
) -> None:
    """Look at the blackbody once: pass within 0.2 °C, warn within 0.3; exit code 1 beyond, and screening stops.

    \b
    Example:
      kiosk thermometer daily-check --operator tech-1 --source BB-7 --certificate C-2026-11 --uncertainty-c 0.1
    """
    who = signer(config_path, Action.CHECK_DAILY, operator, as_name, secret_stdin)
    with bench_of(config_path) as bench:
        sensor, source, taken, simulated = _one_look(bench, reference_c, options)
        try:
            look = looked(
                taken, source, sensor, bench.rows(), operator=who.operator, now=bench.now(), simulated=simulated
            )
        except ValueError as error:
            raise Problem(str(error)) from None
        seq = bench.keep(look, simulated=simulated, signed=who.signed)
        after = bench.standing(sensor, simulated=simulated)
    print(json.dumps(_check_json(look, after, seq)) if as_object else _check_told(look, after, seq))
    if look.verdict is CheckVerdict.FAIL:
        raise SystemExit(1)


def _one_look(bench: Bench, reference_c: float, options: dict[str, Any]) -> tuple[Sensor, Blackbody, SetPoint, bool]:
    if options["points_path"]:
        file = given(options["points_path"])
        if len(file.set_points) != 1:
            raise Problem("a check is one set-point")
        return file.sensor, file.source, file.set_points[0], True
    source = source_from(options)
    with target_of(bench.config, source, options["room_c"]) as target:
        target.show(reference_c)
        samples = watched(target, lambda samples: steadiness(samples)[0], f"{reference_c:.1f} °C")
        return target.sensor, source, SetPoint(reference_c, samples, surround_c=target.room_c), target.simulated


def _check_json(look: DailyCheck, after: InForce, seq: int) -> dict[str, Any]:
    chart = after.chart
    assert chart is not None
    return {
        "seq": seq,
        "calibration_id": look.calibration_id,
        "verdict": look.verdict.value,
        "error_c": look.error_c,
        "error_u_c": look.error_u_c,
        "standing": after.standing.value,
        "ewma_c": chart.looks[-1].ewma_c,
        "ewma_limit_c": chart.looks[-1].ewma_limit_c,
        "out_of_control": chart.out_of_control,
        "drift_c_per_day": chart.drift_c_per_day,
        "due_utc": utc_text(chart.due),
        "simulated": look.simulated,
    }


def _check_told(look: DailyCheck, after: InForce, seq: int) -> str:
    chart = after.chart
    assert chart is not None
    lean = "leans to one side; watch it" if chart.out_of_control else "in control"
    drift = "no drift seen" if chart.drift_c_per_day is None else f"drifts {chart.drift_c_per_day:+.4f} °C a day"
    flag = "  SIMULATION" if look.simulated else ""
    return (
        f"row {seq}: {look.verdict.value}, error {look.error_c:+.3f} ± {K * look.error_u_c:.3f} °C; "
        f"chart {lean}, {drift}; calibrate again by {chart.due:%Y-%m-%d}{flag}"
    )

"""`kiosk thermometer linearity`: known temperatures go in at the sensor, and what the record says of them comes out."""

import json
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from drivers.protocols import PROTOCOLS
from drivers.simulation.physics import Physics
from drivers.simulation.wire import ENCODERS
from drivers.thermometer import Thermometer
from drivers.values import DeviceUnavailable
from kiosk.cli.devices import protocol_info
from kiosk.cli.live import LIVE_POINTS, asked, set_by_hand
from kiosk.cli.main import Problem, config_option, load_config
from kiosk.cli.sensor import Number
from kiosk.cli.stair import Rung, Stair, rung_told, told
from kiosk.cli.target import LiveTarget, SimulatedTarget, Target
from kiosk.config import Config, ConfigError, data_dir
from kiosk.records.calibrations import calibration_rows
from kiosk.records.payloads import facts_payload, policy_hash, source_facts
from kiosk.records.queries import show
from kiosk.records.store import Records
from kiosk.records.values import DATABASE, Entry, Identity, Kind, StoreError
from kiosk.screening.calibration import Acceptance, CalibrationRecord, calibration_of, evaluate
from kiosk.screening.in_force import in_force
from kiosk.screening.judge import judge
from kiosk.screening.set_points import SOURCE_RANGES, Approach, Blackbody, Purpose, SetPoint
from kiosk.screening.settings import Rules
from kiosk.screening.state import Facts, Setup
from kiosk.screening.thermometry import at_rate, recompute
from kiosk.screening.values import Calibration, Hands, Sample

FROM_C, TO_C, STEP_C = 35.0, 40.0, 0.25
EXTRA_READINGS = 2
TRIES = 5
OPENINGS = 4
WRONG_GAIN, WRONG_AT_37_C = 1.05, 2.0
SOURCE = Blackbody("simulated", "none", uncertainty_c=0.05, emissivity=0.98, emissivity_u=0.002)
CALIBRATED_AT = (34.0, 36.0, 38.0, 41.0)
CHECKED_AT = 37.0
CALIBRATION_READINGS, CALIBRATION_PERIOD_S = 150, 2.0
AT_ONCE = 6


def references() -> tuple[float, ...]:
    return tuple(FROM_C + STEP_C * index for index in range(round((TO_C - FROM_C) / STEP_C) + 1))


def climb(target: Target, setup: Setup, at: Sequence[float]) -> Stair:
    """Show each temperature, and return what the record says of all of them."""
    return _stair(target, setup, tuple(rungs(target, setup, at)))


def _stair(target: Target, setup: Setup, taken: tuple[Rung, ...]) -> Stair:
    info = PROTOCOLS[target.sensor.protocol]
    return Stair(info.name, info.resolution_c / 2, setup.calibration is not None, taken, simulated=target.simulated)


def rungs(target: Target, setup: Setup, at: Sequence[float]) -> Iterator[Rung]:
    """Show each temperature, decide as at the door, write it into a record of its own, and read that back."""
    period = 1 / PROTOCOLS[target.sensor.protocol].rate_hz
    count = int(setup.rules.thermometry.window_s / period) + EXTRA_READINGS
    with tempfile.TemporaryDirectory(prefix="linearity-") as folder:
        path = Path(folder) / "records.db"
        with Records.open(path, Identity("linearity", "linearity", "", uuid.uuid4().hex)) as records:
            for reference in at:
                target.show(reference)
                yield _read_back(path, records.commit(_row(target, setup, reference, count, period)).seq)


def _row(target: Target, setup: Setup, reference_c: float, count: int, period_s: float) -> Entry:
    for _ in range(TRIES):
        facts = _facts(target.take(count, period_s))
        found = judge(facts, setup).evidence.measurement
        if found is not None:
            break
    else:
        raise Problem(f"the readings at {reference_c:.2f} °C would not settle; let the target stand still")
    return Entry(
        kind=Kind.VALIDATION,
        payload={
            **source_facts([target.identity]),
            "reference_c": reference_c,
            "measurement": asdict(found),
            "facts": facts_payload(facts),
        },
        monotonic_ns=time.monotonic_ns(),
        utc=datetime.now(UTC),
        policy_hash=policy_hash(setup),
    )


def _facts(samples: tuple[Sample, ...]) -> Facts:
    return Facts(
        decided_at=samples[-1].at,
        in_position_at=samples[0].at,
        samples=samples,
        estimates=(),
        hands=Hands.NOT_ASKED,
        retries_used=0,
        rested=False,
    )


def _read_back(path: Path, seq: int) -> Rung:
    shown = show(path, seq)
    assert shown is not None
    assert shown.payload is not None
    kept = shown.payload["measurement"]
    if recompute(kept) != kept["skin_c"]:
        raise Problem(f"row {seq}: the recorded value does not follow from its own figures")
    return Rung(shown.payload["reference_c"], kept["skin_c"], kept["uncertainty_c"])


def setup_for(protocol: str, rules: Rules, target_emissivity: float, calibration: Calibration | None) -> Setup:
    """Return what the station would decide by, before a target of this emissivity."""
    info = PROTOCOLS[protocol]
    felt = replace(at_rate(rules.thermometry, info.rate_hz), skin_emissivity=target_emissivity)
    return Setup(replace(rules, thermometry=felt), info.accuracy_c, info.resolution_c, calibration)


def simulated_stair(protocol: str, rules: Rules, *, wrong: bool = False, seed: int = 0) -> Stair:
    """Climb the stair with a simulated sensor. One that is `wrong` is calibrated first, through the same bytes.

    So is an array: it reports the hottest of many pixels, and by their noise that lies above what stands before it.
    """
    felt = rules.thermometry
    error = Physics(gain=WRONG_GAIN, offset_c=WRONG_AT_37_C - (WRONG_GAIN - 1) * 37) if wrong else Physics()
    calibration = None
    if wrong or PROTOCOLS[protocol].is_array:
        black = replace(error, target_emissivity=SOURCE.emissivity)
        with _played(protocol, black, rules, seed) as target:
            calibration = calibration_of(calibrated_before(target))
    skin = replace(error, target_emissivity=felt.skin_emissivity)
    with _played(protocol, skin, rules, seed + 1) as target:
        return climb(target, setup_for(protocol, rules, felt.skin_emissivity, calibration), references())


def _played(protocol: str, physics: Physics, rules: Rules, seed: int) -> SimulatedTarget:
    """Open the simulated sensor. On a busy machine its answer may come too late for the driver: it is asked again."""
    felt = rules.thermometry
    left = OPENINGS
    while True:
        left -= 1
        try:
            return SimulatedTarget(
                protocol, physics, ambient_c=felt.default_reflected_c, emissivity=felt.sensor_emissivity, seed=seed
            )
        except DeviceUnavailable:
            if not left:
                raise


def calibrated_before(target: Target) -> CalibrationRecord:
    """Calibrate a sensor before the simulated blackbody."""
    taken = []
    for reference in (*CALIBRATED_AT, CHECKED_AT):
        purpose = Purpose.CHECK if reference == CHECKED_AT else Purpose.FIT
        target.show(reference)
        samples = target.take(CALIBRATION_READINGS, CALIBRATION_PERIOD_S)
        taken.append(SetPoint(reference, samples, Approach.UP, purpose, surround_c=target.room_c))
    now = datetime.now(UTC).isoformat()
    result = evaluate(taken, SOURCE, target.sensor, Acceptance())
    record = CalibrationRecord(
        uuid.uuid4().hex, target.sensor, SOURCE, "", None, now, now, now, tuple(taken), result, target.simulated
    )
    if not record.accepted:
        raise Problem(
            f"{target.sensor.protocol}: the calibration was not accepted: "
            + "; ".join(one.detail for one in result.rejected)
        )
    return record


@click.command()
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a protocol.")
@click.option("--protocol", help="A name from `kiosk thermometer list`, or all; else the config's.")
@click.option("--wrong", is_flag=True, help="The simulated sensor is 2 °C off and 5 % steep, and is calibrated first.")
@click.option("--live", is_flag=True, help="A real sensor before a blackbody that is set by hand.")
@click.option("--port", help="live: serial port of the sensor, or auto.")
@click.option(
    "--source-emissivity", type=Number(*SOURCE_RANGES["emissivity"]), default=0.98, show_default=True, help="live."
)
@config_option
def linearity(
    as_lines: bool,
    protocol: str | None,
    wrong: bool,
    live: bool,
    port: str | None,
    source_emissivity: float,
    config_path: str | None,
) -> None:
    """Show the sensor 35 to 40 °C in steps of 0.25 °C and print what the record says; exit code 1 when it is bent.

    \b
    Example:
      kiosk thermometer linearity --protocol all
    """
    config, ended = load_config(config_path), None
    named = protocol or config.thermometer.protocol
    try:
        names = [name for name in PROTOCOLS if name in ENCODERS] if named == "all" else [protocol_info(named).name]
        if live:
            if len(names) != 1 or wrong:
                raise Problem("--live takes one sensor as it is: name one protocol, and leave --wrong out")
            stair, ended = _live(names[0], port or config.thermometer.port, config, source_emissivity)
            stairs = [stair]
        else:
            with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
                stairs = list(pool.map(lambda name: simulated_stair(name, config.rules, wrong=wrong), names))
    except (ConfigError, DeviceUnavailable, StoreError) as error:
        raise Problem(str(error)) from None
    for stair in stairs:
        print(json.dumps(stair.as_json()) if as_lines else told(stair), flush=True)
    if ended is not None:
        raise Problem(ended)
    if not all(stair.straight for stair in stairs):
        raise SystemExit(1)


def _live(protocol: str, port: str, config: Config, source_emissivity: float) -> tuple[Stair, str | None]:
    """Climb with a real sensor, corrected by the calibration in force for it; and say what ended it before the top."""
    emissivity = config.rules.thermometry.sensor_emissivity
    driver = Thermometer(port, protocol, config.thermometer.baud or None, emissivity=emissivity)
    driver.open()
    try:
        target = LiveTarget(driver, emissivity, set_by_hand)
        calibration = _calibration(target, data_dir(config) / DATABASE)
        at = asked()
        setup = setup_for(protocol, config.rules, source_emissivity, calibration)
        taken, ended = _as_far_as_it_goes(rungs(target, setup, at), len(at))
        return replace(_stair(target, setup, taken), live=True), ended
    finally:
        driver.close()


def _as_far_as_it_goes(climbing: Iterator[Rung], count: int) -> tuple[tuple[Rung, ...], str | None]:
    """Take rungs, telling each, until all are taken or something ends it: a real source took hours, none is lost.

    Raises Problem when too few were taken to make a line.
    """
    taken: list[Rung] = []
    try:
        for rung in climbing:
            taken.append(rung)
            click.echo(rung_told(rung), err=True)
    except (click.Abort, KeyboardInterrupt):
        why = "interrupted"
    except (Problem, DeviceUnavailable) as error:
        why = str(error)
    else:
        return tuple(taken), None
    ended = f"ended after {len(taken)} of {count} temperatures: {why}"
    if len({one.reference_c for one in taken}) < LIVE_POINTS:
        raise Problem(ended)
    return tuple(taken), ended


def _calibration(target: Target, path: Path) -> Calibration | None:
    rows = calibration_rows(path) if path.is_file() else []
    found = in_force(rows, target.sensor, datetime.now(UTC), simulated=target.simulated)
    click.echo(f"calibration: {found.standing.value.replace('_', ' ')}", err=True)
    return found.calibration

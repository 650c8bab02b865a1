"""A technician's bench: the records held for writing, the run that may be interrupted, the blackbody and the sensor."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from drivers.simulation.physics import Physics
from drivers.values import DeviceUnavailable
from kiosk.cli.about import boot, software_version
from kiosk.cli.devices import protocol_info, serial_thermometer
from kiosk.cli.main import Problem, load_config
from kiosk.cli.sensor import Number
from kiosk.cli.target import LiveTarget, SimulatedTarget, Target
from kiosk.config import Config, ConfigError, ThermometerSource, data_dir
from kiosk.records.calibrating import RunFile
from kiosk.records.calibrations import (
    calibration_rows,
    from_tree,
    kind_of,
    signed_payload,
)
from kiosk.records.payloads import policy_hash
from kiosk.records.store import Records
from kiosk.records.values import DATABASE, Entry, Identity, Kind, StoreError
from kiosk.screening.calibration import CalibrationRecord
from kiosk.screening.calibration_run import Run
from kiosk.screening.control_chart import DailyCheck
from kiosk.screening.in_force import InForce, Kept, RollBack, in_force
from kiosk.screening.set_points import (
    CHECK_C,
    PERIOD_S,
    READINGS,
    ROOM_C,
    SOURCE_RANGES,
    Blackbody,
    Sensor,
    SetPoint,
    Steadiness,
    steadiness,
)
from kiosk.screening.state import Setup

TRIES = 20
READ_C = (-100.0, 1000.0)
"""More than any sensor reads, °C; what lies outside is no temperature."""
EMISSIVITY = (0.1, 1.0)
"""That may be set in a sensor."""
_PLAIN = Blackbody("", "", 0.0)
"""For what its certificate need not say."""


@dataclass(frozen=True, slots=True)
class Given:
    """Readings that were taken elsewhere. They prove no device: what comes of them counts as simulated."""

    sensor: Sensor
    source: Blackbody
    set_points: tuple[SetPoint, ...]


class Bench:
    """The records held for writing, and the file of the run. One at a time; no station beside it."""

    def __init__(self, config: Config) -> None:
        """Raises StoreError when a station runs, or the records will not do."""
        self.config = config
        self.folder = data_dir(config)
        self.path = self.folder / DATABASE
        self.run_file = RunFile(self.folder)
        station = config.station
        identity = Identity(station.station_id, station.office_id, software_version(), boot())
        self._records = Records.open(self.path, identity)
        info = protocol_info(config.thermometer.protocol)
        self._policy = policy_hash(Setup(config.rules, info.accuracy_c, info.resolution_c))

    def close(self) -> None:
        self._records.close()

    def rows(self) -> list[Kept]:
        return calibration_rows(self.path)

    def now(self) -> datetime:
        return datetime.now(UTC)

    def keep(self, what: CalibrationRecord | DailyCheck | RollBack, *, simulated: bool, signed: str | None) -> int:
        """Write a row, with what its operator proved to be that person with; return its number. Raises StoreError."""
        return self._commit(kind_of(what), signed_payload(what, simulated=simulated, signed=signed))

    def note_validation(self, payload: dict[str, Any], *, simulated: bool) -> int:
        """Write what a site validation found; return the row's number. Raises StoreError."""
        return self._commit(Kind.VALIDATION, {**payload, "simulated": simulated})

    def _commit(self, kind: Kind, payload: dict[str, Any]) -> int:
        return self._records.commit(Entry(kind, payload, time.monotonic_ns(), self.now(), self._policy)).seq

    def standing(self, sensor: Sensor, *, simulated: bool) -> InForce:
        return in_force(self.rows(), sensor, self.now(), simulated=simulated)

    def resume(self) -> Run | None:
        """Return the run that was interrupted, or None. Raises Problem for a file that is none."""
        try:
            return self.run_file.read()
        except (ValueError, OSError) as error:
            raise Problem(f"{self.run_file.path} cannot be read ({error}); --restart discards it") from None


@contextmanager
def bench_of(config_path: str | None) -> Iterator[Bench]:
    """Hold the records; ends with one sentence when a station holds them, or a device will not do."""
    try:
        bench = Bench(load_config(config_path))
    except (StoreError, ConfigError) as error:
        raise Problem(str(error)) from None
    try:
        yield bench
    except (StoreError, DeviceUnavailable) as error:
        raise Problem(str(error)) from None
    finally:
        bench.close()


def source_options(command: Any) -> Any:
    """Add what a blackbody's certificate says."""
    for option in (
        click.option(
            "--room-c",
            type=Number(*ROOM_C),
            help="What the source mirrors, °C: measured, U is smaller; needed where the sensor has no ambient.",
        ),
        _figure("--aperture-u", "aperture_u_c", default=_PLAIN.aperture_u_c, help="Uniformity, k=1, °C."),
        _figure("--emissivity-u", "emissivity_u", default=_PLAIN.emissivity_u, show_default=True, help="k=1."),
        _figure("--emissivity", "emissivity", default=_PLAIN.emissivity, show_default=True, help="Of the source."),
        _figure("--uncertainty-c", "uncertainty_c", help="Of the source's temperature, k=2, °C."),
        click.option("--certificate", help="Number of its certificate."),
        click.option("--source", "source_serial", help="Serial number of the blackbody."),
        click.option(
            "--points", "points_path", type=click.Path(path_type=Path), help="File of readings taken elsewhere."
        ),
    ):
        command = option(command)
    return command


def _figure(option: str, name: str, **others: Any) -> Callable[[Any], Any]:
    return click.option(option, name, type=Number(*SOURCE_RANGES[name]), **others)


def source_from(options: dict[str, Any]) -> Blackbody:
    missing = [name for name in ("source_serial", "certificate", "uncertainty_c") if options[name] is None]
    if missing:
        names = ", ".join("--" + name.replace("_serial", "").replace("_", "-") for name in missing)
        raise Problem(f"{names}: take it from the blackbody's certificate")
    return Blackbody(
        serial=options["source_serial"],
        certificate=options["certificate"],
        uncertainty_c=options["uncertainty_c"],
        emissivity=options["emissivity"],
        emissivity_u=options["emissivity_u"],
        aperture_u_c=options["aperture_u_c"],
    )


def given(path: Path) -> Given:
    """Read a file of set-points. Raises Problem."""
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
        for one in tree["set_points"]:
            one["samples"] = [dict(zip(("at", "object_c", "ambient_c"), row, strict=True)) for row in one["samples"]]
        return _believed(from_tree(Given, tree))
    except OSError as error:
        raise Problem(f"{path}: {error.strerror}") from None
    except KeyError as error:
        raise Problem(f"{path}: not a file of set-points: {error.args[0]} is missing") from None
    except (TypeError, ValueError, ArithmeticError) as error:
        raise Problem(f"{path}: not a file of set-points: {error}") from None


def watched(target: Target, judge: Callable[[Any], Steadiness], what: str) -> Any:
    """Take readings until they stand still. Raises Problem when they never do."""
    for _ in range(TRIES):
        samples = target.take(READINGS, PERIOD_S)
        if judge(samples) is Steadiness.STEADY:
            return samples
        _, drift = steadiness(samples)
        click.echo(f"{what}: not steady yet ({drift or 0:+.3f} °C a minute)", err=True)
    raise Problem(f"{what}: does not become steady; leave it alone longer, out of draughts, and call this again")


def _believed(found: Given) -> Given:
    """Return it when all it says of source and room is possible. Raises ValueError."""
    figures = [(f"source: {name}", getattr(found.source, name), span) for name, span in SOURCE_RANGES.items()]
    for one in found.set_points:
        figures.append(("reference_c", one.reference_c, CHECK_C))
        figures.append(("surround_c", one.surround_c, ROOM_C))
        figures.append(("uncertainty_c", one.uncertainty_c, SOURCE_RANGES["uncertainty_c"]))
        figures += [("samples: object_c", sample.object_c, READ_C) for sample in one.samples]
        if not one.samples:
            raise ValueError(f"samples: none at {one.reference_c:g} °C")
    figures.append(("sensor: emissivity", found.sensor.emissivity, EMISSIVITY))
    for name, value, (low, high) in figures:
        if value is not None and not low <= value <= high:
            raise ValueError(f"{name}: {value:g} is outside {low:g} to {high:g}")
    return found


@contextmanager
def target_of(config: Config, source: Blackbody, room_c: float | None) -> Iterator[Target]:
    """Open the configured sensor before a blackbody: a simulated one sets itself, a real one is set by hand."""
    felt, wanted = config.rules.thermometry, config.thermometer
    if wanted.source is ThermometerSource.SIMULATED:
        physics = Physics(target_emissivity=source.emissivity)
        around = felt.default_reflected_c if room_c is None else room_c
        with SimulatedTarget(
            wanted.protocol, physics, ambient_c=around, emissivity=felt.sensor_emissivity, seed=config.simulation.seed
        ) as target:
            yield target
        return
    driver = serial_thermometer(config)
    driver.open()
    try:
        yield LiveTarget(driver, felt.sensor_emissivity, _ask, room_c)
    finally:
        driver.close()


def _ask(celsius: float) -> None:
    click.prompt(
        f"Set the blackbody to {celsius:.1f} °C; Enter when it is there", default="", show_default=False, err=True
    )

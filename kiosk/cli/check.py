"""`kiosk check`: opens each configured device and file once, and says what to do about what fails."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from drivers.inputs import ModemInput
from drivers.values import DeviceUnavailable, Nature
from kiosk.cli.devices import camera_of, room_of, thermometer_of
from kiosk.cli.main import config_option, load_config
from kiosk.cli.permissions import complaints
from kiosk.cli.room_files import humidity_of, reference_of
from kiosk.config import Config, ConfigError, ThermometerSource, data_dir
from kiosk.config.door import wiring_of
from kiosk.records.reading import open_reading
from kiosk.records.validations import validated
from kiosk.records.values import DATABASE, StoreError
from kiosk.release import Release
from kiosk.staff.accounts import Accounts
from kiosk.staff.file import STAFF_FILE
from kiosk.staff.values import AccountsError

FIRST_READING_S = 3.0


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    ok: bool
    detail: str


class Failed(Exception):
    """What is wrong and what to do about it."""


@click.command()
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line.")
@config_option
def check(as_lines: bool, config_path: str | None) -> None:
    """Try camera, thermometer, door, models, records and screen; exit code 1 when one fails.

    \b
    Example:
      kiosk check
    """
    config = load_config(config_path)
    findings = []
    for finding in examine(config):
        findings.append(finding)
        text = json.dumps(asdict(finding)) if as_lines else f"{'ok    ' if finding.ok else 'FAILED'}  {_line(finding)}"
        print(text, flush=True)
    if not all(finding.ok for finding in findings):
        raise SystemExit(1)


def _line(finding: Finding) -> str:
    return f"{finding.name:<12} {finding.detail}"


def examine(config: Config) -> Iterator[Finding]:
    """Yield one finding a device or file."""
    checks: dict[str, Callable[[Config], str]] = {
        "data folder": _data_folder,
        "permissions": _permissions,
        "records": _records,
        "models": _models,
        "staff": _staff,
        "baseline": _baseline,
        "room": _room,
        "thermometer": _thermometer,
        "camera": _camera,
        "door": _door,
        "dispenser": _dispenser,
        "screen": _screen,
    }
    if config.reference.on:
        checks["reference"] = _reference
    for name, examined in checks.items():
        try:
            yield Finding(name, True, examined(config))
        except (Failed, ConfigError) as error:
            yield Finding(name, False, str(error))
        except DeviceUnavailable as error:
            yield Finding(name, False, f"{error.problem}; {error.advice}")


def _data_folder(config: Config) -> str:
    folder = data_dir(config)
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(nearest, os.W_OK):
        raise Failed(f"{nearest} is not writable; give this user the right, or set station.data_dir")
    return f"{folder}{'' if folder.exists() else ' (made at the first run)'}"


def _permissions(config: Config) -> str:
    found = list(complaints(config))
    if found:
        raise Failed("; ".join(found))
    return "nothing of the data folder and no file with a secret can be read by others"


def _records(config: Config) -> str:
    path: Path = data_dir(config) / DATABASE
    if not path.exists():
        return f"{path} (made at the first run)"
    try:
        connection = open_reading(path)
        rows = connection.execute("SELECT count(*) FROM chain").fetchone()[0]
        connection.close()
    except (StoreError, sqlite3.Error) as error:
        raise Failed(f"{error}; keep the file, and look at `kiosk records verify`") from None
    return f"{path}, {rows} rows"


def _staff(config: Config) -> str:
    accounts = Accounts(data_dir(config) / STAFF_FILE)
    if not accounts.path.exists():
        return "no accounts yet; `kiosk staff add` makes one"
    try:
        able = sum(not one.disabled for one in accounts.list())
    except AccountsError as error:
        raise Failed(f"{error}; keep the file, and put a copy from a backup in its place") from None
    return f"{accounts.path}, {able} accounts that may sign in"


def _baseline(config: Config) -> str:
    path: Path = data_dir(config) / DATABASE
    found = None
    if path.exists():
        try:
            found = validated(path, simulated=config.thermometer.source is ThermometerSource.SIMULATED)
        except StoreError as error:
            raise Failed(f"{error}; look at `kiosk records verify`") from None
    if found is not None:
        return f"validated in row {found.seq}: {found.baseline.skin_c:.2f} °C"
    if config.policy.baseline_c:
        return f"{config.policy.baseline_c:.2f} °C by policy.baseline_c; no validation on record"
    ceiling = f"only the ceiling of {config.policy.elevated_from:.1f} °C counts: most who need the officer are missed"
    return f"none: {ceiling}; see `kiosk thermometer validate-site`"


def _reference(config: Config) -> str:
    celsius = reference_of(config)
    if celsius is None:
        raise Failed(f"{config.thermometer.reference_file} tells no temperature; see thermometer.reference_file")
    return f"in-scene, {celsius:.2f} °C, corrects {config.reference.limit_c:g} °C at most"


def _room(config: Config) -> str:
    if not config.station.humidity_file:
        return "no humidity sensor (station.humidity_file)"
    humidity = humidity_of(config.station.humidity_file)
    if humidity is None:
        raise Failed(f"{config.station.humidity_file} holds no humidity; see station.humidity_file")
    return f"humidity {humidity:.0f} %"


def _models(config: Config) -> str:
    try:
        from models.face import FaceDetector
        from models.mask import MaskClassifier
        from models.weights import WeightsError
    except ImportError as error:
        from kiosk.cli.system import explain_import

        raise Failed(explain_import(error)) from None
    try:
        with closing(FaceDetector()) as detector:
            library = detector.computes_with
        MaskClassifier()
    except WeightsError as error:
        raise Failed(f"{error}; install the program again") from None
    return f"face detector (in {library}) and mask classifier load"


def _thermometer(config: Config) -> str:
    room = room_of(config)
    try:
        sensor = thermometer_of(config, room)
        sensor.open()
        try:
            readings = sensor.read(FIRST_READING_S)
        finally:
            sensor.close()
        if not readings:
            raise Failed(f"no reading in {FIRST_READING_S:g} s at {sensor.port}; check protocol, baud and wiring")
        value = readings[-1].object_c
        seen = "no value" if value is None else f"{value:.2f} °C"
        return f"{sensor.info.name} at {sensor.port} reads {seen}{_simulated(sensor.identity.nature)}"
    finally:
        room.close()


def _camera(config: Config) -> str:
    room = room_of(config)
    camera = camera_of(config, room)
    try:
        frame = camera.read()
        height, width = frame.pixels.shape[:2]
        dark = frame.luma < config.limits.black_luma and frame.contrast < config.limits.black_contrast
        if dark:
            raise Failed("the picture is black; uncover the lens, switch on light")
        return f"{camera.identity.name} {width}x{height}{_simulated(camera.identity.nature)}"
    finally:
        camera.close()


def _door(config: Config) -> str:
    release = Release.of(wiring_of(config.door, config.dispenser), config.door.pulse_s)
    try:
        problem = release.check()
        if problem:
            raise Failed(problem)
        return f"{release.identity.name} {release.identity.where}{_simulated(release.identity.nature)}; not pulsed"
    finally:
        release.close()


def _dispenser(config: Config) -> str:
    told = config.dispenser
    if not told.port:
        return f"{told.input} on the door's board" if told.input else "none: visitors confirm by touch"
    source = ModemInput(told.port, told.input)
    try:
        source.wait(1)
    finally:
        source.close()
    return f"{told.input} of {told.port}"


def _screen(config: Config) -> str:
    try:
        from kiosk.ui import app
    except ImportError as error:
        from kiosk.cli.system import explain_import

        raise Failed(explain_import(error)) from None
    return app.prepare_environment() or "Qt loads"


def _simulated(nature: Nature) -> str:
    return " (SIMULATION)" if nature is Nature.SIMULATED else ""

"""The corner of one kiosk put together: its accounts, its bench, the devices it lists."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drivers.values import DeviceIdentity, DeviceKind, Nature
from kiosk.cli.devices import Room
from kiosk.cli.senses import Senses
from kiosk.cli.target import sensor_of
from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.corner.corner import Corner
from kiosk.corner.parts import CornerParts, Rows, SensorNow
from kiosk.link.corner import CornerOrder
from kiosk.records.calibrating import RunFile
from kiosk.records.calibrations import calibration_rows
from kiosk.records.values import DATABASE
from kiosk.screening.corner import DeviceView
from kiosk.screening.set_points import Blackbody
from kiosk.screening.values import Fault, Source
from kiosk.staff.accounts import Accounts
from kiosk.workers import Health, Inbox

CORNER_S = 0.1
"""Longest wait for a touch; readings are looked at as often."""
SILENT_S = 8.0
"""A corner whose thread has not ended a step for so long is closed on the screen; the station's lease ends soon too."""
_KINDS = {DeviceKind.CAMERA: Source.CAMERA, DeviceKind.THERMOMETER: Source.THERMOMETER, DeviceKind.DOOR: Source.DOOR}


@dataclass(frozen=True, slots=True)
class CornerNeeds:
    """What of the kiosk the corner works with."""

    config: Config
    folder: Path
    accounts: Accounts
    clock: Clock
    senses: Senses
    room: Room
    health: Callable[[], Mapping[Source, Health]]
    door: DeviceIdentity
    faults: Callable[[], Sequence[Fault]]
    """What the station would be out of service for."""
    end: Callable[[], None]


def corner_of(needs: CornerNeeds, orders: Inbox[CornerOrder]) -> Corner:
    return Corner(
        CornerParts(
            accounts=needs.accounts,
            orders=orders,
            clock=needs.clock,
            rows=Rows(lambda: calibration_rows(needs.folder / DATABASE)),
            sensor=lambda: sensor_now(needs.config, needs.senses),
            tap=needs.senses.tap,
            run_file=RunFile(needs.folder),
            devices=lambda: _devices(needs),
            show=lambda source, celsius: _show(needs.room, source, celsius),
            simulated=lambda: any(one.nature is Nature.SIMULATED for one in needs.senses.sources()),
            end=needs.end,
        )
    )


def sensor_now(config: Config, senses: Senses) -> SensorNow | None:
    """Return the thermometer that is open, as its calibration knows it."""
    if not senses.thermometer_open:
        return None
    sensor = sensor_of(senses.thermometer, config.thermometry.sensor_emissivity)
    return SensorNow(sensor, senses.thermometer.identity.nature is Nature.SIMULATED)


def _show(room: Room, source: Blackbody | None, celsius: float) -> None:
    """Before a simulated sensor only; where there is a real one nobody feels this source."""
    if source is None:
        room.source.take_away()
    else:
        room.source.put(celsius, source.emissivity)


def _devices(needs: CornerNeeds) -> list[DeviceView]:
    """Every worker and what it reads, door and records; then whatever else keeps the station from serving."""
    known = {_KINDS[one.kind]: one for one in (*needs.senses.sources(), needs.door) if one.kind in _KINDS}
    problems = {source: health.problem or health.crashed or "" for source, health in needs.health().items()}
    problems |= {Source.DOOR: "", Source.RECORDS: ""}
    for fault in needs.faults():
        problems[fault.source] = fault.detail or fault.trouble.value
    return [DeviceView(source, known.get(source), problem) for source, problem in problems.items()]

"""The only way to the door: the row first, then the pulse; and nothing else in the project knows a door."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from drivers.door import DoorKind, RelayDoor, Wiring
from drivers.simulation.door import SimulatedDoor
from drivers.values import DeviceIdentity, DeviceKind, DeviceUnavailable, Nature, PulseResult
from kiosk.records.queries import list_rows
from kiosk.records.store import Records
from kiosk.records.values import Identity, Kind, Receipt, StoreError
from kiosk.records.verify import verify
from kiosk.release import Barrier, Moment, Release, Spent, barrier

ROOT = Path(__file__).parents[1]
BOOT = "boot-a"


def moment(at_s: float = 1.0) -> Moment:
    return Moment(round(at_s * 1e9), datetime(2026, 3, 1, tzinfo=UTC), "p" * 64, "visit", "session", simulated=True)


class Door(SimulatedDoor):
    """Looks at the record when it is pulsed."""

    def __init__(self, path: Path) -> None:
        super().__init__(clock=lambda: 0.0)
        self._path = path
        self.kinds_at_pulse: list[list[str]] = []

    def pulse(self, seconds: float) -> PulseResult:
        self.kinds_at_pulse.append([row.kind for row in list_rows(self._path)])
        return super().pulse(seconds)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.db"


@pytest.fixture
def records(path: Path) -> Iterator[Records]:
    with Records.open(path, Identity("door-1", "office-1", "0.1.0", BOOT)) as opened:
        yield opened


@pytest.fixture
def door(path: Path) -> Door:
    return Door(path)


@pytest.fixture
def release(door: Door) -> Release:
    return Release(door, 3.0)


@pytest.fixture
def receipt(records: Records) -> Receipt:
    committed = records.commit(moment().entry(Kind.SCREENING, {"outcome": "admit"}, receipt_s=5.0))
    assert committed.receipt is not None
    return committed.receipt


def spend(
    release: Release,
    receipt: Receipt,
    records: Records,
    at_s: float = 2.0,
    boot: str = BOOT,
    kept: Barrier | None = None,
) -> Spent:
    return release.spend(receipt, records, moment(at_s), boot_id=boot, kept=kept, clock=lambda: at_s)


def test_the_row_is_on_disk_when_the_door_moves(
    release: Release, receipt: Receipt, records: Records, door: Door, path: Path
) -> None:
    spent = spend(release, receipt, records)
    assert spent == Spent(True, {"release_seq": 2, "pulsed": True, "detail": "on 3.0 s, off"})
    assert door.kinds_at_pulse == [["release", "screening"]]
    row = list_rows(path)[0]
    assert (row.visit_id, row.session_id) == ("visit", "session")


def test_a_receipt_is_spent_once(release: Release, receipt: Receipt, records: Records, door: Door) -> None:
    spend(release, receipt, records)
    assert spend(release, receipt, records).told["detail"] == "receipt spent"
    assert len(door.pulses) == 1


@pytest.mark.parametrize(
    ("at_s", "boot", "why"), [(6.1, BOOT, "expired"), (2.0, "boot-b", "other_boot"), (6.1, "boot-b", "other_boot")]
)
def test_a_receipt_that_is_void_moves_nothing(
    release: Release, receipt: Receipt, records: Records, door: Door, path: Path, at_s: float, boot: str, why: str
) -> None:
    spent = spend(release, receipt, records, at_s, boot)
    assert spent == Spent(False, {"receipt_seq": 1, "pulsed": False, "detail": f"receipt {why}"})
    assert door.pulses == []
    assert verify(path).spent == 0


def test_a_made_up_receipt_moves_nothing(release: Release, receipt: Receipt, records: Records, door: Door) -> None:
    made_up = Receipt(receipt.chain_id, receipt.seq, "0" * 32, BOOT, receipt.expires_monotonic_ns)
    later = Receipt(receipt.chain_id, receipt.seq, receipt.token, BOOT, receipt.expires_monotonic_ns * 2)
    for forged in (made_up, later):
        assert spend(release, forged, records).told["detail"] == "receipt unknown"
    assert door.pulses == []


def test_a_disk_that_fails_moves_nothing(release: Release, receipt: Receipt, records: Records, door: Door) -> None:
    records._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError):
        spend(release, receipt, records)
    assert door.pulses == []


@pytest.mark.parametrize("kept", Barrier)
def test_a_door_that_is_kept_costs_no_receipt(
    release: Release, receipt: Receipt, records: Records, door: Door, path: Path, kept: Barrier
) -> None:
    spent = spend(release, receipt, records, kept=kept)
    assert spent == Spent(False, {"receipt_seq": 1, "pulsed": False, "detail": kept.value})
    assert door.pulses == []
    assert verify(path).spent == 0


def test_a_door_that_breaks_is_an_answer(release: Release, receipt: Receipt, records: Records, door: Door) -> None:
    door.broken = True
    assert release.check() == "the simulated door is broken; end its fault"
    spent = spend(release, receipt, records)
    assert not spent.released
    assert spent.told["release_seq"] == 2
    assert "broken" in spent.told["detail"]
    release.lock()
    door.broken = False
    assert release.check() is None


@pytest.mark.parametrize(
    ("door", "camera", "sensor", "calibrated"), list(product(Nature, Nature, Nature, (False, True)))
)
def test_barrier(door: Nature, camera: Nature, sensor: Nature, calibrated: bool) -> None:
    relay = DeviceIdentity(DeviceKind.DOOR, "serial-relay", door, "/dev/ttyUSB1")
    sources = [
        DeviceIdentity(DeviceKind.CAMERA, "usb", camera, "0"),
        DeviceIdentity(DeviceKind.THERMOMETER, "gy-mcu90614", sensor, "/dev/ttyUSB0"),
    ]
    found = barrier(relay, sources, calibrated=calibrated)
    if door is Nature.SIMULATED:
        assert found is None
    elif Nature.SIMULATED in (camera, sensor):
        assert found is Barrier.SIMULATED_SOURCE
    else:
        assert found is (None if calibrated else Barrier.UNCALIBRATED)


def test_no_door_is_never_released() -> None:
    none = DeviceIdentity(DeviceKind.DOOR, DoorKind.NONE, Nature.REAL, "nowhere")
    assert barrier(none, [], calibrated=True) is Barrier.NO_DOOR


def test_a_relay_that_is_not_there_yet_does_not_stop_the_start() -> None:
    release = Release.of(Wiring(port="/dev/no-such-relay"), 3.0)
    assert isinstance(release._door, RelayDoor)
    assert release.identity.nature is Nature.REAL
    problem = release.check()
    assert problem is not None
    assert "plug the relay in" in problem
    assert not release.is_open()
    release.lock()
    release.close()


def test_the_pulse_ends_by_itself(release: Release, receipt: Receipt, records: Records, door: Door) -> None:
    spend(release, receipt, records)
    assert release.is_open()
    door._clock = lambda: 3.1
    assert not release.is_open()


def test_only_release_imports_the_door_and_only_there_it_is_pulsed() -> None:
    for file in [*ROOT.glob("kiosk/**/*.py"), *ROOT.glob("models/**/*.py")]:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = {
            name
            for node in ast.walk(tree)
            for name in (
                [node.module or "", *(f"{node.module}.{each.name}" for each in node.names)]
                if isinstance(node, ast.ImportFrom)
                else [each.name for each in node.names]
                if isinstance(node, ast.Import)
                else []
            )
        }
        pulsed = any(isinstance(node, ast.Attribute) and node.attr == "pulse" for node in ast.walk(tree))
        assert (file.name == "release.py") == ("drivers.door" in imported) == pulsed, file


def test_device_unavailable_says_what_to_do() -> None:
    error = DeviceUnavailable(DeviceKind.DOOR, "no relay", "plug it in")
    assert str(error) == "door: no relay; plug it in"


def test_a_receipt_whose_writing_took_too_long_moves_nothing(
    release: Release, receipt: Receipt, records: Records, door: Door
) -> None:
    """The disk stalled between the asking and the row: the visitor may have gone, and somebody else stands there."""
    spent = release.spend(receipt, records, moment(2.0), boot_id=BOOT, kept=None, clock=lambda: 32.0)
    assert not spent.released
    assert "too late" in spent.told["detail"]
    assert door.pulses == []

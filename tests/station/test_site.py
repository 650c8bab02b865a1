"""The site at work: its baseline comes from the record and follows the admitted; an unfit room measures nobody."""

from dataclasses import asdict, replace
from typing import Any

from drivers.values import Nature, Reading
from kiosk.records.store import Entry, Kind, Records
from kiosk.records.values import Identity
from kiosk.screening.baseline import Baseline
from kiosk.screening.events import TemperatureRead
from kiosk.screening.snapshot import Notice
from kiosk.screening.values import Phase
from tests.rig import BOOT, MASKED, NOBODY, REAL_CAMERA, REAL_DOOR, REAL_SENSOR, ROOM_C, Rig

HEALTHY_C = 35.9


def validated(rig: Rig, *, simulated: bool = False, healthy_c: float = HEALTHY_C, start: bool = True) -> Rig:
    """Leave the row of a site validation in the file, as the technician's command does, and begin a new run."""
    rig.stop()
    rig._station = None
    payload = {"baseline": asdict(Baseline(healthy_c, ROOM_C)), "simulated": simulated}
    with Records.open(rig.path, Identity("door-1", "office-1", "0.1.0", BOOT)) as records:
        records.commit(Entry(Kind.VALIDATION, payload, 1, rig.clock.utc(), "p"))
    return rig.start() if start else rig


def threshold(rig: Rig) -> dict[str, Any]:
    return (rig.rows("screening")[-1].payload or {})["threshold"]


def test_a_site_without_a_baseline_says_so_and_goes_by_the_ceiling(rig: Rig) -> None:
    rig.start().visit(MASKED)
    assert Notice.NO_BASELINE in rig.snapshot.notices
    assert threshold(rig)["value_c"] == 37.5


def test_a_validated_baseline_is_in_force_from_the_next_start(rig: Rig) -> None:
    validated(rig.start()).visit(MASKED)
    assert Notice.NO_BASELINE not in rig.snapshot.notices
    assert threshold(rig)["value_c"] == HEALTHY_C + 1.0
    assert rig.verdict().bad is None


def test_people_of_a_simulation_make_no_baseline_for_real_ones(rig: Rig) -> None:
    rig.simulated_door.identity = REAL_DOOR
    validated(rig.start(), simulated=True).visit(MASKED)
    assert threshold(rig)["value_c"] == 37.5


def test_a_sensor_that_says_late_that_it_is_real_gets_no_baseline_of_simulated_people(rig: Rig) -> None:
    """Before its port is open, nobody knows what a thermometer is."""
    rig.simulated_door.identity = REAL_DOOR
    unopened = (REAL_CAMERA, replace(REAL_SENSOR, nature=Nature.SIMULATED, where="auto"))
    validated(rig.start(), healthy_c=35.6)
    validated(rig, healthy_c=36.2, simulated=True, start=False)
    rig.sources = unopened
    rig.station.writer.open_first(rig.clock.now)
    rig.run(0.1)
    assert (rig.rows("policy")[-1].payload or {})["baseline"]["validated_c"] == 36.2
    rig.sources = (REAL_CAMERA, REAL_SENSOR)
    rig.run_until(lambda: rig.phase is Phase.IDLE)
    rig.visit(MASKED)
    assert threshold(rig)["value_c"] == 35.6 + 1.0
    assert (rig.rows("policy")[-1].payload or {})["baseline"]["validated_c"] == 35.6
    assert rig.verdict().bad is None


def test_without_real_people_a_sensor_that_turns_out_real_has_the_ceiling(rig: Rig) -> None:
    rig.simulated_door.identity = REAL_DOOR
    validated(rig.start(), simulated=True, start=False)
    rig.sources = (REAL_CAMERA, replace(REAL_SENSOR, nature=Nature.SIMULATED, where="auto"))
    rig.station.writer.open_first(rig.clock.now)
    rig.run(0.1)
    rig.sources = (REAL_CAMERA, REAL_SENSOR)
    rig.run_until(lambda: rig.phase is Phase.IDLE)
    rig.visit(MASKED)
    assert threshold(rig)["value_c"] == 37.5
    assert (rig.rows("policy")[-1].payload or {})["baseline"] is None


def test_the_baseline_follows_the_admitted_from_day_to_day(rig: Rig) -> None:
    validated(rig.start())
    for _ in range(30):
        rig.visit(MASKED)
        rig.leave()
    assert threshold(rig)["value_c"] == HEALTHY_C + 1.0
    rig.clock.now += 86_400
    rig.restart().visit(MASKED)
    rig.leave()
    rig.visit(MASKED)
    assert HEALTHY_C + 1.0 < threshold(rig)["value_c"] <= HEALTHY_C + 1.3
    assert rig.verdict().bad is None


def test_a_room_too_cold_is_out_of_service_until_it_is_warm_again(rig: Rig) -> None:
    rig.start()
    rig.feeds.pop(next(source for source in rig.feeds if source.value == "thermometer"))
    rig.view = NOBODY

    def sit(seconds: int, ambient_c: float) -> None:
        for count in range(seconds * 5):
            rig.post(TemperatureRead(rig.clock.now, Reading(ROOM_C + 0.02 * (count % 3), ambient_c)))
            rig.run(0.2)

    sit(30, 9.0)
    assert rig.phase is Phase.OUT_OF_SERVICE
    assert ("room", "too_cold") in rig.faults()

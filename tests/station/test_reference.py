"""An array with an in-scene reference at work: corrected, on record, computed again; without it, out of service."""

from dataclasses import replace
from pathlib import Path

import pytest

from drivers.values import Reading
from kiosk.cli.budget import recomputed
from kiosk.records.queries import policy_payload
from kiosk.records.replay import Replay, replay_row
from kiosk.screening.events import TemperatureRead
from kiosk.screening.in_scene import ReferenceLook
from kiosk.screening.settings import Reference, Rules
from kiosk.screening.thermometry import apparent
from kiosk.screening.values import Phase
from tests.rig import MASKED, READ_S, ROOM_C, Rig

RULES = Rules(reference=Reference(columns=6, rows=6))
TRUE_C = apparent(36.5, ROOM_C, 0.98)


class WithReference(Rig):
    """The thermometer is an array that sees a reference, and reads it this much too high."""

    too_high_c = 0.3
    off_px: float | None = 0.1

    def _feel(self) -> float:
        self._readings += 1
        noise_c = (0.0, 0.02, -0.02, 0.04, -0.04)[self._readings % 5]
        assert self.view.object_c is not None
        read = TRUE_C + self.too_high_c + noise_c / 4
        look = ReferenceLook(read, ROOM_C, read + 0.1, self.off_px, 0.0, 36.5)
        object_c = self.view.object_c + self.too_high_c + noise_c
        self.post(TemperatureRead(self.clock.now, Reading(object_c, ROOM_C), reference=look))
        return READ_S


@pytest.fixture
def rig(tmp_path: Path) -> WithReference:
    made = WithReference(tmp_path, rules=RULES)
    made.start()
    return made


def test_the_number_is_corrected_and_everything_of_it_on_record(rig: WithReference) -> None:
    corrected = rig.visit(MASKED).skin_c
    row = rig.rows("screening")[0]
    payload = row.payload or {}
    assert payload["measurement"]["correction"]["correction_c"] == pytest.approx(-0.3, abs=0.01)
    assert payload["facts"]["correction"] == payload["measurement"]["correction"]
    assert payload["measurement"]["object_c"] == pytest.approx((MASKED.object_c or 0) + 0.3, abs=0.03)
    assert replay_row(row, policy_payload(rig.path, row.row.policy_hash)) is Replay.SAME
    again = recomputed(payload)
    assert again is not None
    assert again.holds
    rig.stop()
    assert corrected is not None
    assert rig.verdict().bad is None


def test_a_correction_that_was_changed_afterwards_is_found_out(rig: WithReference) -> None:
    rig.visit(MASKED)
    row = rig.rows("screening")[0]
    payload = row.payload or {}
    for place in ("facts", "measurement"):
        payload[place]["correction"]["correction_c"] -= 0.1
        assert replay_row(row, policy_payload(rig.path, row.row.policy_hash)) is Replay.DIFFERS
    again = recomputed(payload)
    assert again is not None
    assert not again.holds


def test_the_same_visitor_reads_the_same_whatever_the_array_has_drifted_by(rig: WithReference, tmp_path: Path) -> None:
    one = rig.visit(MASKED).skin_c
    other = WithReference(tmp_path / "other", rules=RULES)
    other.too_high_c = -0.4
    assert other.start().visit(MASKED).skin_c == pytest.approx(one, abs=0.02)


def test_a_reference_that_was_moved_stops_the_station_until_it_is_back(rig: WithReference) -> None:
    rig.off_px = 2.0
    rig.run(RULES.reference.held_s - 1)
    assert rig.phase is Phase.IDLE
    rig.run(2.0)
    assert rig.phase is Phase.OUT_OF_SERVICE
    assert rig.faults()[-1] == ("thermometer", "reference_moved")
    rig.off_px = 0.1
    rig.run(5.0)
    assert rig.phase is Phase.IDLE


def test_an_array_too_far_off_measures_nobody(rig: WithReference) -> None:
    rig.too_high_c = 0.8
    rig.run(15.0)
    assert rig.faults()[-1] == ("thermometer", "reference_off")
    assert "reads its reference" in (rig.rows("out_of_service")[-1].payload or {})["detail"]
    rig.view = MASKED
    rig.run(6.0)
    assert not rig.reports


def test_without_one_configured_nothing_changes(tmp_path: Path) -> None:
    plain = WithReference(tmp_path, rules=replace(RULES, reference=Reference()))
    plain.off_px = None
    plain.start().visit(MASKED)
    payload = plain.rows("screening")[0].payload or {}
    assert payload["measurement"]["correction"] is None


def told(rig: WithReference) -> list[tuple[str, float]]:
    payloads = [row.payload or {} for row in rig.rows("correction")]
    return [(one["why"], round(one["correction_c"], 1)) for one in payloads]


def test_a_drift_between_two_visitors_is_on_record(rig: WithReference) -> None:
    rig.run(30.0)
    rig.too_high_c = 0.4
    rig.run(90.0)
    assert told(rig) == [("begun", -0.3), ("moved", -0.4)]
    rig.stop()
    assert rig.verdict().bad is None


def test_a_reference_lost_and_found_again_begins_a_correction_of_its_own(rig: WithReference) -> None:
    rig.run(60.0)
    rig.off_px = None
    rig.run(RULES.reference.held_s + 2)
    rig.off_px = 0.1
    rig.run(5.0)
    assert rig.faults()[-1] == ("thermometer", "reference_lost")
    assert [why for why, _ in told(rig)] == ["begun", "begun"]

"""What every fault must leave: a locked door, a row that names the device, nothing lost, and a way back."""

from drivers.values import DoorState
from kiosk.screening.values import Phase
from tests.rig import MASKED, NOBODY, Rig


class Trial:
    """Begin it before the fault."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self._rows = [each.row.hash for each in rig.rows()]
        self._pulses = rig.pulses

    def goes_out(self, source: str, trouble: str) -> None:
        """Wait for the station to go out of service for this reason, with the door locked."""
        rig = self.rig
        rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
        fault = rig.snapshot.fault
        assert fault is not None
        assert (fault.source.value, fault.trouble.value) == (source, trouble)
        assert fault.detail
        self.stays_locked()

    def stays_locked(self) -> None:
        assert self.rig.pulses == self._pulses
        assert self.rig.simulated_door.state() is DoorState.LOCKED
        assert not self.rig.snapshot.door_open

    def stays_out(self, seconds: float = 5.0) -> None:
        """Nothing but out of service for so long, with somebody in front."""
        rig = self.rig
        rig.view = MASKED
        decided = len(rig.reports)
        end = rig.clock.now + seconds
        while rig.clock.now < end:
            rig.tick()
            assert rig.phase is Phase.OUT_OF_SERVICE
        assert len(rig.reports) == decided
        self.stays_locked()

    def comes_back(self, source: str, trouble: str) -> None:
        """With the fault gone: in service by itself, the next visitor admitted, every row there, the fault told.

        A device that is plugged in again may be silent for a moment; it is no other that is named.
        """
        rig = self.rig
        rig.run_until(lambda: rig.phase is not Phase.OUT_OF_SERVICE)
        rig.view = NOBODY
        rig.run_until(lambda: rig.phase is Phase.IDLE)
        assert rig.visit(MASKED).released
        assert rig.pulses == self._pulses + 1
        assert [each.row.hash for each in rig.rows()][: len(self._rows)] == self._rows
        assert rig.faults()[0] == (source, trouble)
        assert {named for named, _ in rig.faults()} == {source}
        kinds = rig.kinds()
        assert kinds.index("in_service", len(self._rows)) > kinds.index("out_of_service", len(self._rows) - 1)
        assert rig.verdict().bad is None

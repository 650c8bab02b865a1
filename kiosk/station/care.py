"""What the record needs now and then: a signed head, the purge of what has expired, and its supervisor."""

from kiosk.records.upkeep import Done, Upkeep
from kiosk.records.values import StoreError
from kiosk.screening.snapshot import Notice
from kiosk.screening.values import Phase
from kiosk.station.rows import Rows


class Care:
    """Owned by the station thread."""

    def __init__(self, rows: Rows, upkeep: Upkeep | None) -> None:
        self._rows = rows
        self._upkeep = upkeep
        self._done = Done()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a supervisor should look at, when there is time."""
        found = {Notice.PURGE_WAITS: self._done.waits_for is not None, Notice.HEADS_UNSIGNED: self._done.problem}
        return tuple(notice for notice, there in found.items() if there)

    def step(self, now: float, phase: Phase) -> None:
        """Do one small thing that is due (monotonic s); nothing while somebody is being screened."""
        writer = self._rows.writer
        if self._upkeep is None or writer.records is None or writer.trouble is not None:
            return
        moment = self._rows.moment(now)
        try:
            idle = phase in (Phase.IDLE, Phase.OUT_OF_SERVICE)
            self._done = self._upkeep.step(writer.records, idle=idle, **moment.clocks())
        except StoreError as error:
            writer.failed(error)

    def clock_accepted(self) -> None:
        """Nobody is to be asked twice."""
        if self._upkeep is not None:
            self._upkeep.look_again()

    def close(self, now: float) -> None:
        """Sign the last row of the run."""
        writer = self._rows.writer
        if self._upkeep is None or writer.records is None or writer.trouble is not None:
            return
        moment = self._rows.moment(now)
        try:
            self._upkeep.close(writer.records, **moment.clocks())
        except StoreError as error:
            writer.failed(error)

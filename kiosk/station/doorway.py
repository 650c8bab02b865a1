"""What stands around the door: lamp, buzzer, the contact that tells how it is used, the dispenser on its board."""

from drivers.values import Input, Lamp
from kiosk.records.values import Kind
from kiosk.screening.door_watch import DoorAlert, DoorWatch
from kiosk.screening.events import HandsSensed
from kiosk.screening.values import Phase
from kiosk.station.parts import Parts
from kiosk.station.rows import Rows

BUZZ_S = 1.0


class Doorway:
    """Owned by the station thread."""

    def __init__(self, parts: Parts, rows: Rows) -> None:
        self._parts = parts
        self._rows = rows
        self._watch = DoorWatch()
        self._released_seq: int | None = None

    @property
    def alert(self) -> DoorAlert | None:
        """What staff should look at now."""
        return self._watch.alert

    def step(self, now: float) -> list[HandsSensed]:
        """Take in what the board has told, and what is due (monotonic s); return the hands that came."""
        hands: list[HandsSensed] = []
        for change in self._parts.release.inputs():
            match change.input:
                case Input.CONTACT:
                    self._take(now, self._watch.contact(now, change.active))
                case Input.HANDS if change.active:
                    hands.append(HandsSensed(now))
                case _:
                    pass
        self._take(now, self._watch.tick(now, self._parts.held_open_s))
        return hands

    def released(self, now: float, seq: int) -> None:
        """The door was released for the decision of this row."""
        self._released_seq = seq
        self._watch = self._watch.released(now, self._parts.release.pulse_s)

    def light(self, phase: Phase) -> None:
        """Put the lamp as the door is."""
        if self._parts.release.is_open():
            lamp = Lamp.GREEN
        else:
            lamp = Lamp.RED if phase is Phase.OUT_OF_SERVICE else Lamp.AMBER
        self._parts.release.show(lamp)

    def _take(self, now: float, found: tuple[DoorWatch, DoorAlert | None]) -> None:
        self._watch, alert = found
        if alert is None:
            return
        payload = {"what": alert.value, "released_by": self._released_seq, "held_open_s": self._parts.held_open_s}
        self._rows.keep(now, Kind.DOOR_ALERT, payload)
        self._parts.release.buzz(BUZZ_S)
        self._parts.on_alert(alert)

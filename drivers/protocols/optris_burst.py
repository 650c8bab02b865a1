"""Optris burst: the sensor sends by itself, `AA AA` and then one word for each value it was told to send.

Source: the CS command sheet, field tools for the CT's burst string. Link: as in optris.py, one direction only.

    model   frame                                     meaning of the words
    CS      AA AA  hi lo                              object temperature; as set with the maker's software
    CT      AA AA  hi lo  hi lo  hi lo                object, head, emissivity; set with 51 12 50 00 00, on with 52 01

    AA AA 03 B8 = -4.8 °C.  Words as in optris.py.

There is no sum, and data may hold AA AA. So a frame counts only when the header of the next one stands right behind it
(a lost or added byte shifts that), when it follows two others of the same length, and when its values are possible. A
reading comes therefore one burst period late.
"""

from dataclasses import dataclass
from functools import partial
from typing import Final

from drivers.protocols.base import Conversation, Listener, ProtocolInfo, SensorFacts
from drivers.protocols.optris import CS, CT, EMISSIVITY_WORDS, HEAD_RANGE_C, Model, Optris
from drivers.values import Reading

HEADER: Final = b"\xaa\xaa"
LOCK_AFTER: Final = 2
"""Frames in a row that must fit before the first one counts."""
CT_STRING: Final = b"\x51\x12\x50\x00\x00"
CT_ON, CT_OFF = b"\x52\x01", b"\x52\x00"


@dataclass(frozen=True, slots=True)
class Burst:
    """What one kind of burst carries."""

    title: str
    words: int
    """1: object; 3: object, head, emissivity."""
    range_c: tuple[float, float]
    model: Model | None = None
    """What the burst is set up by; None when it can only be set with the maker's software."""


CS_BURST: Final = Burst("CS burst", 1, CS.range_c)
CT_BURST: Final = Burst("CT burst", 3, CT.range_c, CT)


class OptrisBurst(Listener):
    """Locks on the burst by period and range. Holds at most one frame and the next header."""

    def __init__(self, *, burst: Burst = CS_BURST) -> None:
        super().__init__()
        self._burst = burst
        self._length = len(HEADER) + 2 * burst.words
        self._fitting = 0
        self._asker: Optris | None = None
        self._emissivity: int | None = None
        self._lost = False

    @property
    def awaiting(self) -> bool:
        """Only during set-up, and only with a CT."""
        return self._asker is not None and self._asker.awaiting

    @property
    def setup_lost(self) -> bool:
        """Whether a frame told of another emissivity than was read back at set-up."""
        return self._lost

    def start(self) -> bytes:
        """CT: end the burst of before, so that it can be asked. CS: nothing, it was set with the maker's software."""
        return CT_OFF if self._burst.model else b""

    def setup(self, emissivity: float | None) -> Conversation:
        """CT: as when it is asked, then say what to send and switch the burst on. A CS in burst cannot be asked."""
        if self._burst.model is None:
            return SensorFacts(model=f"Optris {self._burst.title}")
        yield CT_OFF
        self._asker, self._buffer, self._fitting = Optris(model=self._burst.model), b"", 0
        facts = yield from self._asker.setup(emissivity)
        self._asker, self._lost = None, False
        self._emissivity = None if facts.emissivity is None else round(facts.emissivity * 1000)
        yield CT_STRING
        yield CT_ON
        return facts

    def feed(self, data: bytes) -> list[Reading]:
        """Take bytes, return the readings that have proved themselves."""
        if self._asker is not None:
            return self._asker.feed(data)
        stream = self._buffer + data
        readings: list[Reading] = []
        at = 0
        while at + self._length + len(HEADER) <= len(stream):
            frame = stream[at : at + self._length]
            followed = stream.startswith(HEADER, at + self._length)
            if frame.startswith(HEADER) and followed and self._possible(frame):
                self._fitting += 1
                if self._fitting > LOCK_AFTER and self._as_set(frame):
                    readings.append(self._decode(frame))
                at += self._length
            else:
                self.bad_frames += 1 if self._fitting else 0
                self._fitting = 0
                self.discarded += 1
                at += 1
        self._buffer = stream[at:]
        return readings

    def _values(self, frame: bytes) -> list[int]:
        return [int.from_bytes(frame[at : at + 2], "big") for at in range(len(HEADER), self._length, 2)]

    def _possible(self, frame: bytes) -> bool:
        """Whether the values can be those of this sensor at all.

        An object out of range can: it is no value. But not when it holds half a header: 45.0 °C is 05 AA, and entered
        a byte late its burst reads AA AA, AA 05 over and over.
        """
        if self._burst.words == 1:
            low, high = self._burst.range_c
            (word,) = self._values(frame)
            return low <= (word - 1000) / 10 <= high or HEADER[0] not in frame[len(HEADER) :]
        _, head, emissivity = self._values(frame)
        low, high = HEAD_RANGE_C
        return low <= (head - 1000) / 10 <= high and EMISSIVITY_WORDS[0] <= emissivity <= EMISSIVITY_WORDS[1]

    def _as_set(self, frame: bytes) -> bool:
        """Whether the frame was measured with the emissivity that was read back at set-up."""
        right = self._emissivity is None or self._values(frame)[2] == self._emissivity
        self._lost = self._lost or not right
        return right

    def _decode(self, frame: bytes) -> Reading:
        object_c, *others = [(value - 1000) / 10 for value in self._values(frame)]
        low, high = self._burst.range_c
        return Reading(
            object_c=object_c if low <= object_c <= high else None,
            ambient_c=others[0] if others else None,
            emissivity=self._values(frame)[2] / 1000 if others else None,
            raw=frame,
        )


def _info(name: str, title: str, burst: Burst, baud: int) -> ProtocolInfo:
    return ProtocolInfo(
        name=name,
        title=title,
        factory=partial(OptrisBurst, burst=burst),
        baud=baud,
        rate_hz=10.0,
        accuracy_c=1.0,
        resolution_c=0.1,
        range_c=burst.range_c,
        bauds=tuple(speed for speed in (9600, 115200, 19200, 38400, 57600) if speed != baud),
        streams=burst.model is None,
    )


INFOS: Final = (
    _info("optris-cs-burst", "Optris CS, CSmicro, CSlaser in burst mode (object only)", CS_BURST, 9600),
    _info("optris-ct-burst", "Optris CT, CTlaser in burst mode (object, head, emissivity)", CT_BURST, 115200),
)

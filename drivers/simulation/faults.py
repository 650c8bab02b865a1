"""What can be wrong with a sensor or its cable, by name, and what each does to the bytes on their way."""

import math
import random
from dataclasses import replace
from enum import StrEnum

from drivers.simulation.physics import Physics


class Fault(StrEnum):
    """What can be wrong with the sensor or its cable."""

    NONE = "none"
    SILENCE = "silence"
    GARBAGE = "garbage"
    """Random bytes instead of frames."""
    DIRT = "dirt"
    """Random bytes between good frames."""
    FROZEN = "frozen"
    """The same frame again and again."""
    BAD_SUM = "bad_sum"
    HALF_FRAMES = "half_frames"
    DRIBBLE = "dribble"
    """Good frames, one byte at a time."""
    SPLIT = "split"
    """Good frames in two parts, the second a moment later."""
    MERGED = "merged"
    """Good frames, two at a time."""
    HEADER_INSIDE = "header_inside"
    """Good frames of a temperature whose bytes look like the beginning of a frame."""
    FFFF = "ffff"
    """Frames that say: no value (1037.55 °C in some libraries)."""
    SATURATED = "saturated"
    """The object is beyond what the sensor can measure."""
    NOISE = "noise"
    """Readings that jump by degrees."""
    WARM_UP = "warm_up"
    """Readings that drift by a degree while the can warms."""
    ERROR = "error"
    """A gain of 1.02 and an offset of 0.5 °C: out of adjustment, and nothing says so."""
    BENT = "bent"
    """The sensor carries a gain, offset or hold of its own in its settings."""
    REFUSE = "refuse"
    """Every request is refused: no answer, `*Syntax error`, Modbus exceptions 1 to 4 in turn."""
    UNASKED = "unasked"
    """Frames that nobody asked for in between: bursts, answers to others, echoes."""
    BANNER = "banner"
    """What a sensor says at power-up, every three seconds, though nothing is lost."""
    RESTART = "restart"
    """Power goes away for a moment every three seconds: a banner, and unsaved settings are lost."""
    WRONG_BAUD = "wrong_baud"
    """The sensor speaks at another speed than as sold."""
    DISCONNECT = "disconnect"
    """The port is gone until the fault ends; then it comes back under another number."""
    HOT_ROOM = "hot_room"
    """The sensor stands in the sun: its own temperature is far above what it may be."""
    AMBIENT_JUMP = "ambient_jump"
    """A door opens onto the sensor: its own temperature falls by degrees within a minute."""


OTHER_SPEED = {9600: 115200, 115200: 9600}
NOISY_C = 2.0
HOT_CAN_C = 44.0
JUMP_C, JUMP_S = -6.0, 20.0
PAUSES_S = {Fault.DRIBBLE: 0.001, Fault.SPLIT: 0.02}
"""Between the parts of what is sent."""
DRIBBLE_PARTS = 64
"""Longer frames than this come in so many parts."""


def with_fault(physics: Physics, fault: Fault) -> Physics:
    """The sensor itself, with what the fault does to its measuring."""
    match fault:
        case Fault.NOISE:
            return replace(physics, noise_c=NOISY_C)
        case Fault.WARM_UP:
            return replace(physics, warm_up_c=-1.0, warm_up_s=120.0)
        case Fault.ERROR:
            return replace(physics, gain=1.02, offset_c=0.5)
        case _:
            return physics


def can_under(fault: Fault, can_c: float, since_s: float) -> float:
    """The sensor's own temperature, °C, so long after the fault began."""
    match fault:
        case Fault.HOT_ROOM:
            return HOT_CAN_C
        case Fault.AMBIENT_JUMP:
            return can_c + JUMP_C * (1 - math.exp(-since_s / JUMP_S))
        case _:
            return can_c


def parted(data: bytes, fault: Fault) -> list[bytes]:
    """What is sent, in the parts in which it arrives."""
    match fault:
        case Fault.DRIBBLE:
            size = max(1, len(data) // DRIBBLE_PARTS)
        case Fault.SPLIT:
            size = max(1, (len(data) + 1) // 2)
        case _:
            return [data]
    return [data[at : at + size] for at in range(0, len(data), size)]


def resampled(data: bytes, sent_at: int, heard_at: int) -> bytes:
    """What a receiver at `heard_at` baud makes of bytes sent at `sent_at` baud back to back, 8N1."""
    if sent_at == heard_at:
        return data
    bits = [bit for byte in data for bit in (0, *(byte >> place & 1 for place in range(8)), 1)]

    def line(t: float) -> int:
        """The level at a time in sender's bits; an idle line is high."""
        return bits[int(t)] if 0 <= t < len(bits) else 1

    width = sent_at / heard_at
    heard: list[int] = []
    t = 0.0
    while t < len(bits):
        if line(t):
            t = _next_low(bits, int(t))
            continue
        heard.append(sum(line(t + (place + 1.5) * width) << place for place in range(8)))
        t += 9.5 * width
    return bytes(heard)


def _next_low(bits: list[int], at: int) -> float:
    """When the line next falls, in sender's bits."""
    try:
        return float(bits.index(0, at))
    except ValueError:
        return math.inf


def spoiled(data: bytes, fault: Fault, chance: random.Random) -> bytes:
    """Bytes on their way from the sensor, after the fault."""
    match fault:
        case Fault.SILENCE:
            return b""
        case Fault.GARBAGE:
            return chance.randbytes(len(data))
        case Fault.DIRT:
            return chance.randbytes(chance.randrange(6)) + data
        case Fault.HALF_FRAMES:
            return data[: len(data) // 2]
        case _:
            return data

"""A serial port and one wire protocol make a thermometer. Opening it sets the sensor up; reading it keeps it so."""

import math
import time
from typing import Final

from drivers.finding import USB, UsbIdentity, candidates, identity_at, parse_usb, unavailable
from drivers.ports import PortClass, port_class, source_nature
from drivers.protocols import (
    PROTOCOLS,
    NoAnswer,
    ProtocolInfo,
    SensorFacts,
    SensorUnfit,
    ThermalPicture,
    WireProtocol,
    check_address,
)
from drivers.serial_line import SerialLine, Tap
from drivers.values import DeviceIdentity, DeviceKind, DeviceUnavailable, Reading

ANSWER_S: Final = 0.3
"""Time for one answer during set-up."""
PROBE_S: Final = 0.5
"""Time to listen at one speed, beside that of three whole pictures."""
DEAF: Final = "its frames come, so it is heard but does not hear: check the wire from the adapter's TX to its RX"
PROBED_SPEEDS: Final = 4
NOISE_S: Final = 2.0
NOISE_BYTES: Final = 16
"""So many bytes in so long without one frame since opening: protocol or speed are wrong."""
STALE_S: Final = 1.0
"""After such a silence the sensor may have been without power: what was set in it is set and checked again."""
WAKE_S: Final = 3.0
"""After such a silence, and again after each further one, the sensor is started and set up anew."""
SLOWEST_POLL_S: Final = 1.0
SLOWER, FASTER = 1.5, 0.9
"""How the pause between two questions grows when no answer came in time, and shrinks after a reading."""


class Thermometer:
    """A serial infrared thermometer. One owner, one thread. Modem lines are never touched."""

    def __init__(
        self,
        port: str,
        protocol: str,
        baud: int | None = None,
        *,
        emissivity: float | None = None,
        address: int | None = None,
        serial: str = "",
        keep_off: tuple[str, ...] = (),
    ) -> None:
        """`port` is a path, `auto` (the one USB serial port), or `usb:vendor:product[:serial]` of the adapter.

        `baud` None is the maker's default. `emissivity` is set in sensors that can be set. `serial` is the sensor's
        own serial number: another sensor is refused. `keep_off` are ports of other devices, never searched. Raises
        ValueError for an unknown protocol, a wrong address or a wrong port. Opens nothing yet.
        """
        if protocol not in PROTOCOLS:
            raise ValueError(f"unknown thermometer protocol {protocol!r} (known: {', '.join(PROTOCOLS)})")
        self.info: ProtocolInfo = PROTOCOLS[protocol]
        check_address(self.info, address)
        if port.startswith(USB):
            parse_usb(port)
        self.port = port
        self.baud = baud or self.info.baud
        self.sensor = SensorFacts()
        """What the sensor said of itself at the last opening."""
        self.tap: Tap | None = None
        """Told of all bytes from the next opening on, and of each end of a set-up by no bytes sent."""
        self.emissivity = emissivity
        self.address = address
        self.probing = True
        """Whether to look for the right speed when nothing fits."""
        self.unfit = False
        """Whether the last set-up met a sensor that answers but must not be used as it is."""
        self._wanted_serial = serial
        self._keep_off = keep_off
        self._usb: UsbIdentity | None = None
        self._line: SerialLine | None = None
        self._parser: WireProtocol = self._new_parser()
        self._opened_at = self._heard_at = self._next_poll = 0.0
        self._poll_s = 1 / self.info.rate_hz
        self._proven = False
        self._earlier_bytes = self._earlier_bad_frames = self._earlier_discarded = 0
        self.identity = self._identify(port, port_class(port))

    @property
    def bad_frames(self) -> int:
        """Frames with a wrong sum, length or content since this object was made, over all openings."""
        return self._earlier_bad_frames + self._parser.bad_frames

    @property
    def discarded(self) -> int:
        """Bytes that belonged to no frame since this object was made, over all openings."""
        return self._earlier_discarded + self._parser.discarded

    @property
    def bytes_read(self) -> int:
        """Bytes that came since this object was made, over all openings."""
        return self._earlier_bytes + (self._line.bytes_read if self._line else 0)

    @property
    def refused(self) -> str:
        """The sensor's last refusal in words; empty when there was none."""
        return self._parser.refused

    @property
    def picture(self) -> ThermalPicture | None:
        """The newest picture of an array. It may show a person: memory only."""
        return self._parser.picture

    def open(self) -> None:
        """Find and open the port, set the sensor up. Raises DeviceUnavailable. Judges `identity` anew."""
        self.close()
        *others, last = candidates(self.port, self._usb, several=bool(self._wanted_serial), keep_off=self._keep_off)
        for port in others:
            try:
                return self._open_at(port)
            except DeviceUnavailable:
                continue
        return self._open_at(last)

    def read(self, timeout_s: float) -> list[Reading]:
        """Wait until the sensor has sent at least one whole frame; empty when it has not within `timeout_s`.

        Raises DeviceUnavailable when the port is closed, unplugged, its other end has gone, or only noise comes.
        """
        deadline = time.monotonic() + timeout_s
        while True:
            if self._parser.setup_lost:
                self._set_up()
            line = self._connected()
            poll_at = self._poll_when_due(line, time.monotonic())
            readings = self._parser.feed(line.receive(max(0.0, min(deadline, poll_at) - time.monotonic())))
            line.send(self._parser.outgoing())
            if readings and self._came_back(time.monotonic()):
                self._set_up()
                readings = []
            if readings:
                self._proven = True
                self._poll_s = max(1 / self.info.rate_hz, self._poll_s * FASTER)
            elif not self._proven:
                self._doubt(line)
            if readings or time.monotonic() >= deadline:
                break
        if not readings and time.monotonic() - self._heard_at > WAKE_S:
            self._connected().send(self._parser.start())
            self._set_up()
        return readings

    def close(self) -> None:
        """Close the port; harmless when it is closed already."""
        if self._line is not None:
            self._earlier_bytes = self.bytes_read
            self._line.close()
            self._line = None

    def _open_at(self, port: str) -> None:
        if port_class(port) is PortClass.NOT_A_PORT:
            raise unavailable(f"{port} is not a serial port", "set thermometer.port to the sensor's serial port")
        line = self._line = SerialLine(port, self.baud, self.tap)
        try:
            self.identity = self._identify(port, port_class(line.fileno()))
            self._renew_parser()
            self._opened_at, self._proven = time.monotonic(), False
            self._next_poll, self._poll_s = 0.0, 1 / self.info.rate_hz
            line.send(self._parser.start())
            self._set_up()
            self._check_serial()
        except BaseException:
            self.close()
            raise
        self._usb = identity_at(port) or self._usb

    def _set_up(self) -> None:
        """Have the protocol's conversation. Raises DeviceUnavailable, and closes the port then."""
        line = self._connected()
        conversation = self._parser.setup(self.emissivity)
        self.unfit = heard = False
        try:
            while True:
                line.send(next(conversation))
                heard = bool(_await_answer(line, self._parser, ANSWER_S)) or heard
        except StopIteration as end:
            self.sensor = end.value
            self._heard_at = time.monotonic()
            if self.tap is not None:
                self.tap(True, b"")
        except NoAnswer as error:
            problem = f"{self.info.name} at {line.port} does not tell its {error} at {self.baud} baud"
            advice = DEAF if heard else self._speed_advice(line) or "check protocol, wiring and the sensor's power"
            self.close()
            raise unavailable(problem, advice) from None
        except SensorUnfit as error:
            self.close()
            self.unfit = True
            raise unavailable(error.problem, error.advice) from None

    def _came_back(self, now: float) -> bool:
        """Whether these readings end a silence, and of a sensor that can forget its emissivity. Notes the time."""
        silent_s, self._heard_at = now - self._heard_at, now
        return silent_s > STALE_S and self.sensor.emissivity is not None

    def _check_serial(self) -> None:
        """The first sensor met stays the only one: a calibration belongs to it alone."""
        found = self.sensor.serial
        if self._wanted_serial and found != self._wanted_serial:
            raise unavailable(
                f"sensor {found or 'without a serial number'} is plugged in, not {self._wanted_serial}",
                "plug the right one in; after a change of sensors restart the program and calibrate",
            )
        self._wanted_serial = found

    def _doubt(self, line: SerialLine) -> None:
        """Nothing but noise since opening: say at which speed frames come. Raises DeviceUnavailable."""
        age_s = time.monotonic() - self._opened_at
        noise = self._parser.discarded
        if age_s < NOISE_S or noise < NOISE_BYTES:
            return
        advice = self._speed_advice(line) or "check thermometer.protocol, thermometer.baud and the wiring"
        self.close()
        raise unavailable(f"{noise} bytes came at {self.baud} baud, and none fits {self.info.name}", advice)

    def _speed_advice(self, line: SerialLine) -> str:
        """At which other speed the sensor speaks; empty when at none, at this one too, or when it cannot be tried."""
        if not self.probing or self._proven:
            return ""
        try:
            for baud in dict.fromkeys((self.baud, self.info.baud, *self.info.bauds[:PROBED_SPEEDS])):
                if self._speaks(line, baud):
                    return "" if baud == self.baud else f"the sensor speaks {baud} baud: set thermometer.baud = {baud}"
        except DeviceUnavailable:
            pass  # gone in the meantime; the next opening says so
        return ""

    def _speaks(self, line: SerialLine, baud: int) -> bool:
        """Whether frames come at this speed, or answers to two questions: noise may look like the answer to one."""
        line.set_baud(baud)
        parser = self._new_parser()
        conversation = parser.setup(None)
        line.send(parser.start())
        answered: set[bytes] = set()
        deadline = time.monotonic() + PROBE_S + 30 * self.info.frame_bytes / baud
        while (left := deadline - time.monotonic()) > 0:
            try:
                question = next(conversation, b"")
            except NoAnswer:
                question, answered = b"", set()
            except SensorUnfit:
                return bool(answered)
            if len(answered) > 1 or (answered and not question):
                return True
            line.send(question)
            asked = bool(question) and parser.awaiting
            if _await_answer(line, parser, min(left, ANSWER_S)):
                return True
            answered |= {question} if asked and not parser.awaiting else set()
        return len(answered) > 1

    def _poll_when_due(self, line: SerialLine, now: float) -> float:
        """Ask a sensor that does not stream; return when to ask again (monotonic s). Unanswered, ask more slowly."""
        if now < self._next_poll:
            return self._next_poll
        unanswered = self._parser.awaiting
        request = self._parser.poll()
        if not request:
            return math.inf
        if unanswered:
            self._poll_s = min(SLOWEST_POLL_S, self._poll_s * SLOWER)
        self._next_poll = now + self._poll_s
        line.send(request)
        return self._next_poll

    def _identify(self, where: str, found: PortClass) -> DeviceIdentity:
        return DeviceIdentity(DeviceKind.THERMOMETER, self.info.name, source_nature(found), where)

    def _new_parser(self) -> WireProtocol:
        return self.info.factory() if self.address is None else self.info.factory(self.address)

    def _renew_parser(self) -> None:
        self._earlier_bad_frames = self.bad_frames
        self._earlier_discarded = self.discarded
        self._parser = self._new_parser()

    def _connected(self) -> SerialLine:
        if self._line is None:
            raise unavailable(f"{self.port} is not open", "open it first")
        return self._line


def _await_answer(line: SerialLine, parser: WireProtocol, patience_s: float) -> list[Reading]:
    """Feed what comes until the answer has; without a question, until a reading has. Return the readings."""
    deadline = time.monotonic() + patience_s
    asked = parser.awaiting
    readings: list[Reading] = []
    while (parser.awaiting if asked else not readings) and (left := deadline - time.monotonic()) > 0:
        readings += parser.feed(line.receive(left))
    return readings

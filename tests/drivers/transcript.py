"""A sensor on paper: what is sent to it, and what comes back."""

from drivers.protocols import SensorFacts, WireProtocol
from drivers.values import Reading


def answers(parser: WireProtocol, *expected: tuple[str | bytes, str | bytes]) -> list[Reading]:
    """Poll once, as a transcript: what goes out, what comes back; nothing may be left over."""
    readings: list[Reading] = []
    question = parser.poll()
    for sent, answered in expected:
        assert question == (bytes.fromhex(sent) if isinstance(sent, str) else sent)
        readings += parser.feed(bytes.fromhex(answered) if isinstance(answered, str) else answered)
        question = parser.outgoing()
    assert question == b""
    return readings


def set_up(parser: WireProtocol, emissivity: float | None, replies: dict[bytes, bytes]) -> SensorFacts:
    """Have the set-up conversation with a sensor that knows these replies, and is silent otherwise."""
    conversation = parser.setup(emissivity)
    try:
        while True:
            parser.feed(replies.get(next(conversation), b""))
    except StopIteration as end:
        return end.value

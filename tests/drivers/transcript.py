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


def set_up(
    parser: WireProtocol,
    emissivity: float | None,
    replies: dict[bytes, bytes],
    at_first: dict[bytes, list[bytes]] | None = None,
) -> SensorFacts:
    """Have the set-up conversation with a sensor that knows these replies, and is silent otherwise.

    `at_first`: what it says instead the first times that it is asked.
    """
    conversation = parser.setup(emissivity)
    earlier = {question: iter(said) for question, said in (at_first or {}).items()}
    try:
        while True:
            question = next(conversation)
            parser.feed(next(earlier.get(question, iter(())), replies.get(question, b"")))
    except StopIteration as end:
        return end.value

"""What the protocols share that put questions: one question at a time, asked again when no answer comes.

There is no clock here. Whoever owns the port sends what `setup` yields, waits while `awaiting` stands, and resumes.
"""

from collections.abc import Callable, Generator
from typing import Any, Final, NoReturn

from drivers.protocols.base import Listener, NoAnswer, SensorUnfit

TRIES: Final = 3
EMISSIVITY_TOLERANCE: Final = 0.0051
"""Half a step of the coarsest sensors (0.01): a setting read back must agree with the wish within it."""

Question = Generator[bytes, None, Any]


class Asker(Listener):
    """A parser with at most one question in the air. The family's `feed` calls `_answered` or `_refuse`."""

    def __init__(self) -> None:
        super().__init__()
        self._expected: Any = None
        """What the answer in the air must look like, in the family's own terms; None when nothing was asked."""
        self._answer: Any = None
        self._lost = False

    @property
    def awaiting(self) -> bool:
        """Whether the answer to the last request has yet to come."""
        return self._expected is not None

    @property
    def setup_lost(self) -> bool:
        """Whether the sensor has restarted, or its settings have changed, since `setup`."""
        return self._lost

    def _expect(self, expected: Any) -> None:
        """Begin a question; what was left of an earlier answer belongs to nothing."""
        self.discarded += len(self._buffer)
        self._buffer = b""
        self._expected, self._answer = expected, None

    def _answered(self, answer: Any) -> None:
        self._expected, self._answer = None, answer

    def _refuse(self, words: str) -> None:
        """The sensor said no: an answer too, but without content."""
        self.refused = words
        self._expected, self._answer = None, None

    def _ask(self, request: bytes, expected: Any) -> Question:
        """Ask; return the answer, or None when the sensor refused or stayed silent TRIES times."""
        for _ in range(TRIES):
            self._expect(expected)
            yield request
            if self._expected is None:
                return self._answer
        self._expected = None
        return None

    def _must(self, request: bytes, expected: Any, what: str) -> Question:
        """Ask for what every sensor of the family must answer. Raises NoAnswer or SensorUnfit."""
        self.refused = ""
        answer = yield from self._ask(request, expected)
        if answer is None and self.refused:
            raise SensorUnfit(
                f"the sensor refused to tell its {what} ({self.refused})",
                "check thermometer.protocol: is it this model?",
            )
        if answer is None:
            raise NoAnswer(what)
        return answer

    def _agreed(self, ask: Callable[[], Question], what: str) -> Question:
        """Ask until two answers running are alike: without a sum, a stray byte makes another setting of one.

        Raises NoAnswer, and what `ask` raises.
        """
        last: Any = None
        for _ in range(TRIES):
            answer = yield from ask()
            if answer is not None and answer == last:
                return answer
            last = answer
        raise NoAnswer(what)


def check_emissivity(wanted: float | None, found: float) -> None:
    """Raise SensorUnfit when the sensor did not take the emissivity."""
    if wanted is not None and abs(wanted - found) > EMISSIVITY_TOLERANCE:
        raise SensorUnfit(
            f"the sensor keeps its emissivity at {found:.3f} though {wanted:.3f} was set",
            "unlock its settings (switch, password), or set thermometry.sensor_emissivity to its value",
        )


def check_range(wanted: float | None, low: float, high: float) -> None:
    """Raise SensorUnfit when the family cannot be set to this emissivity at all."""
    if wanted is not None and not low <= wanted <= high:
        raise SensorUnfit(
            f"this sensor takes an emissivity from {low:g} to {high:g}, not {wanted:g}",
            "set thermometry.sensor_emissivity within it",
        )


def refuse_setting(name: str, found: str, neutral: str, how: str) -> NoReturn:
    """Raise SensorUnfit for a setting by which the sensor would bend its own readings."""
    raise SensorUnfit(
        f"the sensor carries {name} {found} of its own, which would be counted twice",
        f"set it to {neutral}: {how}; then calibrate again",
    )

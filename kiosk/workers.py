"""Threads have one shape, and cross in two ways only: `Latest` for what may be skipped, `Inbox` for what may not."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from drivers.values import DeviceUnavailable

log = logging.getLogger(__name__)

T = TypeVar("T")

BACK_OFF_S = (0.5, 1.0, 2.0, 5.0)
"""Pauses after one, two, three, more failures in a row."""


class Latest(Generic[T]):
    """Holds the newest value only. Whoever is slow skips, and never lags."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._value: T | None = None
        self._version = 0

    def put(self, value: T) -> None:
        with self._changed:
            self._value = value
            self._version += 1
            self._changed.notify_all()

    def get(self) -> T | None:
        with self._changed:
            return self._value

    def newer(self, version: int, timeout_s: float) -> tuple[T | None, int]:
        """Wait for a value newer than `version`; return (value, its version), or (None, `version`) on time-out."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._version > version, timeout_s):
                return None, version
            return self._value, self._version


class Inbox(Generic[T]):
    """A bounded queue of facts. Facts are never dropped: a full inbox makes the sender wait."""

    def __init__(self, size: int = 1000, patience_s: float = 2.0) -> None:
        self._queue: queue.Queue[T] = queue.Queue(size)
        self._patience_s = patience_s

    def post(self, fact: T, patience_s: float | None = None) -> None:
        """Hand in a fact. Raises queue.Full when nobody took any for `patience_s`: the reader is dead."""
        self._queue.put(fact, timeout=self._patience_s if patience_s is None else patience_s)

    def drain(self) -> list[T]:
        """Return all waiting facts, oldest first."""
        facts: list[T] = []
        while True:
            try:
                facts.append(self._queue.get_nowait())
            except queue.Empty:
                return facts

    def wait(self, timeout_s: float) -> list[T]:
        """Wait for a fact, then return all waiting ones."""
        try:
            return [self._queue.get(timeout=timeout_s), *self.drain()]
        except queue.Empty:
            return []


@dataclass(frozen=True, slots=True)
class Health:
    """How a worker fares."""

    beat_at: float
    """When its step last ended well, monotonic seconds."""
    problem: str | None = None
    """A device's problem and what to do; it is being tried again."""
    crashed: str | None = None
    """Our own bug, in one line; it is being tried again too."""


class Beat:
    """The health of a loop that is no Worker: Qt's own, which draws the screen."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._at = clock()

    def __call__(self) -> None:
        """Tell that the loop goes round."""
        self._at = self._clock()

    @property
    def health(self) -> Health:
        return Health(beat_at=self._at)

    def silent_s(self) -> float:
        """Return for how long nothing was told."""
        return self._clock() - self._at


class Worker:
    """One supervised thread: a step over and over, with back-off after failures, joined at exit.

    A step waits for its own input, at most a second or so. DeviceUnavailable is expected life; any other exception is
    our bug: logged with its traceback, shown in the health, and tried again, while the station keeps the door locked.
    """

    def __init__(
        self,
        name: str,
        step: Callable[[], None],
        *,
        on_failure: Callable[[], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self._step = step
        self._on_failure = on_failure
        self._clock = clock
        self._stop = threading.Event()
        self._failures = 0
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self.health = Health(beat_at=clock())

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask the thread to end; it does after its current step."""
        self._stop.set()

    def join(self, timeout_s: float = 2.0) -> bool:
        """Wait for the thread; say whether it ended."""
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def pause(self, seconds: float) -> None:
        """Rest within a step; ends at once when the worker is asked to stop."""
        self._stop.wait(seconds)

    def once(self) -> float:
        """Do one step; return how long to pause before the next (s)."""
        try:
            self._step()
        except DeviceUnavailable as error:
            return self._failed(Health(self.health.beat_at, problem=f"{error.problem}; {error.advice}"))
        except Exception as error:
            log.exception("worker %s", self.name)
            return self._failed(Health(self.health.beat_at, crashed=f"{type(error).__name__}: {error}"))
        self._failures = 0
        self.health = Health(beat_at=self._clock())
        return 0.0

    def _failed(self, health: Health) -> float:
        self.health = health
        self._failures += 1
        if self._on_failure is not None:
            try:
                self._on_failure()
            except Exception:
                log.exception("worker %s, cleaning up", self.name)
        return BACK_OFF_S[min(self._failures, len(BACK_OFF_S)) - 1]

    def _run(self) -> None:
        while not self._stop.is_set():
            self._stop.wait(self.once())

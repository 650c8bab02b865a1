"""Workers without their threads: one step at a time. Latest forgets, Inbox does not."""

import logging
import queue
import threading

import pytest

from drivers.values import DeviceKind, DeviceUnavailable
from kiosk.workers import BACK_OFF_S, Health, Inbox, Latest, Worker


class Steps:
    """Each call does the next thing on the list: nothing, or raise."""

    def __init__(self, *outcomes: Exception | None) -> None:
        self._outcomes = list(outcomes)
        self.calls = 0

    def __call__(self) -> None:
        self.calls += 1
        outcome = self._outcomes.pop(0) if self._outcomes else None
        if outcome is not None:
            raise outcome


GONE = DeviceUnavailable(DeviceKind.CAMERA, "no camera", "plug it in")


def test_a_step_that_ends_well_is_a_beat() -> None:
    now = [1.0]
    worker = Worker("w", Steps(), clock=lambda: now[0])
    assert worker.health == Health(1.0)
    now[0] = 5.0
    assert worker.once() == 0.0
    assert worker.health == Health(5.0)


def test_a_device_that_is_gone_is_a_problem_and_tried_again() -> None:
    now = [1.0]
    worker = Worker("w", Steps(GONE), clock=lambda: now[0])
    now[0] = 5.0
    assert worker.once() == BACK_OFF_S[0]
    assert worker.health == Health(1.0, problem="no camera; plug it in")
    assert worker.once() == 0.0
    assert worker.health == Health(5.0)


def test_a_bug_is_a_crash_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    worker = Worker("sight", Steps(KeyError("nose")), clock=lambda: 1.0)
    with caplog.at_level(logging.ERROR):
        assert worker.once() == BACK_OFF_S[0]
    assert worker.health == Health(1.0, crashed="KeyError: 'nose'")
    assert "worker sight" in caplog.text
    assert "Traceback" in caplog.text
    assert worker.once() == 0.0
    assert worker.health.crashed is None


def test_failures_in_a_row_wait_longer_until_one_step_ends_well() -> None:
    worker = Worker("w", Steps(*[GONE] * 6, None, GONE), clock=lambda: 1.0)
    assert [worker.once() for _ in range(8)] == [0.5, 1.0, 2.0, 5.0, 5.0, 5.0, 0.0, 0.5]


def test_on_failure_runs_after_the_health_is_known() -> None:
    seen: list[str | None] = []
    worker = Worker("w", Steps(GONE), on_failure=lambda: seen.append(worker.health.problem))
    worker.once()
    worker.once()
    assert seen == ["no camera; plug it in"]


def test_a_cleaning_up_that_fails_too_is_logged_and_no_end(caplog: pytest.LogCaptureFixture) -> None:
    worker = Worker("w", Steps(GONE), on_failure=Steps(RuntimeError("still held")), clock=lambda: 1.0)
    assert worker.once() == BACK_OFF_S[0]
    assert worker.health.problem is not None
    assert "cleaning up" in caplog.text


def test_the_thread_runs_steps_until_it_is_stopped_and_is_joined() -> None:
    ran = threading.Event()
    worker = Worker("w", ran.set)
    assert worker.join(), "a thread that never began has ended"
    worker.start()
    assert ran.wait(5.0)
    worker.stop()
    assert worker.join(5.0)


def test_a_pause_ends_when_the_worker_is_stopped() -> None:
    worker = Worker("w", lambda: worker.pause(60.0))
    worker.start()
    worker.stop()
    assert worker.join(5.0)


def test_a_thread_that_hangs_is_not_waited_for() -> None:
    release, entered = threading.Event(), threading.Event()

    def hang() -> None:
        entered.set()
        release.wait(30.0)

    worker = Worker("w", hang)
    worker.start()
    assert entered.wait(5.0)
    worker.stop()
    assert not worker.join(0.01)
    release.set()
    assert worker.join(5.0)


def test_latest_holds_the_newest_only() -> None:
    latest: Latest[int] = Latest()
    assert latest.get() is None
    assert latest.newer(0, 0.0) == (None, 0)
    for value in (1, 2, 3):
        latest.put(value)
    value, version = latest.newer(0, 0.0)
    assert (value, latest.get()) == (3, 3)
    assert latest.newer(version, 0.0) == (None, version)
    latest.put(3)
    assert latest.newer(version, 0.0) == (3, version + 1)


def test_inbox_loses_nothing_and_keeps_the_order() -> None:
    inbox: Inbox[int] = Inbox()
    assert inbox.drain() == []
    assert inbox.wait(0.0) == []
    for fact in range(500):
        inbox.post(fact)
    assert inbox.wait(0.0) + inbox.drain() == list(range(500))


def test_a_full_inbox_refuses_loudly() -> None:
    inbox: Inbox[int] = Inbox(size=2, patience_s=0.0)
    inbox.post(1)
    inbox.post(2)
    with pytest.raises(queue.Full):
        inbox.post(3)
    assert inbox.drain() == [1, 2]

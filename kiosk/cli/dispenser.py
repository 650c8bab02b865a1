"""The thread that watches a hand dispenser on a serial adapter of its own. It may fail: visitors confirm by touch."""

import queue
from contextlib import suppress

from drivers.inputs import ModemInput
from kiosk.clock import Clock
from kiosk.config.door import DispenserConfig
from kiosk.screening.events import Event, HandsSensed
from kiosk.workers import Inbox, Worker


def dispenser_worker(config: DispenserConfig, inbox: Inbox[Event], clock: Clock) -> Worker | None:
    """Return the thread that posts a HandsSensed for each hand; None where the dispenser has no port of its own."""
    if not config.port:
        return None
    source = ModemInput(config.port, config.input, active_high=config.input_high)

    def step() -> None:
        if source.wait():
            with suppress(queue.Full):
                inbox.post(HandsSensed(clock.monotonic()), patience_s=0.0)

    return Worker("dispenser", step, on_failure=source.close)

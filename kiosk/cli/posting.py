"""The thread that sends a signed head out once a day. It may fail: it tries again, and says so in the log."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from kiosk.config.heads import HeadsConfig, SendHeads
from kiosk.head_post import HeadPost, SendProblem
from kiosk.workers import Worker

LOOK_S = 60.0
AGAIN_S = 600.0

log = logging.getLogger(__name__)


def post_worker(config: HeadsConfig, folder: Path) -> Worker | None:
    """Return the thread that sends heads; None where none are sent."""
    if config.send is SendHeads.NONE:
        return None
    post = HeadPost(folder, config, lambda: datetime.now(UTC))
    told = ""

    def step() -> None:
        nonlocal told
        try:
            post.step()
        except SendProblem as problem:
            if str(problem) != told:
                log.warning("signed heads: %s", problem)
            told = str(problem)
            worker.pause(AGAIN_S)
            return
        told = ""
        worker.pause(LOOK_S)

    worker = Worker("heads", step)
    return worker

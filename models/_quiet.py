"""MediaPipe's chatter kept off the terminal, without hiding anything else."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_CHATTER = re.compile(
    rb"^(INFO: |W0000 .*(inference_feedback_manager|inference_runner_litert|face_landmarker_graph|landmark_projection)"
    rb"|I0000 |WARNING: Logging before InitGoogle)"
)


@contextmanager
def quiet() -> Iterator[None]:
    """Pass on what the block writes to standard error (any thread, any language), known chatter left out."""
    said = bytearray()
    try:
        with overheard(said):
            yield
    finally:
        _pass_on(said)


@contextmanager
def overheard(said: bytearray) -> Iterator[None]:
    """Add to `said` what the block writes to standard error (any thread, any language); it goes nowhere else."""
    with os.fdopen(os.memfd_create("overheard"), "w+b") as kept:  # in memory: a full disk is no broken picture
        sys.stderr.flush()
        outside = os.dup(2)
        os.dup2(kept.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(outside, 2)
            os.close(outside)
            kept.seek(0)
            said += kept.read()


def _pass_on(text: bytearray) -> None:
    for line in text.splitlines(keepends=True):
        if line.strip() and not _CHATTER.match(line):
            os.write(2, line)

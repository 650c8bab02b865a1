"""One simulated passage, filmed: the whole kiosk runs, and its own screen is what is seen."""

import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from kiosk.cli.assembly import Assembly
from kiosk.cli.main import Problem
from kiosk.config import load, shipped
from kiosk.screening.events import HandsSensed
from kiosk.screening.snapshot import Snapshot, Step

SEED = 0
"""Its first visitor comes without a mask and puts it on when asked: guidance, a retry and an admit in one passage."""
SIZE, WIDTH = (1280, 800), 640


def _with_clean_hands(assembly: Assembly) -> Snapshot:
    """The visitor has used the sanitiser, and its sensor tells."""
    snapshot = assembly.snapshot()
    if snapshot.session_id is not None and snapshot.hands is Step.NEXT:
        assembly.touched(HandsSensed(time.monotonic()))
    return snapshot


def film(out: Path) -> int:
    """Write a moving GIF of that passage in English; return its size in bytes."""
    from kiosk.ui.film import shoot, write
    from kiosk.ui.gallery import SITE

    folder = Path(tempfile.mkdtemp(prefix="kiosk-film-"))
    config = load(shipped())
    config = replace(
        config,
        station=replace(config.station, data_dir=str(folder)),
        simulation=replace(config.simulation, seed=SEED, visitors=True),
    )
    site = replace(SITE, language="en", languages=("id", "en"), motion=True)
    assembly = Assembly(config, lambda report: None)
    assembly.start()
    try:
        taken = shoot(lambda: _with_clean_hands(assembly), assembly.frames.get, assembly.touched, site, SIZE, WIDTH)
    except TimeoutError as error:
        raise Problem(str(error)) from None
    finally:
        assembly.stop()
        shutil.rmtree(folder, ignore_errors=True)
    write(taken, out)
    return out.stat().st_size

"""A short moving picture of the real screen, as GIF: for README, where a visitor's way says more than a still."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage

from drivers.values import Frame
from kiosk.screening.events import Event
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Outcome, Phase
from kiosk.ui.app import make_application
from kiosk.ui.screen import Screen
from kiosk.ui.site import Site

PICTURES_A_S = 8
STEP_S = 0.03
LONGEST_S = 90.0
WELCOME_S = 1.5
"""How long the page that it begins and ends with stands."""
COLOURS = 96


@dataclass(frozen=True, slots=True)
class Still:
    image: QImage
    at: float
    """When it came, s."""


def shoot(
    latest_snapshot: Callable[[], Snapshot],
    latest_frame: Callable[[], Frame | None],
    post: Callable[[Event], None],
    site: Site,
    size: tuple[int, int],
    width: int,
) -> list[Still]:
    """Show the station until somebody was let in and has gone; pictures `width` pixels wide of a window of `size`.

    Raises TimeoutError when nobody was let in within LONGEST_S.
    """
    make_application()
    screen = Screen(site, post)
    screen.window.resize(*size)
    film, admitted, begun, due = [], False, time.monotonic(), 0.0
    try:
        while (now := time.monotonic()) - begun < LONGEST_S:
            snapshot = latest_snapshot()
            screen.show(snapshot)
            screen.feed.offer(latest_frame() if screen.view.preview else None)
            QCoreApplication.processEvents()
            admitted = admitted or snapshot.outcome is Outcome.ADMIT
            if now >= due and snapshot.phase is not Phase.OUT_OF_SERVICE:
                due = now + 1 / PICTURES_A_S
                image = screen.window.grabWindow().scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
                if not film or film[-1].image != image:
                    film.append(Still(image, now))
                if admitted and snapshot.phase is Phase.IDLE:
                    return _from_welcome(film)
            time.sleep(STEP_S)
    finally:
        screen.close()
    raise TimeoutError(f"nobody was let in within {LONGEST_S:.0f} s: is the machine very busy? Try once more")


def _from_welcome(film: list[Still]) -> list[Still]:
    """Begin with the page that it ends with."""
    return [replace(film[-1], at=film[0].at - WELCOME_S), *film]


def write(film: list[Still], out: Path) -> None:
    """One palette for all, without dither: what stands still costs nothing."""
    pictures = [_pillow(still.image) for still in film]
    tall = Image.new("RGB", (pictures[0].width, sum(one.height for one in pictures)))
    for number, one in enumerate(pictures):
        tall.paste(one, (0, number * one.height))
    palette = tall.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    drawn = [one.quantize(palette=palette, dither=Image.Dither.NONE) for one in pictures]
    times = [still.at for still in film]
    seconds = [later - earlier for earlier, later in pairwise(times)] + [1 / PICTURES_A_S]
    out.parent.mkdir(parents=True, exist_ok=True)
    drawn[0].save(
        out,
        format="GIF",
        save_all=True,
        append_images=drawn[1:],
        duration=[round(each * 1000) for each in seconds],
        loop=0,
    )


def _pillow(image: QImage) -> Image.Image:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    return Image.frombuffer(
        "RGB", (plain.width(), plain.height()), bytes(plain.constBits()), "raw", "RGB", plain.bytesPerLine(), 1
    )

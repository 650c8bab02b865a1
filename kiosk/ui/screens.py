"""Pictures of every page: `python -m kiosk.ui.screens DIR [--frame FILE]`."""

import argparse
import sys
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickWindow

from drivers.values import Frame
from kiosk.ui.app import make_application, prepare_environment
from kiosk.ui.gallery import SITE, Shot, shots, staff_shots
from kiosk.ui.screen import Screen
from kiosk.ui.site import LANGUAGES, Look

SIZES = ((1080, 1920), (1280, 800), (800, 480), (1920, 1080))


def render_screens(
    out: Path,
    pixels: NDArray[np.uint8] | None = None,
    *,
    own: Mapping[str, NDArray[np.uint8]] | None = None,
    sizes: Iterable[tuple[int, int]] = SIZES,
    languages: Iterable[str] = LANGUAGES,
    only: str = "",
    look: Look = Look.DAY,
) -> list[Path]:
    """Write `<phase>-<language>-<size>.png` for every variant; `pixels` (H x W x 3, BGR) is what the camera shows.

    `own` has what it shows instead while some shots are taken, by their names.
    """
    make_application()
    out.mkdir(parents=True, exist_ok=True)
    screen = Screen(replace(SITE, look=look), lambda event: None, submit=lambda what: None)
    frame = still(pixels if pixels is not None else blank_picture())
    frames = {name: still(each) for name, each in (own or {}).items()}
    written: list[Path] = []
    for width, height in sizes:
        screen.window.resize(width, height)
        for language in languages:
            screen.speak(language)
            for name, shot in (shots() | staff_shots()).items():
                path = out / f"{name}-{language}-{width}x{height}.png"
                if only in path.stem:
                    picture(screen, shot, frames.get(name, frame)).save(str(path))
                    written.append(path)
    screen.close()
    return written


def picture(screen: Screen, shot: Shot, frame: Frame) -> QImage:
    compose(screen, shot, frame)
    return settle(screen.window)


def compose(screen: Screen, shot: Shot, frame: Frame) -> None:
    """Put page and panel on the screen, in the language that is chosen."""
    language = screen.language
    screen.show(shot.snapshot)
    screen.desk.put(shot.desk)
    screen.show_corner(shot.corner.view)
    screen.corner.put(shot.corner.typing)
    screen.speak(language)
    if screen.view.preview:
        screen.feed.offer(frame)


def settle(window: QQuickWindow) -> QImage:
    """Let bindings and layouts run to their end, and draw."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return window.grabWindow()


def still(pixels: NDArray[np.uint8]) -> Frame:
    """A frame that no camera took."""
    digest = zlib.crc32(pixels.tobytes())
    return Frame(pixels, at=0.0, luma=float(pixels.mean()), contrast=float(pixels.std()), digest=digest)


def blank_picture() -> NDArray[np.uint8]:
    """An empty wall, for when no picture is given."""
    light = np.linspace(200, 140, 480, dtype=np.uint8)[:, None, None]
    return np.ascontiguousarray(np.broadcast_to(light, (480, 640, 3)))


def read_picture(file: Path) -> NDArray[np.uint8]:
    image = QImage(str(file)).convertToFormat(QImage.Format.Format_BGR888)
    if image.isNull():
        raise SystemExit(f"{file}: not a picture that can be read")
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


SHEET_MARGIN = 14
SHEET_GROUND = "#e9e4d8"


def contact_sheet(pictures: Iterable[Path], out: Path, *, columns: int, width: int) -> None:
    """Lay pictures of one shape side by side, each `width` pixels wide, into one PNG."""
    images = [QImage(str(file)).scaledToWidth(width, Qt.TransformationMode.SmoothTransformation) for file in pictures]
    rows = -(-len(images) // columns)
    step_x, step_y = width + SHEET_MARGIN, images[0].height() + SHEET_MARGIN
    sheet = QImage(columns * step_x + SHEET_MARGIN, rows * step_y + SHEET_MARGIN, QImage.Format.Format_RGB888)
    sheet.fill(QColor(SHEET_GROUND))
    painter = QPainter(sheet)
    for number, image in enumerate(images):
        row, column = divmod(number, columns)
        painter.drawImage(SHEET_MARGIN + column * step_x, SHEET_MARGIN + row * step_y, image)
    painter.end()
    out.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(str(out), quality=0)  # packed as small as PNG can


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m kiosk.ui.screens", description="Draw every page to PNG files.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--frame", type=Path, help="a picture of what the camera shows")
    parser.add_argument("--only", default="", help="a part of the names to draw")
    chosen = parser.parse_args(arguments)
    notice = prepare_environment()
    if notice:
        print(notice, file=sys.stderr)
    pixels = read_picture(chosen.frame) if chosen.frame else None
    written = render_screens(chosen.out, pixels, only=chosen.only)
    print(f"{len(written)} pictures in {chosen.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

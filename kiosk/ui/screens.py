"""Pictures of every page: `python -m kiosk.ui.screens DIR [--frame FILE]`."""

import argparse
import sys
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickWindow

from drivers.values import Frame
from kiosk.screening.snapshot import Snapshot, Step
from kiosk.screening.values import Fault, Guidance, Outcome, Phase, Reason, Source, Trouble
from kiosk.ui.app import LANGUAGES, Screen, Site, make_application, prepare_environment

SIZES = ((1080, 1920), (1280, 800))
SITE = Site(name="Kantor Pelayanan Publik", motion=False)

_IDLE = Snapshot(Phase.IDLE, simulated=True, uncalibrated=True)
_GUIDING = Snapshot(Phase.GUIDING, hands=Step.DONE, simulated=True, session_id="1")
_ANSWERED = Snapshot(
    Phase.ANSWERED, hands=Step.DONE, mask=Step.DONE, temperature=Step.DONE, simulated=True, session_id="1"
)
_RETRY = replace(_ANSWERED, outcome=Outcome.RETRY, again_touch=True)
_TROUBLED = replace(_RETRY, temperature=Step.PROBLEM)


def variants() -> dict[str, Snapshot]:
    """Every picture a visitor can meet, by name."""
    pages = {
        "idle": _IDLE,
        "guiding": _GUIDING,
        "measuring": replace(_GUIDING, phase=Phase.MEASURING, mask=Step.DONE, progress=0.65),
        "deciding": replace(_GUIDING, phase=Phase.DECIDING, mask=Step.DONE, temperature=Step.DONE),
    }
    for guidance in Guidance:
        hands = guidance is Guidance.CLEAN_HANDS
        pages[f"guiding-{guidance}"] = replace(
            _GUIDING, guidance=guidance, hands=Step.NEXT if hands else Step.DONE, hands_touch=hands
        )
    pages |= _answers()
    for source, trouble in ((Source.STATION, Trouble.STARTING), (Source.CAMERA, Trouble.DISCONNECTED)):
        fault = Fault(source, trouble, "" if trouble is Trouble.STARTING else "/dev/video0: no such device")
        pages[f"out_of_service-{trouble}"] = Snapshot(
            Phase.OUT_OF_SERVICE, fault=fault, simulated=True, uncalibrated=True
        )
    return pages


def _answers() -> dict[str, Snapshot]:
    admit = replace(_ANSWERED, outcome=Outcome.ADMIT, door_open=True)
    refer = replace(_ANSWERED, outcome=Outcome.REFER, temperature=Step.PROBLEM, code="B4")
    answers = {
        "admit": admit,
        "admit-locked": replace(admit, door_open=False, stays_locked=True),
        "admit-advised": replace(admit, reasons=(Reason.MASK_INCORRECT, Reason.HANDS_NOT_CLEANED), mask=Step.PROBLEM),
        "admit-number": replace(
            admit, skin_c=35.82, uncertainty_c=0.5, uncalibrated=True, mask=Step.NOT_NEEDED, hands=Step.NOT_NEEDED
        ),
        "refer": replace(refer, reasons=(Reason.TEMPERATURE_ELEVATED,)),
        "refer-retries": replace(refer, reasons=(Reason.TEMPERATURE_UNSTEADY, Reason.RETRIES_USED_UP), code=None),
    }
    for reason in Reason:
        if reason not in (Reason.RETRIES_USED_UP, Reason.TEMPERATURE_ELEVATED):
            answers[f"retry-{reason}"] = replace(_retry_page(reason), reasons=(reason,))
    return {f"answered-{name}": page for name, page in answers.items()}


def _retry_page(reason: Reason) -> Snapshot:
    if reason is Reason.HOT_ARRIVAL:
        return replace(_TROUBLED, code="17", again_touch=False)
    if reason.startswith("mask"):
        return replace(_RETRY, mask=Step.PROBLEM)
    if reason.startswith("hands"):
        return replace(_RETRY, hands=Step.PROBLEM, hands_touch=True)
    return _TROUBLED


def render_screens(
    out: Path,
    pixels: NDArray[np.uint8] | None = None,
    *,
    sizes: Iterable[tuple[int, int]] = SIZES,
    languages: Iterable[str] = LANGUAGES,
    only: str = "",
) -> list[Path]:
    """Write `<phase>-<language>-<size>.png` for every variant; `pixels` (H x W x 3, BGR) is what the camera shows."""
    make_application()
    out.mkdir(parents=True, exist_ok=True)
    screen = Screen(SITE, lambda event: None)
    frame = still(pixels if pixels is not None else blank_picture())
    written: list[Path] = []
    for width, height in sizes:
        screen.window.resize(width, height)
        for language in languages:
            screen.speak(language)
            for name, snapshot in variants().items():
                if only in name:
                    path = out / f"{name}-{language}-{width}x{height}.png"
                    picture(screen, snapshot, frame).save(str(path))
                    written.append(path)
    screen.close()
    return written


def picture(screen: Screen, snapshot: Snapshot, frame: Frame) -> QImage:
    language = screen.language
    screen.show(snapshot)
    screen.speak(language)
    if screen.view.preview:
        screen.feed.offer(frame)
    return settle(screen.window)


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
    sheet.save(str(out))


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

"""Cameras: USB (V4L2), RTSP, a video file, a folder of pictures. All give the newest frame, none keeps one.

OpenCV reads its environment once, so what it shall know is set before it is imported: V4L2 waits 10 s for a stalled
camera otherwise, and FFmpeg writes addresses to the terminal. Importing it also points Qt to plugins of its own.
"""

import ipaddress
import math
import os
import stat
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.values import Camera, DeviceIdentity, DeviceKind, DeviceUnavailable, Frame, Nature

for _variable in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
    os.environ.pop(_variable, None)

Pixels = NDArray[np.uint8]

LUMA_BGR: Final = np.array((0.114, 0.587, 0.299), np.float32)
SAMPLE_LINES: Final = 30
"""Rows of the coarse sample that a frame's figures are taken from."""
OPEN_TIMEOUT_MS: Final = 4000
READ_TIMEOUT_MS: Final = 2000
MAX_BACKLOG: Final = 5
STREAM_OPTIONS: Final = "rtsp_transport;tcp|fflags;nobuffer|flags;low_delay"
PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp"})
USUAL_FPS: Final = 15.0


def frame_of(pixels: Pixels, at: float, salt: int = 0) -> Frame:
    """Make a Frame of H x W x 3 BGR pixels taken at `at` (monotonic s), its figures from a coarse sample.

    `salt` enters the digest where equal pictures in a row are no fault: a film may stand still.
    """
    step = max(1, min(pixels.shape[:2]) // SAMPLE_LINES)
    sample = np.ascontiguousarray(pixels[step // 2 :: step, step // 2 :: step])
    luma = sample.reshape(-1, 3) @ LUMA_BGR
    return Frame(pixels, at, float(luma.mean()), float(luma.std()), zlib.crc32(sample.data, salt))


def open_camera(
    source: str,
    *,
    device: str = "0",
    url: str = "",
    path: str = "",
    width: int = 640,
    height: int = 480,
    fps: float = USUAL_FPS,
) -> Camera:
    """Open one camera: `usb` (index or path in `device`), `rtsp` (`url`), `file` or `folder` (`path`).

    Raises DeviceUnavailable when it cannot be opened, ValueError for another source. After a DeviceUnavailable from
    `read`, close it and open a new one.
    """
    match source:
        case "usb":
            return _open_usb(device, width, height, fps)
        case "rtsp":
            return _open_rtsp(url, fps)
        case "file":
            return VideoFile(Path(path))
        case "folder":
            return ImageFolder(Path(path), fps)
        case _:
            raise ValueError(f"unknown camera source {source!r} (known: usb, rtsp, file, folder)")


@dataclass(slots=True)
class Pace:
    """Keeps a recorded source at its own speed; a reader that was late does not get a burst."""

    fps: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    due: float = -math.inf

    def wait(self) -> float:
        """Wait until the next frame is due; return that moment (monotonic s)."""
        now = self.clock()
        if now < self.due:
            self.sleep(self.due - now)
            now = self.due
        self.due = now + 1 / self.fps
        return now


class LiveCamera:
    """A camera that films by itself, USB or RTSP. Frames nobody fetched in time are skipped."""

    def __init__(
        self,
        identity: DeviceIdentity,
        capture: cv2.VideoCapture,
        fps: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.identity = identity
        self._capture = capture
        self._soon_s = 0.25 / fps
        self._clock = clock

    def read(self) -> Frame:
        """Wait for the next frame, at most about two seconds. Raises DeviceUnavailable when the camera is lost."""
        self._grab_newest()
        good, pixels = self._capture.retrieve()
        if not good:
            raise self._lost()
        return frame_of(_pixels(pixels), self._clock())

    def close(self) -> None:
        """Let go of the camera; harmless when done twice."""
        self._capture.release()

    def _grab_newest(self) -> None:
        """A frame that was there at once had been waiting; a newer one may stand behind it."""
        for _ in range(MAX_BACKLOG):
            before = self._clock()
            if not self._capture.grab():
                raise self._lost()
            if self._clock() - before > self._soon_s:
                return

    def _lost(self) -> DeviceUnavailable:
        self.close()
        return _unavailable(f"lost {self.identity.where}", "check the camera's cable and power")


class VideoFile:
    """A film in place of a camera: at its own speed, from the start again when it ends."""

    def __init__(self, path: Path, pace: Pace | None = None) -> None:
        """Open the film. Raises DeviceUnavailable. `pace` None: the film's own frames a second."""
        self.identity = _identity("file", Nature.SIMULATED, str(path))
        self._path = path
        self._capture = _open_film(path)
        self._pace = pace or Pace(_sane_fps(self._capture.get(cv2.CAP_PROP_FPS)))
        self._count = 0

    def read(self) -> Frame:
        """The next frame when it is due. Raises DeviceUnavailable when the film cannot be read."""
        at = self._pace.wait()
        good, pixels = self._capture.read()
        if not good:
            self._capture.release()
            self._capture = _open_film(self._path)
            good, pixels = self._capture.read()
        if not good:
            raise _unavailable(f"no picture in {self._path}", "set camera.path to a video file")
        self._count += 1
        return frame_of(_pixels(pixels), at, self._count)

    def close(self) -> None:
        """Let go of the file."""
        self._capture.release()


class ImageFolder:
    """A folder of pictures in place of a camera: in the order of their names, round and round."""

    def __init__(self, path: Path, fps: float = USUAL_FPS, pace: Pace | None = None) -> None:
        """List the pictures. Raises DeviceUnavailable when there are none."""
        self.identity = _identity("folder", Nature.SIMULATED, str(path))
        files = path.iterdir() if path.is_dir() else ()
        self._files = sorted(file for file in files if file.suffix.lower() in PICTURES)
        if not self._files:
            raise _unavailable(f"no pictures in {path}", f"set camera.path to a folder of {_words(PICTURES)} files")
        self._pace = pace or Pace(_sane_fps(fps))
        self._count = 0

    def read(self) -> Frame:
        """The next picture when it is due. Raises DeviceUnavailable when it cannot be decoded."""
        at = self._pace.wait()
        file = self._files[self._count % len(self._files)]
        self._count += 1
        pixels = cv2.imread(str(file), cv2.IMREAD_COLOR)
        if pixels is None:
            raise _unavailable(f"{file} is not a picture", "remove it from the folder")
        return frame_of(_pixels(pixels), at, self._count)

    def close(self) -> None:
        """Nothing is held open."""


def camera_nature(device: str, sys_root: Path = Path("/sys")) -> Nature:
    """The nature of a V4L2 device: real only when it hangs on a bus; loopback and test drivers do not."""
    try:
        status = Path(device).stat()
    except OSError:
        return Nature.SIMULATED
    node = sys_root / "dev" / "char" / f"{os.major(status.st_rdev)}:{os.minor(status.st_rdev)}"
    hardware = (node / "device").resolve()
    proven = stat.S_ISCHR(status.st_mode) and (node / "device").exists()
    played = "virtual" in hardware.parts or hardware.name.startswith(("vivid", "vimc", "v4l2loopback"))
    return Nature.REAL if proven and not played else Nature.SIMULATED


def _open_usb(device: str, width: int, height: int, fps: float) -> LiveCamera:
    path = Path(f"/dev/video{device}" if device.isdecimal() else device)
    if not path.exists():
        raise _unavailable(f"no camera at {path}", "plug the camera in, or set camera.device to its number or path")
    if not os.access(path, os.R_OK | os.W_OK):
        raise _unavailable(f"no permission for {path}", "give this user access (on most systems: the group video)")
    capture = cv2.VideoCapture(str(path.resolve()), cv2.CAP_V4L2)
    if not capture.isOpened():
        raise _unavailable(f"cannot open {path}", "close other programs that use the camera, or choose another device")
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    for setting, value in (
        (cv2.CAP_PROP_FRAME_WIDTH, width),
        (cv2.CAP_PROP_FRAME_HEIGHT, height),
        (cv2.CAP_PROP_FPS, fps),
        (cv2.CAP_PROP_BUFFERSIZE, 1),
    ):
        capture.set(setting, value)
    return LiveCamera(_identity("usb", camera_nature(str(path)), str(path)), capture, _sane_fps(fps))


def _open_rtsp(url: str, fps: float) -> LiveCamera:
    where, nature = _without_password(url), _stream_nature(url)
    limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_TIMEOUT_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_TIMEOUT_MS]
    # OpenCV takes these from the environment at each opening; for a film they would cost its first frames.
    os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = STREAM_OPTIONS
    try:
        capture = cv2.VideoCapture(url, cv2.CAP_FFMPEG, limits)
    finally:
        del os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"]
    if not capture.isOpened():
        raise _unavailable(
            f"cannot open {where}", "check the camera's network, address, user and password in camera.url"
        )
    return LiveCamera(_identity("rtsp", nature, where), capture, _sane_fps(fps))


def _without_password(url: str) -> str:
    """Scheme, host and path of a stream; user, password and query stay out of records, logs and errors."""
    parts = _split_stream(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}"


def _stream_nature(url: str) -> Nature:
    """A stream of this very computer is played, not filmed. One from elsewhere is taken for a camera."""
    host = _split_stream(url).hostname or ""
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost" or host.endswith(".localhost")
    return Nature.SIMULATED if local else Nature.REAL


def _split_stream(url: str) -> Any:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("rtsp", "rtsps") and parts.hostname and (parts.port or True)
    except ValueError:
        parts, good = None, False
    if not good:
        raise _unavailable("camera.url is not an RTSP address", "write it as rtsp://user:password@host/path")
    return parts


def _open_film(path: Path) -> cv2.VideoCapture:
    if not path.is_file():
        raise _unavailable(f"no file {path}", "set camera.path to a video file")
    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    if not capture.isOpened():
        raise _unavailable(f"{path} is not a video", "set camera.path to a video file")
    return capture


def _identity(name: str, nature: Nature, where: str) -> DeviceIdentity:
    return DeviceIdentity(DeviceKind.CAMERA, name, nature, where)


def _unavailable(problem: str, advice: str) -> DeviceUnavailable:
    return DeviceUnavailable(DeviceKind.CAMERA, problem, advice)


def _pixels(picture: Any) -> Pixels:
    return np.asarray(picture, np.uint8)


def _sane_fps(fps: float) -> float:
    return fps if 0.1 <= fps <= 240 else USUAL_FPS


def _words(names: frozenset[str]) -> str:
    return ", ".join(sorted(name.lstrip(".") for name in names))

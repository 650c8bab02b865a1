"""Cameras from files, folders and the scene; the figures by which frozen and black are known."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers import camera
from drivers.camera import ImageFolder, LiveCamera, Pace, VideoFile, camera_nature, frame_of, open_camera
from drivers.simulation.camera import CameraFault, SimulatedCamera
from drivers.simulation.looks import MaskWear
from drivers.simulation.scene import Scene
from drivers.values import DeviceIdentity, DeviceKind, DeviceUnavailable, Nature

ROOT = Path(__file__).parents[2]


class Clock:
    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 20.0, (64, 48))
    for shade in (40, 40, 120):
        writer.write(np.full((48, 64, 3), shade, np.uint8))
    writer.release()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, shade in (("b.PNG", 200), ("a.png", 10), ("c.jpg", 90)):
        cv2.imwrite(str(tmp_path / name), np.full((48, 64, 3), shade, np.uint8))
    (tmp_path / "notes.txt").write_text("not a picture")
    return tmp_path


def test_figures_of_a_frame() -> None:
    pixels = np.zeros((480, 640, 3), np.uint8)
    assert (frame_of(pixels, 1.0).luma, frame_of(pixels, 1.0).contrast) == (0.0, 0.0)
    pixels[:, 320:] = 255
    half = frame_of(pixels, 2.0)
    assert half.luma == pytest.approx(127.5, abs=4)
    assert half.contrast == pytest.approx(127.5, abs=1)
    assert half.at == 2.0
    assert half.digest == frame_of(pixels.copy(), 3.0).digest
    assert half.digest != frame_of(pixels, 3.0, salt=1).digest
    green, blue = (frame_of(np.full((48, 64, 3), colour, np.uint8), 0.0).luma for colour in ((0, 255, 0), (255, 0, 0)))
    assert green > 4 * blue


def test_figures_are_cheap() -> None:
    pixels = np.zeros((480, 640, 3), np.uint8)
    begin = time.process_time()
    for _ in range(200):
        frame_of(pixels, 0.0)
    assert (time.process_time() - begin) / 200 < 0.0003


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 500, 3), (1080, 1920, 3)])
def test_any_size_has_figures(shape: tuple[int, int, int]) -> None:
    assert frame_of(np.full(shape, 7, np.uint8), 0.0).luma == pytest.approx(7, abs=0.1)


def test_pace_neither_hurries_nor_catches_up() -> None:
    clock = Clock()
    pace = Pace(10.0, clock, clock.sleep)
    assert [pace.wait() for _ in range(3)] == pytest.approx([100.0, 100.1, 100.2])
    clock.now = 200.0
    assert [pace.wait(), pace.wait()] == pytest.approx([200.0, 200.1])


def test_film_goes_round_at_its_own_speed_and_never_looks_frozen(film: Path) -> None:
    clock = Clock()
    played = VideoFile(film)
    assert played._pace.fps == 20.0
    played = VideoFile(film, Pace(20.0, clock, clock.sleep))
    frames = [played.read() for _ in range(7)]
    assert [round(frame.luma, -1) for frame in frames] == [40, 40, 120, 40, 40, 120, 40]
    assert [frame.at for frame in frames] == pytest.approx([100 + turn / 20 for turn in range(7)])
    assert len({frame.digest for frame in frames}) == 7
    assert played.identity == DeviceIdentity(DeviceKind.CAMERA, "file", Nature.SIMULATED, str(film))
    played.close()


def test_folder_in_the_order_of_names(folder: Path) -> None:
    clock = Clock()
    shown = ImageFolder(folder, pace=Pace(5.0, clock, clock.sleep))
    frames = [shown.read() for _ in range(4)]
    assert [round(frame.luma) for frame in frames] == [10, 200, 90, 10]
    assert len({frame.digest for frame in frames}) == 4
    assert shown.identity.nature is Nature.SIMULATED


def test_folder_with_a_broken_picture(folder: Path) -> None:
    (folder / "a.png").write_bytes(b"no picture")
    with pytest.raises(DeviceUnavailable, match=r"a\.png is not a picture; remove it"):
        open_camera("folder", path=str(folder), fps=200).read()


@pytest.mark.parametrize(
    ("open_it", "words"),
    [
        (lambda path: open_camera("file", path=str(path / "nothing.mp4")), "no file .*camera.path"),
        (lambda path: open_camera("file", path=__file__), "is not a video"),
        (lambda path: open_camera("folder", path=str(path)), "no pictures in"),
        (lambda path: open_camera("folder", path=str(path / "nothing")), "no pictures in"),
        (lambda path: open_camera("usb", device="97"), "no camera at /dev/video97; plug the camera in"),
        (lambda path: open_camera("usb", device="/dev/null"), "cannot open /dev/null"),
        (lambda path: open_camera("rtsp", url="http://host/x"), "not an RTSP address"),
        (lambda path: open_camera("rtsp", url="rtsp://host:port/x"), "not an RTSP address"),
    ],
)
def test_cameras_that_are_not_there(tmp_path: Path, open_it: Callable[[Path], object], words: str) -> None:
    with pytest.raises(DeviceUnavailable, match=words):
        open_it(tmp_path)


def test_unknown_source() -> None:
    with pytest.raises(ValueError, match="usb, rtsp, file, folder"):
        open_camera("webcam")


def test_a_password_is_never_told(capfd) -> None:
    with pytest.raises(DeviceUnavailable) as refused:
        open_camera("rtsp", url="rtsp://admin:s3cret@127.0.0.1:9/live?token=s3cret")
    told = str(refused.value) + "".join(capfd.readouterr())
    assert "rtsp://127.0.0.1:9/live" in told
    assert "s3cret" not in told
    assert "admin" not in told


@pytest.mark.parametrize(
    ("url", "where", "nature"),
    [
        ("rtsp://u:p@10.0.0.5:554/a/b", "rtsp://10.0.0.5:554/a/b", Nature.REAL),
        ("rtsp://camera.local/a", "rtsp://camera.local/a", Nature.REAL),
        ("rtsp://localhost:8554/a", "rtsp://localhost:8554/a", Nature.SIMULATED),
        ("rtsp://u:p@[::1]:8554/a", "rtsp://[::1]:8554/a", Nature.SIMULATED),
        ("rtsp://127.9.9.9/a", "rtsp://127.9.9.9/a", Nature.SIMULATED),
    ],
)
def test_identity_of_a_stream(url: str, where: str, nature: Nature) -> None:
    assert (camera._without_password(url), camera._stream_nature(url)) == (where, nature)


@pytest.mark.parametrize(
    ("hardware", "nature"),
    [
        ("pci0000:00/usb1/1-1/1-1:1.0", Nature.REAL),
        ("virtual/video4linux/video0", Nature.SIMULATED),
        ("platform/vivid.0", Nature.SIMULATED),
        (None, Nature.SIMULATED),
    ],
)
def test_nature_of_a_video_device(tmp_path: Path, hardware: str | None, nature: Nature) -> None:
    number = Path("/dev/null").stat().st_rdev
    node = tmp_path / "dev" / "char" / f"{os.major(number)}:{os.minor(number)}"
    node.mkdir(parents=True)
    if hardware:
        (tmp_path / "devices" / hardware).mkdir(parents=True)
        (node / "device").symlink_to(tmp_path / "devices" / hardware)
    assert camera_nature("/dev/null", tmp_path) is nature
    assert camera_nature("/dev/nothing", tmp_path) is Nature.SIMULATED


class FakeCapture:
    """Gives frames that had been waiting at once, then one that has to be waited for, then none."""

    def __init__(self, waiting: int, clock: Clock) -> None:
        self.waiting, self.grabbed, self.released = waiting, 0, False
        self._clock = clock

    def grab(self) -> bool:
        self.grabbed += 1
        if self.grabbed > self.waiting:
            self._clock.now += 0.006
        return self.grabbed <= self.waiting + 1

    def retrieve(self) -> tuple[bool, object]:
        return True, np.full((48, 64, 3), self.grabbed, np.uint8)

    def release(self) -> None:
        self.released = True


def test_live_camera_gives_the_newest_frame_and_says_when_it_is_lost() -> None:
    clock = Clock()
    capture = FakeCapture(3, clock)
    identity = DeviceIdentity(DeviceKind.CAMERA, "usb", Nature.REAL, "/dev/video0")
    live = LiveCamera(identity, capture, 50.0, clock)  # pyright: ignore[reportArgumentType]
    frame = live.read()
    assert (round(frame.luma), frame.at) == (4, clock.now)
    with pytest.raises(DeviceUnavailable, match="lost /dev/video0; check the camera's cable"):
        live.read()
    assert capture.released


def test_importing_leaves_qt_alone() -> None:
    code = "import drivers.camera, os; print([name for name in os.environ if name.startswith('QT_QPA_')])"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QT_QPA_")}
    told = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=environment, text=True)
    assert told.strip() == "[]"


@pytest.fixture
def simulated() -> SimulatedCamera:
    return SimulatedCamera(Scene.still(wear=MaskWear.WORN), width=320, height=240)


def test_simulated_pictures_live(simulated: SimulatedCamera) -> None:
    frames = [simulated.render(turn / 15) for turn in range(30)]
    assert len({frame.digest for frame in frames}) == 30
    assert frames[0].pixels.shape == (240, 320, 3)
    assert all(frame.luma > 40 and frame.contrast > 15 for frame in frames)
    assert simulated.identity.nature is Nature.SIMULATED


def test_a_visitor_changes_the_picture() -> None:
    empty, full = (
        SimulatedCamera(Scene.still(wear=wear), width=320, height=240).render(0.0).pixels.astype(int)
        for wear in (None, MaskWear.WORN)
    )
    assert np.abs(empty - full).max(2).mean() > 10


def test_simulated_faults(simulated: SimulatedCamera) -> None:
    simulated.render(0.0)
    simulated.fault = CameraFault.FROZEN
    assert len({simulated.render(turn / 15).digest for turn in range(10)}) == 1
    simulated.fault = CameraFault.BLACK
    dark = [simulated.render(turn / 15) for turn in range(10)]
    assert all(frame.luma < 12 and frame.contrast < 4 for frame in dark)
    assert len({frame.digest for frame in dark}) == 10
    simulated.fault = CameraFault.GONE
    with pytest.raises(DeviceUnavailable):
        simulated.read()
    simulated.fault = CameraFault.NONE
    assert simulated.render(1.0).luma > 40


def test_simulated_camera_keeps_its_pace() -> None:
    clock = Clock()
    paced = SimulatedCamera(Scene.still(), width=64, height=48, fps=15, clock=clock, sleep=clock.sleep)
    assert [paced.read().at for _ in range(4)] == pytest.approx([100 + turn / 15 for turn in range(4)])

"""What is installed is whole: one OpenCV, a Qt that counts references, and a wheel that works from an empty folder."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_both_opencv_wheels_are_of_one_version_and_cv2_is_whole() -> None:
    """They write the same folder: of two versions, the second to be installed breaks the first."""
    assert version("opencv-python") == version("opencv-contrib-python")
    code = "import cv2; cv2.dnn.readNetFromONNX; cv2.VideoCapture; cv2.aruco; print(cv2.__version__)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert version("opencv-python").startswith(run.stdout.strip().removesuffix("-dev"))


def test_no_package_under_the_gpl_alone() -> None:
    for name in ("PySide6_Addons", "PyQt6", "PyQt5"):
        with pytest.raises(ModuleNotFoundError):
            version(name)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel in a fresh environment that borrows the libraries already here; returns its `kiosk` command."""
    folder = tmp_path_factory.mktemp("wheel")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *quiet, "--wheel-dir", folder, ROOT], check=True, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / "bin" / "python"
    place = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    )
    subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", *quiet, wheel], check=True, cwd=folder)
    libraries = Path(sysconfig.get_path("purelib"))
    (place / "borrowed.pth").write_text(f"{libraries}\n", encoding="utf-8")
    return folder / "env" / "bin" / "kiosk"


def test_the_wheel_screens_a_visitor_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "KIOSK_CONFIG", "DISPLAY", "WAYLAND_DISPLAY") and not name.startswith("QT_")
    }
    environment |= {"XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)}
    empty = tmp_path / "empty"
    empty.mkdir()

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [installed, *arguments],
            cwd=empty,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    shown = run("run", "--visitors", "1", "--json")
    assert shown.returncode == 0, shown.stderr
    assert "offscreen" in shown.stderr, "without a display it says so"
    (line,) = shown.stdout.splitlines()
    assert json.loads(line)["outcome"] in ("admit", "retry", "refer")
    assert run("records", "verify").returncode == 0
    assert list(empty.iterdir()) == []


def test_the_wheel_holds_what_it_needs(installed: Path) -> None:
    code = "import kiosk, models; print(kiosk.__file__, models.__file__)"
    python = installed.with_name("python")
    run = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True, cwd=installed.parent)
    kiosk, models = (Path(name).parent for name in run.stdout.split())
    assert kiosk.is_relative_to(installed.parent.parent), "the wheel's own, not the checkout"
    for file in ("config.toml", "ui/Kiosk/Main.qml", "ui/Kiosk/qmldir", "ui/translations/kiosk_id.qm"):
        assert (kiosk / file).is_file(), file
    for file in ("mask.json", "blaze_face_short_range.tflite", "NOTICE.md"):
        assert (models / file).is_file(), file

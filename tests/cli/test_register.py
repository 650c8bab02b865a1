"""Where an array looks beside the camera, found by a technician with something warm that bears a marker."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drivers.simulation.camera import SimulatedCamera
from drivers.simulation.scene import HeldTarget, SceneState, StillScene
from drivers.simulation.thermometer import Room, SimulatedThermometer
from drivers.simulation.wire.gy_mcu90640 import GyArray
from drivers.thermal_file import kept_at
from kiosk.cli import devices, register
from kiosk.cli.main import Problem, main
from kiosk.cli.register import Gathered, fitted
from kiosk.config import shipped
from models.marker import MarkerFinder

HANGS = (0.08, -0.05, 0.9)


class HungArray(SimulatedThermometer):
    """Hangs beside the camera, and takes no time for its bytes."""

    def __init__(self, room: Room, protocol: str, *, seed: int = 0) -> None:
        super().__init__(room, protocol, seed=seed, paced=False)
        self.hangs = HANGS


@pytest.fixture
def config(tmp_path: Path, monkeypatch) -> Path:
    """A simulated array that hangs beside the camera, quick enough for a test."""
    monkeypatch.setattr(GyArray, "rate_hz", 40.0)
    monkeypatch.setattr(register, "STILL_S", 0.1)
    monkeypatch.setattr(devices, "SimulatedThermometer", HungArray)
    text = shipped().read_text().replace('data_dir = ""', f'data_dir = "{tmp_path}"')
    path = tmp_path / "config.toml"
    path.write_text(
        text.replace('protocol = "gy-mcu90614"', 'protocol = "gy-mcu90640"').replace("fps = 15.0", "fps = 60.0")
    )
    return path


def kiosk(*words: str) -> Result:
    return CliRunner().invoke(main, ["thermometer", "register", *words])


def test_the_array_is_found_beside_the_camera(config: Path, tmp_path: Path) -> None:
    result = kiosk("--json", "--config", str(config))
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["places"], told["simulated"]) == (5, True)
    assert told["residual_px"] < 0.3
    kept = kept_at(Path(told["file"]))
    assert kept is not None
    for x, y in ((0.3, 0.3), (0.5, 0.5), (0.6, 0.4)):
        column, row = kept.registration.at(x, y)
        assert column == pytest.approx((0.5 + (x - 0.5) * HANGS[2] + HANGS[0]) * 32 - 0.5, abs=0.4)
        assert row == pytest.approx((0.5 + (y - 0.5) * HANGS[2] + HANGS[1]) * 24 - 0.5, abs=0.4)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.toml", "thermal-registration.json"]


def test_too_little_time_says_what_was_missing(config: Path, monkeypatch) -> None:
    monkeypatch.setattr(register.TargetScene, "hold", lambda self, found: None)
    result = kiosk("--config", str(config), "--seconds", "1")
    assert result.exit_code == 2
    assert "0 of 5 places found in time; the marker or its warmth was not seen" in result.output


def test_one_spot_is_not_registered(config: Path) -> None:
    config.write_text(config.read_text().replace("gy-mcu90640", "optris-cs"))
    assert "optris-cs measures one spot; only an array is registered" in kiosk("--config", str(config)).output


def test_a_place_counts_when_it_is_still_and_new() -> None:
    moving = Gathered().take(0.0, (0.2, 0.2), (6.0, 5.0)).take(1.0, (0.3, 0.2), (9.0, 5.0))
    assert moving.places == ()
    late = moving.take(1.25, (0.3, 0.2), (9.1, 5.1))
    assert late.places == ()
    still = late.take(1.6, (0.302, 0.201), (9.1, 5.1))
    assert still.places == (((0.302, 0.201), (9.1, 5.1)),)
    assert still.take(2.5, (0.303, 0.2), (9.0, 5.0)).places == still.places
    gone = still.take(3.0, None, (9.0, 5.0))
    assert gone.take(4.0, (0.7, 0.7), (20.0, 20.0)).places == still.places


def test_places_that_do_not_fit_are_refused() -> None:
    corners = [(0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8)]
    thermal = [(6.0, 5.0), (25.0, 5.0), (25.0, 19.0), (15.0, 19.0)]
    with pytest.raises(Problem, match=r"miss one another by .* pixels.*register again"):
        fitted(tuple(zip(corners, thermal, strict=True)))
    with pytest.raises(Problem, match="in a line"):
        fitted((((0.2, 0.2), (1.0, 1.0)), ((0.4, 0.4), (2.0, 2.0)), ((0.6, 0.6), (3.0, 3.0))))


@pytest.mark.parametrize("place", [(0.5, 0.5), (0.15, 0.2), (0.85, 0.8)])
def test_the_marker_is_found_where_it_is(place: tuple[float, float]) -> None:
    camera = SimulatedCamera(StillScene(SceneState(target=HeldTarget(*place))))
    assert MarkerFinder().find(camera.render(0.0).pixels) == pytest.approx(place, abs=0.005)


def test_no_marker_is_found_where_none_is() -> None:
    for state in (SceneState(), SceneState(target=HeldTarget(1.5, 0.5)), SceneState(target=HeldTarget(0.5, -0.3))):
        assert MarkerFinder().find(SimulatedCamera(StillScene(state)).render(0.0).pixels) is None


def test_the_marker_is_printed_and_nothing_written_over(tmp_path: Path) -> None:
    path = tmp_path / "marker.png"
    assert kiosk("--print-marker", str(path)).exit_code == 0
    assert path.read_bytes().startswith(b"\x89PNG")
    again = kiosk("--print-marker", str(path))
    assert again.exit_code == 2
    assert f"{path}: file exists" in again.output

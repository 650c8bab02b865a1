"""A missing library or a display that does not answer must not end the kiosk."""

import pytest

from kiosk.ui.display import XCB_PACKAGES, display_problem


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def loads(path: str) -> object:
    return path


def test_without_a_display_it_runs_offscreen() -> None:
    assert display_problem() == "No display found: the visitor screen runs offscreen."


def test_a_missing_library_is_named_with_the_install_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":7")

    def lacks(path: str) -> object:
        raise OSError("libxcb-icccm.so.4: cannot open shared object file: No such file or directory")

    problem = display_problem(lacks)
    assert problem is not None
    assert "libxcb-icccm.so.4 is missing" in problem
    assert f"sudo apt-get install {XCB_PACKAGES}" in problem


def test_a_display_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":77")
    assert display_problem(loads, lambda: False) == "Display :77 does not answer: the visitor screen runs offscreen."
    assert display_problem(loads, lambda: True) is None


@pytest.mark.parametrize("name", ["QT_QPA_PLATFORM", "WAYLAND_DISPLAY"])
def test_what_the_person_chose_is_left_alone(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "x")
    monkeypatch.setenv("DISPLAY", ":77")
    assert display_problem(loads, lambda: False) is None

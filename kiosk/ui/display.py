"""Whether there is a display that Qt can use. Qt itself ends the whole program when there is not."""

import ctypes
import os
import re
from collections.abc import Callable
from pathlib import Path

import PySide6

XCB_PACKAGES = (
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 "
    "libxkbcommon-x11-0"
)
"""Debian packages with what Qt's X11 plugin loads."""
XCB_PLUGIN = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
INSTEAD = "the visitor screen runs offscreen"


def display_problem(
    load: Callable[[str], object] = ctypes.CDLL, connects: Callable[[], bool] | None = None
) -> str | None:
    """Return why Qt cannot open a window here, as one sentence that says what happens instead; None when it can."""
    if os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY"):
        return None
    if not os.environ.get("DISPLAY"):
        return f"No display found: {INSTEAD}."
    try:
        load(str(XCB_PLUGIN))
    except OSError as error:
        missing = re.match(r"(lib\S+?):", str(error))
        name = missing.group(1) if missing else str(error)
        return f"The display cannot be used, {name} is missing (run: sudo apt-get install {XCB_PACKAGES}): {INSTEAD}."
    if not (connects or _connects)():
        return f"Display {os.environ['DISPLAY']} does not answer: {INSTEAD}."
    return None


def _connects() -> bool:
    """Ask the X server itself, through the library that Qt uses."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed

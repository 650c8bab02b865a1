"""What the operating system must bring: a missing shared library is named with the command that installs it."""

import importlib
import re
import sys

LIBRARY = re.compile(r"(lib[\w+.-]+\.so(?:\.\d+)*)")
DEBIAN_PACKAGES = {
    "libEGL.so": "libegl1",
    "libGL.so": "libgl1",
    "libGLX.so": "libglx0",
    "libOpenGL.so": "libopengl0",
    "libGLESv2.so": "libgles2",
    "libxkbcommon.so": "libxkbcommon0",
    "libxkbcommon-x11.so": "libxkbcommon-x11-0",
    "libfontconfig.so": "libfontconfig1",
    "libfreetype.so": "libfreetype6",
    "libdbus-1.so": "libdbus-1-3",
    "libglib-2.0.so": "libglib2.0-0",
    "libgthread-2.0.so": "libglib2.0-0",
    "libX11.so": "libx11-6",
    "libX11-xcb.so": "libx11-xcb1",
    "libxcb.so": "libxcb1",
    "libxcb-cursor.so": "libxcb-cursor0",
    "libSM.so": "libsm6",
    "libICE.so": "libice6",
    "libXext.so": "libxext6",
    "libXrender.so": "libxrender1",
    "libportaudio.so": "libportaudio2",
    "libz.so": "zlib1g",
    "libstdc++.so": "libstdc++6",
}


def explain_import(error: ImportError) -> str:
    """Return one sentence on an import that failed, with the exact install command where it is known."""
    found = LIBRARY.search(str(error))
    if not found:
        return f"{error} (run: make install)"
    name = found.group(1)
    package = DEBIAN_PACKAGES.get(name[: name.index(".so") + 3])
    if package is None:
        return f"the system library {name} is missing (on Debian: apt-file search {name} names its package)"
    return f"the system library {name} is missing (run: sudo apt-get install {package})"


NEEDED = ("numpy", "cv2", "mediapipe", "serial", "sqlite_utils", "PySide6.QtQuick")


def main() -> int:
    """Import what the kiosk stands on; say what is missing and how to install it. Return the exit code."""
    problems = []
    for name in NEEDED:
        try:
            importlib.import_module(name)
        except ImportError as error:
            problems.append(f"{name}: {explain_import(error)}")
    if not problems:
        problems = _face_detector()
    for problem in problems:
        print(problem, file=sys.stderr)
    return 2 if problems else 0


def _face_detector() -> list[str]:
    from models.face import finders  # stands on what was tried before

    try:
        finders()
    except ImportError as error:
        return [f"face detector: {explain_import(error)}"]
    return []


if __name__ == "__main__":
    sys.exit(main())

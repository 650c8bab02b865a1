"""Check the QML against the Python types it binds to: `python -m kiosk.ui.lint [BUILD_DIR]`."""

import subprocess
import sys
from pathlib import Path

import PySide6

HERE = Path(__file__).parent
BACKEND = (
    "view_model.py",
    "desk.py",
    "preview.py",
    "qr.py",
    "plot.py",
    "corner_now.py",
    "corner_bench_model.py",
    "corner_model.py",
)
QT = Path(PySide6.__file__).parent
QMLDIR = "module Kiosk.Backend\ntypeinfo backend.qmltypes\ndepends QtQuick\n"


def lint(build: Path) -> int:
    """Describe the Python types in `build`, then let qmllint read everything; any warning is a failure."""
    module = build / "Kiosk" / "Backend"
    module.mkdir(parents=True, exist_ok=True)
    described = build / "backend.json"
    _run("pyside6-metaobjectdump", "-c", "-o", described, *(HERE / name for name in BACKEND))
    _run(
        QT / "Qt" / "libexec" / "qmltyperegistrar",
        "--generate-qmltypes",
        module / "backend.qmltypes",
        "-o",
        build / "backend.cpp",
        described,
        "--import-name",
        "Kiosk.Backend",
        "--major-version",
        "1",
        "--foreign-types",
        ",".join(
            str(QT / "Qt" / "metatypes" / f"qt6{part}_metatypes.json") for part in ("core", "gui", "qml", "quick")
        ),
    )
    (module / "qmldir").write_text(QMLDIR, "utf-8")
    files = sorted((HERE / "Kiosk").glob("*.qml"))
    return _run(QT / "qmllint", "-W", "0", "-I", build, "-I", HERE, *files, check=False)


def _run(tool: Path | str, *arguments: Path | str, check: bool = True) -> int:
    program = Path(sys.executable).with_name(tool) if isinstance(tool, str) else tool
    return subprocess.run([program, *arguments], check=check).returncode


if __name__ == "__main__":
    raise SystemExit(lint(Path(sys.argv[1] if len(sys.argv) > 1 else "build/qml")))

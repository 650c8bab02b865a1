"""Who may import whom. The table is the architecture: change it with the design, not to make a test pass."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("drivers", "models", "kiosk")
SCREENING = "kiosk.screening"
VALUES = {"drivers.values", "models.values"}
STATION = {
    "kiosk.decision_report",
    "kiosk.faults",
    "kiosk.records",
    "kiosk.release",
    "kiosk.link",
    "kiosk.writer",
    "kiosk.workers",
    "kiosk.clock",
    SCREENING,
    *VALUES,
}

MAY_IMPORT: dict[str, set[str]] = {
    "drivers.values": set(),
    "models.values": set(),
    "drivers.protocols": {"drivers.values"},
    "drivers": {"drivers.values"},
    "models": {"models.values"},
    "kiosk.screening": VALUES,
    "kiosk.config": {"kiosk.screening.settings", "kiosk.screening.values"},
    "kiosk.config.door": {"drivers.wiring", "kiosk.screening.settings"},
    "kiosk.config.heads": {"kiosk.screening.settings"},
    "kiosk.config.monitor": {"kiosk.screening.settings"},
    "kiosk.config.room": {"kiosk.screening.settings"},
    "kiosk.config.screen": {"kiosk.screening.settings"},
    "kiosk.head_post": {"kiosk.config.heads", "kiosk.files", "kiosk.records"},
    "kiosk.workers": VALUES,
    "kiosk.clock": set(),
    "kiosk.files": set(),
    "kiosk.records": {"kiosk.files", SCREENING, *VALUES},
    "kiosk.release": {"kiosk.records", "drivers.door", "drivers.wiring", "drivers.values"},
    "kiosk.writer": {"kiosk.records", SCREENING},
    "kiosk.link": {"kiosk.workers", SCREENING},
    "kiosk.decision_report": {SCREENING},
    "kiosk.staff": {"kiosk.files"},
    "kiosk.corner": {
        "kiosk.clock",
        "kiosk.link",
        "kiosk.records",
        "kiosk.staff",
        "kiosk.workers",
        SCREENING,
        *VALUES,
    },
    "kiosk.reports": {"kiosk.link", "kiosk.records", SCREENING},
    "kiosk.faults": {"kiosk.release", "kiosk.workers", SCREENING},
    "kiosk.station": STATION,
    "kiosk.ui": {"kiosk.staff.rights", "kiosk.staff.values", SCREENING, *VALUES},
    "kiosk.monitor": {
        "kiosk.config",
        "kiosk.config.monitor",
        "kiosk.files",
        "kiosk.link",
        "kiosk.records",
        "kiosk.reports",
        "kiosk.staff",
        "kiosk.workers",
        SCREENING,
    },
    "kiosk.cli": {"kiosk", "drivers", "models"},
}
"""Most telling prefix wins; a module may always import its own part."""

ONLY_HERE: dict[str, tuple[str, ...]] = {
    "PySide6": ("kiosk/ui/",),
    "serial": ("drivers/",),
    "gpiod": ("drivers/relays.py",),
    "sqlite_utils": ("kiosk/records/",),
    "sqlite3": ("kiosk/records/", "kiosk/staff/", "kiosk/cli/check.py"),
    "argon2": ("kiosk/staff/",),
    "fpdf": ("kiosk/reports/",),
    "matplotlib": ("kiosk/reports/", "models/training/"),
    "click": ("kiosk/cli/",),
    "starlette": ("kiosk/monitor/",),
    "uvicorn": ("kiosk/monitor/",),
    "jinja2": ("kiosk/monitor/",),
    "mediapipe": ("models/mediapipe_task.py", "models/training/"),
    "ai_edge_litert": ("models/litert.py",),
    "torch": ("models/training/",),
    "cv2": ("models/", "drivers/camera.py", "drivers/simulation/"),
    "drivers.door": ("drivers/", "kiosk/release.py"),
}

PURE = ("drivers.values", "models.values", "kiosk.screening", "drivers", "models", "kiosk")
"""Importing these loads nothing but the standard library."""


def modules() -> Iterator[tuple[str, Path]]:
    for top in OURS:
        for path in sorted((ROOT / top).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = [pytest.param(name, path, id=name) for name, path in modules()]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where things come from"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, part: str) -> bool:
    return name == part or name.startswith(f"{part}.")


def part_of(name: str) -> str:
    return max((part for part in MAY_IMPORT if within(name, part)), key=len, default="")


@pytest.mark.parametrize(("name", "path"), MODULES)
def test_imports_only_what_the_table_allows(name: str, path: Path) -> None:
    part = part_of(name)
    assert part or name == "kiosk", f"{name} stands in no row of the table"
    allowed = {part, *MAY_IMPORT.get(part, set())}
    for wanted in imports(path):
        if any(within(wanted, top) for top in OURS):
            assert any(within(wanted, one) for one in allowed), f"{name} must not import {wanted}"


@pytest.mark.parametrize(("name", "path"), MODULES)
def test_each_library_has_its_place(name: str, path: Path) -> None:
    here = path.relative_to(ROOT).as_posix()
    for wanted in imports(path):
        for library, places in ONLY_HERE.items():
            if within(wanted, library):
                assert any(here.startswith(place) for place in places), f"{name} must not import {library}"


@pytest.mark.parametrize("name", PURE)
def test_the_pure_parts_load_nothing_but_the_standard_library(name: str) -> None:
    code = (
        f"import sys, pkgutil, importlib, {name}\n"
        f"package = sys.modules['{name}']\n"
        f"if '{name}' == 'kiosk.screening':\n"
        "    for found in pkgutil.iter_modules(package.__path__, 'kiosk.screening.'):\n"
        "        importlib.import_module(found.name)\n"
        "ours = ('drivers', 'models', 'kiosk')\n"
        "tops = {module.split('.')[0] for module in sys.modules}\n"
        "print(sorted(top for top in tops if top not in sys.stdlib_module_names and top not in ours"
        " and not top.startswith('_') and top != 'site' and 'editable' not in top))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

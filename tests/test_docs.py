"""README and docs stay true: their commands run, their tables are the code's, their links lead somewhere."""

import ast
import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import click
import pytest

from drivers.simulation.thermometer import FixedRoom, SimulatedThermometer
from kiosk.cli.main import main
from kiosk.cli.reference import config_text, rewrite
from kiosk.config import load
from kiosk.screening.events import AgainAsked
from kiosk.screening.session import advance
from kiosk.screening.values import Phase
from tests.screening.facts import NONE, SETUP, face, seen
from tests.screening.passage import Passage, events, in_phase

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
MAKE_TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_readme_s_tables_of_commands_and_keys_are_the_code_s() -> None:
    """Mend with: python -m kiosk.cli.reference README.md config.toml"""
    assert config_text() == (ROOT / "config.toml").read_text(encoding="utf-8")
    assert rewrite(README) == README
    assert "| `kiosk run" in README
    assert "| `policy.elevated_from`" in README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_make_target_named_exists(page: Path) -> None:
    for target in re.findall(r"`?make ([a-z]+)", page.read_text(encoding="utf-8")):
        if target not in ("sense", "one", "an", "none", "it"):
            assert target in MAKE_TARGETS


def blocks(text: str) -> list[str]:
    """Commands to be pasted whole, from console blocks."""
    return [line for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]


def mentions(text: str) -> list[str]:
    """Commands spoken of in a sentence; they may lack their options."""
    text = re.sub(r"<!-- commands -->.*?<!-- /commands -->", "", text, flags=re.DOTALL)
    return [re.sub(r"\s+", " ", code) for code in re.findall(r"`((?:\.venv/bin/)?kiosk [^`]+)`", text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_command_named_parses(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for line, whole in [*((line, True) for line in blocks(text)), *((line, False) for line in mentions(text))]:
        words = shlex.split(line.split("#")[0].removeprefix(".venv/bin/"))
        if words and words[0] == "kiosk":
            _parse(main, words[1:], whole=whole)


def _parse(command: click.Command, words: list[str], *, whole: bool) -> None:
    """Parse as click would, without running."""
    with command.make_context("kiosk", list(words), resilient_parsing=not whole) as context:
        if isinstance(command, click.Group) and context._protected_args:
            name, found, rest = command.resolve_command(context, [*context._protected_args, *context.args])
            assert found is not None, f"{name} is no command"
            _parse(found, rest, whole=whole)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", text):
        name = target[0] or target[1]
        assert (page.parent / name).exists(), f"{page.name}: {name}"


def test_the_drawn_state_machine_is_the_real_one() -> None:
    """Every arrow in README is a move the session makes, and no move is missing."""
    drawn = set(re.findall(r"^    (\w+) --> (\w+)$", README, re.MULTILINE))
    assert drawn == walked_moves()


def walked_moves() -> set[tuple[str, str]]:
    moves = set()
    for phase in Phase:
        for late in (0.05, 0.6, 100.0):
            session = in_phase(phase)
            at = max(session.since, session.last_seen_at) + late
            for event in (*events(at), seen(at, face(h=0.2)), seen(at, face(turn=0.7))):
                after, _ = advance(session, event, SETUP)
                if after.phase is not phase:
                    moves.add((phase.value, after.phase.value))
    passage = Passage()
    passage.stand(1.0, NONE)
    passage.take(AgainAsked(passage.now))
    return moves | {(one.value, other.value) for one, other in pairwise(passage.trail) if one is not other}


def test_the_project_speaks_of_itself_alone() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8").lower()
        for word in ("fever", "certified", "complies with", "compliant with"):
            assert word not in text, f"{page.name}: {word}"


def test_the_drivers_are_used_alone_as_shown() -> None:
    """The examples run, with pyserial as the only thing beside Python."""
    examples = re.findall(
        r"```python\n(.*?)```", (ROOT / "docs/thermometers.md").read_text(encoding="utf-8"), re.DOTALL
    )
    before = "import sys\nbefore = set(sys.modules)\n"
    loaded = "print({name.split('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names))\n"
    sensor = SimulatedThermometer(FixedRoom(36.6, 26.0), "optris-cs")
    sensor.start()
    code = before + "\n".join(examples).replace("/dev/ttyUSB0", sensor.port) + loaded
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    sensor.stop()
    facts, *readings, parsed, modules = run.stdout.splitlines() or [run.stderr]
    assert "serial='1107042'" in facts
    assert readings
    assert {float(line.split()[0]) for line in readings} <= {36.5, 36.6, 36.7, 36.8, 36.9, 37.0}
    assert f"# {parsed}" in examples[1]
    assert ast.literal_eval(modules) == {"drivers", "serial"}


def test_readme_s_example_config_is_accepted(tmp_path: Path) -> None:
    for block in re.findall(r"```toml\n(.*?)```", README, re.DOTALL):
        path = tmp_path / "config.toml"
        path.write_text(block, encoding="utf-8")
        load(path)

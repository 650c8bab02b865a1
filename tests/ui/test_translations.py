"""The committed .qm is what its .ts says, and the .ts is what the QML says."""

import html
import re
import shutil
import subprocess
from pathlib import Path

import PySide6
import pytest

from kiosk.ui import app
from kiosk.ui.site import LANGUAGES

UI = Path(app.__file__).parent
FILES = sorted((UI / "translations").glob("kiosk_*.ts"))
TOOLS = Path(PySide6.__file__).parent


def run(tool: str, *arguments: str) -> None:
    subprocess.run([TOOLS / tool, *arguments], check=True, capture_output=True, timeout=60)


def test_each_language_but_the_source_s_has_its_file():
    assert [file.stem for file in FILES] == [f"kiosk_{language}" for language in sorted(LANGUAGES) if language != "en"]


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def ts(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_the_compiled_file_is_up_to_date(ts: Path, tmp_path: Path):
    run("lrelease", str(ts), "-qm", str(tmp_path / "fresh.qm"))
    assert (tmp_path / "fresh.qm").read_bytes() == ts.with_suffix(".qm").read_bytes()


def test_the_source_file_knows_every_sentence_of_the_qml(ts: Path, tmp_path: Path):
    """Target "id" for each file: lupdate updates none for a language that Qt knows not, and Qt knows no Balinese."""
    fresh = shutil.copy(ts, tmp_path / ts.name)
    qml = sorted(str(file) for file in (UI / "Kiosk").glob("*.qml"))
    run(
        "lupdate",
        "-locations",
        "none",
        "-no-obsolete",
        *qml,
        "-source-language",
        "en",
        "-target-language",
        "id",
        "-ts",
        str(fresh),
    )
    assert sentences(Path(fresh)) == sentences(ts)


def test_every_sentence_is_translated(ts: Path):
    assert "unfinished" not in ts.read_text("utf-8")
    assert not [source for source, translation in sentences(ts) if not translation]


def test_no_sentence_shows_a_mark_of_its_file(ts: Path):
    assert not [translation for _, translation in sentences(ts) if "&#" in translation or "&amp" in translation]


def test_places_for_values_are_the_same_in_both_languages(ts: Path):
    for source, translation in sentences(ts):
        assert sorted(re.findall(r"%\d", source)) == sorted(re.findall(r"%\d", translation)), source


def sentences(file: Path) -> list[tuple[str, str]]:
    pattern = r"<source>(.*?)</source>.*?<translation[^>]*>(.*?)</translation>"
    found = re.findall(pattern, file.read_text("utf-8"), re.DOTALL)
    return [(html.unescape(source), html.unescape(translation)) for source, translation in found]


@pytest.mark.parametrize("file", sorted((UI / "Kiosk").glob("*.qml")), ids=lambda file: file.name)
def test_every_qml_file_is_named_in_the_module(file: Path):
    assert f" {file.name}\n" in (UI / "Kiosk" / "qmldir").read_text("utf-8")

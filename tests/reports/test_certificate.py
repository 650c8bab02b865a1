"""A certificate says what the record says, in both languages, and never more than that."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from kiosk.cli.thermometer import thermometer
from kiosk.records.calibrations import calibration_payload
from kiosk.records.store import Records
from kiosk.records.values import Entry, Kind
from kiosk.reports.certificate import Print, certificate
from kiosk.reports.certificate_source import Certified, find
from kiosk.reports.certificate_texts import TEXTS
from kiosk.reports.language import Language
from kiosk.screening.calibration import CalibrationRecord, Rejected, Rejection
from kiosk.screening.in_force import Standing
from kiosk.staff.accounts import Accounts
from kiosk.staff.rights import Role
from tests.records.conftest import IDENTITY
from tests.screening.blackbody import SOURCE, record, simulated, staircase

AT = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
WRITTEN = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
EN, ID = Language.ENGLISH, Language.INDONESIAN


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = tmp_path / "config.toml"
    config.write_text(f'[station]\ndata_dir = "{tmp_path / "data"}"\n', encoding="utf-8")
    monkeypatch.setenv("KIOSK_CONFIG", str(config))
    return tmp_path / "data"


def kept(folder: Path, *records: CalibrationRecord, **more: str) -> Path:
    with Records.open(folder / "records.db", IDENTITY) as store:
        for one in records:
            store.commit(Entry(Kind.CALIBRATION, {**calibration_payload(one), **more}, 0, WRITTEN, "p"))
    return folder / "records.db"


def certified(folder: Path, one: CalibrationRecord, **more: str) -> Certified:
    found = find(kept(folder, one, **more), None, AT)
    assert found is not None
    return found


def text_of(one: Certified, language: Language = EN, technician: str = "") -> str:
    made = certificate(one, Print(AT, technician=technician, languages=(language,)))
    return read(made)


def read(made: bytes) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("language", Language)
def test_it_names_all_that_a_metrologist_asks_for(folder: Path, language: Language) -> None:
    one = certified(folder, replace(record(gain=1.04, offset_c=0.5), parent="3f2a9c0d11e45b67"))
    text = text_of(one, language)
    result = one.record.result
    assert result.line is not None
    wanted = [
        SOURCE.serial,
        SOURCE.certificate,
        one.record.sensor.serial,
        "tech-1",
        one.record.calibration_id,
        "3f2a9c0d11e45b67",
        one.row.hash,
        one.row.chain_id,
        "k = 2",
        f"{result.line.slope:.5f}",
        f"{result.uncertainty_c:.3f}",
        *(f"{point.true_c:.3f}" for point in result.points),
        *(f"{point.read_c:.3f}" for point in result.points),
    ]
    for word in wanted:
        assert (word.replace(".", ",") if language is ID and re.fullmatch(r"[\d.]+", word) else word) in text


def test_it_says_in_both_languages_what_it_is_not(folder: Path) -> None:
    made = read(certificate(certified(folder, record()), Print(AT)))
    assert "was not issued by an accredited laboratory" in made
    assert "claims conformity with no law and no standard" in made
    assert "not a medical device" in made
    assert "tidak diterbitkan oleh laboratorium terakreditasi" in made
    assert "tidak menyatakan kesesuaian dengan peraturan atau standar apa pun" in made
    assert made.index("Sertifikat kalibrasi internal") < made.index("In-house calibration certificate")


def test_a_simulated_one_is_marked_on_every_page_and_a_real_one_nowhere(folder: Path) -> None:
    real = certified(folder, record())
    assert "SIMUL" not in read(certificate(real, Print(AT)))
    played = replace(real, record=simulated(real.record))
    for page in PdfReader(BytesIO(certificate(played, Print(AT)))).pages:
        assert page.extract_text().count("SIMULASI · SIMULATED") == 2
    assert "No real sensor stood before a real blackbody" in text_of(played)


def test_one_that_was_not_accepted_says_so_first_and_which_limit_was_missed(folder: Path) -> None:
    one = certified(folder, record(offset_c=5.0))
    text = text_of(one)
    assert one.standing == "rejected"
    assert text.index("NOT ACCEPTED") < text.index("What was calibrated")
    assert "ACCEPTED on 1 March 2026. Valid" not in text
    assert re.search(r"Offset −2\.000 °C to 2\.000 °C −\d\.\d+ °C NO", text)
    assert text.count(" NO ") == 1
    assert "TIDAK DITERIMA" in text_of(one, ID)


@pytest.mark.parametrize("language", Language)
def test_its_technicians_own_reason_stands_on_it(folder: Path, language: Language) -> None:
    one = record()
    why = "the door stood open"
    against = replace(one, result=replace(one.result, rejected=(Rejected(Rejection.TECHNICIAN, why),)))
    assert why in text_of(certified(folder, against), language)


def test_the_budget_of_an_older_row_does_not_claim_what_it_left_out(folder: Path) -> None:
    """Programs before counted the emissivity alone: such a row keeps its figures, and its certificate says so."""
    new = record()
    assert new.result.terms is not None
    older = replace(new, result=replace(new.result, terms=replace(new.result.terms, source_emissivity=0.0566)))
    assert "± 3 °C" in text_of(certified(folder / "new", new))
    told = text_of(certified(folder / "old", older))
    assert "what it mirrors is not counted" in told
    assert "± 3 °C" not in told


def test_two_set_points_are_called_unverified(folder: Path) -> None:
    one = certified(folder, record(taken=tuple(p for p in staircase() if p.reference_c in (36.0, 40.0, 37.0))))
    assert "NOT verified: two temperatures prove nothing" in text_of(one)


def test_too_little_for_a_line_makes_a_certificate_all_the_same(folder: Path) -> None:
    text = text_of(certified(folder, record(taken=staircase()[:1])))
    assert "No line could be fitted" in text
    assert "NOT ACCEPTED" in text


@pytest.mark.parametrize("standing", [*(each.value for each in Standing if each is not Standing.NONE), "replaced"])
def test_each_standing_has_its_sentence(folder: Path, standing: str) -> None:
    one = replace(certified(folder, record()), standing=standing)
    for language in Language:
        assert TEXTS[language][f"standing_{standing}"] in text_of(one, language)


def test_who_signed_and_with_what(folder: Path) -> None:
    assert "nobody proved to be that person" in text_of(certified(folder, record()))
    signed = certified(folder, record(run_id="r2"), signed="pin")
    text = text_of(signed, technician="Ni Example")
    assert "Ni Example (tech-1)" in text
    assert "Signed in the record by the technician named above, with a PIN." in text


def test_times_are_those_of_the_place(folder: Path) -> None:
    one = certified(folder, record())
    made = certificate(one, Print(AT, zone=timezone(timedelta(hours=8)), languages=(ID,)))
    assert "1 Maret 2026, 15.00 UTC+08:00" in read(made)


def test_the_same_record_makes_the_same_file(folder: Path) -> None:
    one = certified(folder, record())
    assert certificate(one, Print(AT)) == certificate(one, Print(AT))


def test_the_newest_or_the_one_asked_for(folder: Path) -> None:
    path = kept(folder, record(run_id="a"), record(run_id="b", offset_c=0.2))
    newest, first = find(path, None, AT), find(path, 1, AT)
    assert newest is not None
    assert first is not None
    assert (newest.record.run_id, newest.standing) == ("b", "check_due")
    assert (first.record.run_id, first.standing) == ("a", "replaced")
    assert find(path, 7, AT) is None


def test_the_languages_say_the_same_things_with_the_same_figures() -> None:
    def holes(text: str) -> set[str | None]:
        return {hole for _, hole, _, _ in Formatter().parse(text) if hole}

    assert TEXTS[EN].keys() == TEXTS[ID].keys()
    for name, english in TEXTS[EN].items():
        assert holes(english) == holes(TEXTS[ID][name]), name
        assert bool(english) == bool(TEXTS[ID][name]), name


# the command


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(thermometer, ["certificate", *map(str, words)], catch_exceptions=False)


def test_the_command_writes_the_file_and_knows_the_name_behind_a_staff_id(folder: Path, tmp_path: Path) -> None:
    account = Accounts(folder / "staff.db").add("Ni Example", Role.TECHNICIAN, "kopi pagi di teras")
    kept(folder, replace(record(), operator=account.staff_id))
    run = call("--output", tmp_path / "c.pdf", "--language", "en")
    assert run.exit_code == 0
    text = read((tmp_path / "c.pdf").read_bytes())
    assert f"Ni Example ({account.staff_id})" in text
    assert "Sertifikat" not in text


@pytest.mark.parametrize(
    ("words", "says"), [(("first",), "is no row number"), (("9",), "in row 9"), (("latest",), "in the record yet")]
)
def test_what_is_not_there_is_one_sentence(folder: Path, tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    kept(folder)
    run = call(*words, "--output", tmp_path / "c.pdf")
    assert run.exit_code == 2
    assert says in run.output
    assert not (tmp_path / "c.pdf").exists()

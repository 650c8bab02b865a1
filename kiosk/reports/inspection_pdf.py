"""The inspection report on paper, in Indonesian. It tells what was recorded; it claims no conformity with any rule."""

from collections.abc import Sequence
from datetime import datetime

from kiosk.link.notes import Item
from kiosk.reports.document import Column, Document
from kiosk.reports.inspection import Inspection, Told
from kiosk.reports.language import Language, day, figure, moment, short_day, short_hour, short_moment
from kiosk.reports.rounds import State
from kiosk.reports.rounds_table import Line, lines
from kiosk.reports.words import WORDS
from kiosk.screening.uncertainty import K

ID = Language.INDONESIAN
T = WORDS["id"]
SHOWN_MOST = 400
"""Lines of one list on paper; the CSV has them all."""


def pdf(found: Inspection) -> bytes:
    """Return the PDF; the same content makes the same bytes."""
    place = found.place
    document = Document(
        ID,
        title=f"Laporan pemeriksaan {place.station_id} {day(found.first, ID)} – {day(found.last, ID)}",
        footer=f"{place.office_name or place.office_id} · {place.station_id} · dibuat {_moment(found, found.made_at)}",
        made_at=found.made_at,
        mark="SIMULASI" if found.simulated else "",
    )
    _Writer(document, found).write()
    return document.pdf()


class _Writer:
    def __init__(self, document: Document, found: Inspection) -> None:
        self._document = document
        self._found = found

    def write(self) -> None:
        self._head()
        self._days()
        self._outcomes()
        self._rounds()
        self._calibrations()
        self._checks()
        self._in_the_way()
        self._chain()
        self._document.signature_line(["Petugas", "Pemeriksa"])

    def _head(self) -> None:
        found, document = self._found, self._document
        document.heading("Laporan pemeriksaan kios penapisan", of_document=True)
        span = f"{day(found.first, ID)} sampai {day(found.last, ID)}"
        document.facts(
            [
                ("Kantor", f"{found.place.office_name or '–'} ({found.place.office_id})"),
                ("Kios", found.place.station_id),
                ("Masa", span),
                ("Dibuat", _moment(found, found.made_at)),
            ]
        )
        if found.summary.simulated:
            document.notice(
                f"{sum(found.summary.simulated.values())} keputusan dalam masa ini adalah SIMULASI, bukan pengunjung."
            )

    def _days(self) -> None:
        days = [one for one in self._found.days if one.open_s or one.out_s]
        rows = [(short_day(one.day), _hours(one.open_s), _hours(one.out_total_s), _causes(one.out_s)) for one in days]
        total = [("Jumlah", _hours(sum(d.open_s for d in days)), _hours(sum(d.out_total_s for d in days)), "")]
        columns = [
            Column("Hari", 0.2), Column("Beroperasi, jam", 0.2, numbers=True),
            Column("Tidak beroperasi, jam", 0.2, numbers=True), Column("Penyebab (jam)", 0.4),
        ]  # fmt: skip
        self._list("Jam pelayanan", columns, rows + total if rows else [], bold_last=True)
        self._document.paragraph("Dihitung sampai baris terakhir catatan; hari tanpa catatan tidak disebut.", soft=True)

    def _outcomes(self) -> None:
        summary = self._found.summary
        real, played = summary.outcomes, summary.simulated
        rows = [
            (T[name], str(real.get(name, 0)), str(played.get(name, 0)))
            for name in sorted({"admit", "retry", "refer", *real, *played})
        ]
        columns = [
            Column("Hasil", 0.5),
            Column("Pengunjung", 0.25, numbers=True),
            Column("Simulasi", 0.25, numbers=True),
        ]
        self._list("Penapisan dan hasilnya", columns, rows)
        if summary.uncounted:
            self._document.paragraph(f"{summary.uncounted} keputusan dihapus tanpa hitungan.", soft=True)
        reasons = [(T[name], str(count)) for name, count in self._found.reasons.items()]
        if reasons:
            self._list(
                "Alasan ulang dan rujukan", [Column("Alasan", 0.75), Column("Kali", 0.25, numbers=True)], reasons
            )

    def _rounds(self) -> None:
        found = self._found
        told = [one for one in found.rounds if one.state is not State.LATER]
        counts = {state: sum(one.state is state for one in told) for state in State}
        rows = [(_hours_due(line), *(T[line.states[item]] for item in Item), self._by(line)) for line in lines(told)]
        columns = [Column("Jadwal", 0.24), *(Column(T[item], 0.18) for item in Item), Column("Oleh, pukul", 0.22)]
        self._list("Wastafel, cairan pembersih tangan, persediaan masker", columns, rows)
        self._document.paragraph(
            f"Lengkap {counts[State.GOOD]}, ada yang kurang {counts[State.LACKING]}, terlewat {counts[State.MISSED]}.",
            soft=True,
        )

    def _by(self, line: Line) -> str:
        found = (f"{self._found.place.name(one.by)} {self._hour(one.at)}".strip() for one in line.looked)
        return ", ".join(dict.fromkeys(found))

    def _calibrations(self) -> None:
        found = self._found
        rows = [
            (self._time(one.at), "diterima" if one.payload.get("accepted") else _what(one),
             str(one.payload.get("calibration_id") or one.payload.get("to") or ""), found.place.name(_operator(one)),
             str(one.payload.get("valid_until_utc") or "")[:10])
            for one in found.calibrations
        ]  # fmt: skip
        columns = [
            Column("Waktu", 0.2), Column("Hasil", 0.2), Column("Nomor", 0.25), Column("Oleh", 0.2),
            Column("Berlaku sampai", 0.15),
        ]  # fmt: skip
        self._list("Kalibrasi", columns, rows)
        rows = [
            (self._time(one.at), _verdict(one), _number(one.payload.get("error_c"), 2), _number(_expanded(one), 2),
             found.place.name(_operator(one)))
            for one in found.daily_checks
        ]  # fmt: skip
        columns = [
            Column("Waktu", 0.25), Column("Hasil", 0.2), Column("Selisih, °C", 0.15, numbers=True),
            Column("U, °C", 0.15, numbers=True), Column("Oleh", 0.25),
        ]  # fmt: skip
        self._list("Pemeriksaan harian terhadap benda hitam", columns, rows)

    def _checks(self) -> None:
        found = self._found
        overridden = [
            one for one in found.checks if one.payload.get("override") or one.payload.get("ended") == "turned_away"
        ]
        normal = sum(bool(one.payload.get("false_referral")) for one in found.checks)
        rows = [
            (self._time(one.at), str(one.payload.get("code") or ""), T[str(one.payload.get("ended"))],
             str(one.payload.get("reason") or "–"), found.place.name(one.payload.get("staff_id")))
            for one in overridden
        ]  # fmt: skip
        columns = [
            Column("Waktu", 0.2), Column("Kode", 0.08), Column("Keputusan", 0.17), Column("Alasan", 0.35),
            Column("Petugas", 0.2),
        ]  # fmt: skip
        self._list("Keputusan petugas dengan alasan", columns, rows)
        self._document.paragraph(
            f"{len(found.checks)} pemeriksaan petugas; {normal} dirujuk karena suhu tetapi bacaan klinis normal.",
            soft=True,
        )
        alerts = [(self._time(one.at), T[str(one.payload.get("what"))]) for one in found.door_alerts]
        if alerts:
            self._list("Peringatan pintu", [Column("Waktu", 0.3), Column("Apa", 0.7)], alerts)

    def _in_the_way(self) -> None:
        found = self._found
        rows = [(T[f"mood_{mood}"], T[matter], str(count)) for (mood, matter), count in found.feedback.items()]
        columns = [Column("Kesan", 0.35), Column("Tentang", 0.35), Column("Kali", 0.3, numbers=True)]
        self._list("Tanggapan pengunjung", columns, rows)
        notes = [
            (self._time(one.at), T[f"of_{one.of}"], one.text,
             f"{one.answer} ({found.place.name(one.answered_by)})" if one.answer is not None else T["open_note"])
            for one in found.notes
        ]  # fmt: skip
        columns = [Column("Waktu", 0.18), Column("Menghambat", 0.14), Column("Hambatan", 0.36), Column("Jawaban", 0.32)]
        self._list("Yang menghambat", columns, notes)

    def _chain(self) -> None:
        verdict = self._found.verdict
        self._document.heading("Keutuhan catatan")
        head = f"baris {verdict.newest.seq}, {verdict.newest.hash}"
        if verdict.bad is None:
            told = f"Rantai catatan diperiksa utuh sampai {head}."
        else:
            told = f"RANTAI CATATAN RUSAK: baris {verdict.bad.seq}, {verdict.bad.what}. Utuh sampai {head}."
        self._document.notice(told)
        self._document.facts(
            [
                ("Rantai", verdict.chain_id or "–"),
                ("Baris", str(verdict.rows)),
                ("Isi dihapus menurut masa simpan", str(verdict.erased)),
                ("Tanda tangan kepala rantai", str(verdict.heads)),
            ]
        )

    def _list(
        self, title: str, columns: list[Column], rows: Sequence[Sequence[str]], *, bold_last: bool = False
    ) -> None:
        self._document.heading(title)
        if not rows:
            self._document.paragraph("Tidak ada dalam masa ini.")
            return
        left = len(rows) - SHOWN_MOST
        self._document.tabulate(columns, rows if left <= 0 else rows[:SHOWN_MOST], bold_last=bold_last and left <= 0)
        if left > 0:
            self._document.paragraph(f"{left} baris lagi ada dalam berkas CSV.", soft=True)

    def _time(self, at: datetime) -> str:
        return short_moment(at.astimezone(self._found.place.zone))

    def _hour(self, at: datetime | None) -> str:
        return short_hour(at.astimezone(self._found.place.zone)) if at else ""


def _moment(found: Inspection, at: datetime) -> str:
    return moment(at.astimezone(found.place.zone), ID)


def _hours_due(line: Line) -> str:
    first, last = (short_moment(datetime.fromisoformat(due)) for due in (line.first, line.last))
    return first if line.hours == 1 else f"{first} sampai {last}, {line.hours} kali"


def _hours(seconds: float) -> str:
    return figure(seconds / 3600, 2, ID)


def _causes(out_s: dict[str, float]) -> str:
    return ", ".join(f"{T[name]} {_hours(seconds)}" for name, seconds in sorted(out_s.items(), key=lambda one: -one[1]))


def _number(value: object, places: int) -> str:
    return figure(float(value), places, ID) if isinstance(value, int | float) else "–"


def _what(one: Told) -> str:
    return "kembali ke kalibrasi lama" if one.payload.get("what") == "roll_back" else "tidak diterima"


def _operator(one: Told) -> str:
    return str(one.payload.get("operator") or one.payload.get("by") or "")


def _verdict(one: Told) -> str:
    """A look that nobody signed counts for nothing, and is told all the same."""
    thrown_away = ", dibuang" if one.payload.get("what") == "check_discarded" else ""
    return T[str(one.payload.get("verdict"))] + thrown_away


def _expanded(one: Told) -> float | None:
    """U (k=2) of the error of a check, °C."""
    u = one.payload.get("error_u_c")
    return one.payload.get("uncertainty_c") if u is None else K * u

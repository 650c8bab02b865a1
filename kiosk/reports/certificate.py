"""A calibration as a PDF that a metrologist can judge: every point, every term, every limit, and what it is not."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, tzinfo
from math import sqrt

from kiosk.reports.certificate_criteria import Criterion, criteria, how_found, room_known, steady
from kiosk.reports.certificate_plot import residual_plot
from kiosk.reports.certificate_source import Certified
from kiosk.reports.certificate_texts import TEXTS
from kiosk.reports.document import Column, Document
from kiosk.reports.language import Language, day, figure, moment
from kiosk.screening.calibration import Rejection
from kiosk.screening.set_points import DRIFT_C_PER_MIN, ROOM_FELT_U_C, ROOM_TOLD_U_C, Point

ORDER = (Language.INDONESIAN, Language.ENGLISH)


@dataclass(frozen=True, slots=True)
class Print:
    """How it is printed."""

    at: datetime
    """With a time zone."""
    zone: tzinfo | None = None
    """Of the times on paper; None: as `at` has it."""
    technician: str = ""
    """Name behind the staff_id, while it is known."""
    languages: tuple[Language, ...] = ORDER


def certificate(certified: Certified, how: Print) -> bytes:
    """Return the PDF, one language after the other; the same content makes the same bytes."""
    record = certified.record
    texts = [TEXTS[language] for language in how.languages]
    document = Document(
        how.languages[0],
        title=f"{texts[0]['title']} {record.calibration_id}",
        footer=_footer(certified, how.languages[0]),
        made_at=how.at,
        mark=" · ".join(text["mark"] for text in texts) if record.simulated else "",
    )
    for number, language in enumerate(how.languages):
        if number:
            document.go_on_in(language, _footer(certified, language))
        _Writer(document, certified, how, language).write()
    return document.pdf()


def _footer(certified: Certified, language: Language) -> str:
    row = certified.row
    return TEXTS[language]["footer"].format(
        station=row.station_id, calibration=certified.record.calibration_id, seq=row.seq
    )


class _Writer:
    """One certificate in one language."""

    def __init__(self, document: Document, certified: Certified, how: Print, language: Language) -> None:
        self._document = document
        self._record, self._row = certified.record, certified.row
        self._standing, self._signed = certified.standing, certified.signed or "not"
        self._how = how
        self._language = language
        self._text = TEXTS[language]

    def write(self) -> None:
        self._opening()
        self._subject()
        self._conditions()
        self._points()
        self._fit()
        self._document.heading(self._text["h_method"])
        self._document.paragraph(self._text["method"], soft=True)
        self._budget()
        self._criteria()
        self._closing()

    def _opening(self) -> None:
        text, record, document = self._text, self._record, self._document
        document.heading(text["title"], of_document=True)
        document.paragraph(text["subtitle"].format(station=self._row.station_id, office=self._row.office_id))
        if record.simulated:
            document.notice(text["simulated"])
        told = text["accepted" if record.accepted else "rejected"].format(
            day=self._day(record.ended_utc), until=self._day(record.valid_until_utc)
        )
        document.notice(f"{told} {text[f'standing_{self._standing}']}".strip())
        for one in record.result.rejected:
            if one.why is Rejection.TECHNICIAN:
                document.paragraph(text["technician_against"].format(why=one.detail))
        document.paragraph(text["is_not"])

    def _subject(self) -> None:
        text, sensor, source = self._text, self._record.sensor, self._record.source
        self._document.heading(text["h_sensor"])
        self._document.facts(
            [
                (text["sensor"], sensor.protocol),
                (text["serial"], sensor.serial or text["no_serial"]),
                (text["sensor_emissivity"], self._figure(sensor.emissivity, 3)),
                (text["resolution"], f"{self._figure(sensor.resolution_c, 3)} °C"),
                (text["station"], f"{self._row.station_id}, {self._row.office_id}"),
                (text["software"], f"entry-screening-kiosk {self._row.software_version}"),
            ]
        )
        self._document.heading(text["h_reference"])
        emissivity = text["standard_u"].format(
            value=self._figure(source.emissivity, 3), u=self._figure(source.emissivity_u, 3)
        )
        aperture = f"{self._figure(source.aperture_u_c, 3)} °C" if source.aperture_u_c else text["not_stated"]
        self._document.facts(
            [
                (text["source"], source.serial),
                (text["certificate"], source.certificate),
                (text["source_u"], f"{self._figure(source.uncertainty_c, 3)} °C"),
                (text["source_emissivity"], emissivity),
                (text["aperture"], aperture),
            ]
        )

    def _conditions(self) -> None:
        text, record, how = self._text, self._record, self._how
        points = record.result.points
        cans = [one.ambient_c for one in points if one.ambient_c is not None]
        stated = [one.surround_c for one in record.taken if one.surround_c is not None]
        who = f"{how.technician} ({record.operator})" if how.technician else record.operator
        count = sum(one.readings for one in points)
        self._document.heading(text["h_conditions"])
        self._document.facts(
            [
                (text["begun"], f"{self._moment(record.begun_utc)}; {self._moment(record.ended_utc)}"),
                (text["technician"], who),
                (text["can"], self._span(cans) if cans else text["no_can"]),
                (text["around"], self._span(stated) if stated else text["around_as_can"]),
                (text["unrecorded"], text["unrecorded_told"]),
                (text["readings"], text["readings_told"].format(count=count, points=len(points))),
            ]
        )

    def _points(self) -> None:
        text = self._text
        self._document.heading(text["h_points"], rows=len(self._record.result.points) + 3)
        names = ("set", "from", "use", "apparent", "read", "error", "residual", "drift", "n")
        shares = (0.8, 1.2, 1.2, 1.0, 1.2, 1.0, 1.1, 1.1, 0.7)
        columns = [
            Column(text[f"c_{name}"], share, numbers=name not in ("from", "use"))
            for name, share in zip(names, shares, strict=True)
        ]
        self._document.tabulate(columns, [self._point(one) for one in self._record.result.points])
        self._document.paragraph(text["points_note"], soft=True)

    def _point(self, one: Point) -> list[str]:
        text, blank = self._text, "–"
        return [
            self._figure(one.reference_c, 2),
            text[one.approach.value],
            text[one.purpose.value],
            self._figure(one.true_c, 3),
            self._figure(one.read_c, 3),
            self._figure(one.error_u_c, 4),
            blank if one.residual_c is None else self._figure(one.residual_c, 3, signed=True),
            blank if one.drift_c_per_min is None else self._figure(one.drift_c_per_min, 3, signed=True),
            str(one.readings),
        ]

    def _fit(self) -> None:
        text, result = self._text, self._record.result
        self._document.heading(text["h_fit"])
        line = result.line
        if line is None:
            self._document.paragraph(text["no_line"])
            return
        self._document.paragraph(text["formula"])
        linear = text["linearity_yes" if result.linearity_verified else "linearity_no"]
        gain = text["standard_u"].format(
            value=self._figure(line.slope, 5), u=self._figure(sqrt(line.slope_variance), 5)
        )
        offset = text["standard_u"].format(
            value=f"{self._figure(line.intercept, 4, signed=True)} °C",
            u=f"{self._figure(sqrt(line.intercept_variance), 4)} °C",
        )
        self._document.facts(
            [
                (text["gain"], gain),
                (text["offset"], offset),
                (text["covariance"], f"{self._figure(line.covariance, 8, signed=True)} °C"),
                (text["scatter"], f"{self._figure(line.scatter, 4)} °C"),
                (text["hysteresis"], self._or_none(result.hysteresis_c)),
                (text["check_error"], self._or_none(result.check_error_c, signed=True)),
                (text["linearity"], linear),
            ]
        )
        self._document.figure(residual_plot(self._record, self._language), text["caption"])

    def _budget(self) -> None:
        text, result = self._text, self._record.result
        if result.terms is None:
            return
        terms, found_by = asdict(result.terms), how_found(self._record)
        rooms = {"told": self._figure(ROOM_TOLD_U_C, 0), "felt": self._figure(ROOM_FELT_U_C, 0)}
        whole = sum(u * u for u in terms.values()) or 1.0
        rows = [
            [
                text[f"t_{name}"],
                text[found_by[name]].format(**rooms),
                self._figure(u, 4),
                f"{self._figure(100 * u * u / whole, 0)} %",
            ]
            for name, u in terms.items()
        ]
        rows.append([text["expanded"], "", self._figure(result.uncertainty_c or 0.0, 3), ""])
        self._document.heading(text["h_budget"], rows=len(rows) + 3)
        columns = [
            Column(text["c_term"], 2.6),
            Column(text["c_kind"], 2.8),
            Column(text["c_u"], 0.8, numbers=True),
            Column(text["c_share"], 1.0, numbers=True),
        ]
        self._document.tabulate(columns, rows, bold_last=True)
        self._document.paragraph(text["budget_note"], soft=True)

    def _criteria(self) -> None:
        text, record = self._text, self._record
        rows = [self._criterion(one) for one in criteria(record)]
        count, points = steady(record), len(record.result.points)
        found = text["x_steady_found"].format(count=count, points=points)
        name = text["x_steady"].format(value=self._figure(DRIFT_C_PER_MIN, 2))
        rows.insert(2, [name, text["x_all_of"], found, self._yes(count == points)])
        known = room_known(record)
        rows.insert(
            3, [text["x_room"], text["x_room_limit"], text["x_room_yes" if known else "x_room_no"], self._yes(known)]
        )
        self._document.heading(text["h_criteria"], rows=len(rows) + 2)
        columns = [
            Column(text["c_criterion"], 3.4),
            Column(text["c_limit"], 1.7),
            Column(text["c_found"], 1.3, numbers=True),
            Column(text["c_met"], 0.9),
        ]
        self._document.tabulate(columns, rows)
        self._document.paragraph(text["criteria_note"], soft=True)

    def _criterion(self, one: Criterion) -> list[str]:
        text = self._text

        def told(value: float | None, *, signed: bool = False) -> str:
            return text["none"] if value is None else self._figure(value, one.places, signed=signed) + one.unit

        if one.low is not None and one.high is not None:
            limit = text["between"].format(low=told(one.low), high=told(one.high))
        elif one.low is not None:
            limit = text["at_least"].format(value=told(one.low))
        else:
            limit = text["at_most"].format(value=told(one.high))
        return [text[f"x_{one.name}"], limit, told(one.found, signed=one.signed), self._yes(one.met(self._record))]

    def _closing(self) -> None:
        text, record, row = self._text, self._record, self._row
        self._document.heading(text["h_identity"])
        self._document.facts(
            [
                (text["calibration_id"], text["id_note"].format(value=record.calibration_id)),
                (text["parent"], record.parent or text["none"]),
                (text["row"], f"{row.seq}, {row.chain_id}"),
                (text["row_hash"], row.hash),
                (text["run"], record.run_id),
            ]
        )
        self._document.paragraph(text["verify"].format(seq=row.seq), soft=True)
        self._document.paragraph(text[f"signed_{self._signed}"])
        self._document.paragraph(text["printed"].format(at=moment(self._local(self._how.at), self._language)))
        self._document.signature_line([text["sign_technician"], text["sign_supervisor"]])

    # figures

    def _figure(self, value: float, places: int, *, signed: bool = False) -> str:
        return figure(value, places, self._language, signed=signed)

    def _or_none(self, value: float | None, *, signed: bool = False) -> str:
        return self._text["none"] if value is None else f"{self._figure(value, 3, signed=signed)} °C"

    def _span(self, values: Sequence[float]) -> str:
        low, high = self._figure(min(values), 1), self._figure(max(values), 1)
        return f"{low} °C" if low == high else f"{self._text['to'].format(low=low, high=high)} °C"

    def _yes(self, met: bool) -> str:
        return self._text["yes" if met else "no"]

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._how.zone) if self._how.zone else at

    def _day(self, utc: str) -> str:
        return day(self._local(datetime.fromisoformat(utc)), self._language)

    def _moment(self, utc: str) -> str:
        return moment(self._local(datetime.fromisoformat(utc)), self._language)

"""Templates with the page's words: whole pages, and the live part that the event stream carries."""

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

from kiosk.monitor.guard import Asked, Who
from kiosk.monitor.refusals import in_words
from kiosk.monitor.state import Monitor
from kiosk.records.payloads import setup_from
from kiosk.records.queries import Shown
from kiosk.records.values import Kind
from kiosk.reports.language import Language, figure
from kiosk.reports.remedies import remedy
from kiosk.reports.words import LANGUAGES, WORDS
from kiosk.screening.policy import threshold
from kiosk.screening.values import Threshold
from kiosk.staff.rights import Action

LANGUAGE_COOKIE = "kiosk_language"
_HERE = Path(__file__).parent


def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["Action"] = Action
    return made


@dataclass(frozen=True, slots=True)
class View:
    """What makes two viewers' live parts differ."""

    language: str
    temperatures: bool
    checks: bool
    acknowledges: bool
    accepts_clock: bool
    acknowledges_records: bool


@dataclass(frozen=True, slots=True)
class _Made:
    key: tuple[int, frozenset[int]]
    """For which state of things."""
    html: str
    event: str


def language_of(asked: Asked, monitor: Monitor) -> str:
    """Return the language whoever asks has chosen, or the site's."""
    chosen = asked.request.cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else monitor.language


def view_of(who: Who, language: str) -> View:
    return View(
        language,
        temperatures=who.may(Action.SEE_TEMPERATURES),
        checks=who.may(Action.LET_IN),
        acknowledges=who.may(Action.ACKNOWLEDGE),
        accepts_clock=who.may(Action.ACCEPT_CLOCK),
        acknowledges_records=who.may(Action.ACKNOWLEDGE_RECORDS),
    )


class Renderer:
    """Owned by the event loop."""

    def __init__(self, monitor: Monitor) -> None:
        self._monitor = monitor
        self._environment = environment()
        self._live: dict[View, _Made] = {}

    def page(self, template: str, asked: Asked, status: int = 200, **more: Any) -> HTMLResponse:
        """Return a whole page."""
        language = language_of(asked, self._monitor)
        if more.get("problem"):
            more["problem"] = in_words(more["problem"], language)
        return HTMLResponse(
            self._render(template, language, who=asked.who, path=asked.request.url.path, **more), status
        )

    def live(self, view: View) -> str:
        """Return the part that changes; made once for all viewers who see the same."""
        return self._made(view).html

    def event(self, view: View) -> str:
        """Return the same as a server-sent event."""
        return self._made(view).event

    def _made(self, view: View) -> "_Made":
        climbed = frozenset(self._monitor.climbed())
        key = (self._monitor.feed.version, climbed)
        kept = self._live.get(view)
        if kept is None or kept.key != key:
            html = self._render("live.html", view.language, who=None, view=view, climbed=climbed, **self._now(view))
            kept = self._live[view] = _Made(key, html, f"event: live\ndata: {json.dumps({'html': html})}\n\n")
        return kept

    def _now(self, view: View) -> dict[str, Any]:
        feed, now = self._monitor.feed, self._monitor.utc()
        lines, waiting = list(feed.board.lines), feed.board.waits(now)
        if not view.temperatures:
            lines = [replace(line, skin_c=None, uncertainty_c=None) for line in lines]
            waiting = [replace(one, skin_c=None, uncertainty_c=None) for one in waiting]
        alerts = feed.alerts(now)
        calibration, check, policy = (feed.standing.get(kind) for kind in ("calibration", "daily_check", "policy"))
        return {
            "lines": lines,
            "waiting": waiting,
            "entering": list(feed.board.entering.values()),
            "alerts": [alert for alert in alerts if alert.kind != Kind.SCREENING],
            "rings": {alert.seq: alert for alert in alerts if alert.kind == Kind.SCREENING},
            "sounding": [alert for alert in alerts if alert.acknowledged_by is None],
            "snapshot": feed.snapshot,
            "problem": feed.problem,
            "calibration": calibration,
            "daily_check": check,
            "threshold": _threshold(policy),
            "rounds": Counter(one.state.value for one in self._monitor.rounds),
            "simulated": bool((feed.snapshot or {}).get("simulated")),
        }

    def _render(self, template: str, language: str, **more: Any) -> str:
        monitor = self._monitor
        return self._environment.get_template(template).render(
            t=WORDS[language],
            language=language,
            number=lambda value, places, signed=False: figure(value, places, Language(language), signed=signed),
            remedy=lambda source, trouble: remedy(source, trouble, language),
            site=monitor.site,
            local=lambda at, form="%H:%M:%S": _local(at, monitor, form),
            names=monitor.names(),
            **more,
        )


def _threshold(policy: Shown | None) -> Threshold | None:
    """Return the threshold that the newest rules on record put in force; None where they cannot be read."""
    try:
        return threshold(setup_from(policy.payload).rules.policy) if policy and policy.payload else None
    except (KeyError, TypeError, ValueError):
        return None


def _local(at: datetime | str, monitor: Monitor, form: str) -> str:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment.astimezone(monitor.config.zone).strftime(form)

"""Figures of a stretch of days from sums by the hour: people, waits, shares, overrides, agreement. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import sqrt
from statistics import fmean, stdev
from zoneinfo import ZoneInfo

from kiosk.records.agreement import Pair
from kiosk.records.tally import Hour, people, seconds_of

OUTCOMES = ("admit", "retry", "refer")
FEWEST_PAIRS = 20
"""Fewer in each half tell nothing of a drift."""
NOTABLE_C = 0.2


@dataclass(frozen=True, slots=True)
class Wait:
    """Quantiles in seconds, right within 2.5 %."""

    n: int
    median_s: float | None
    p90_s: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Bland and Altman: kiosk minus clinical. Skin reads lower than the body, so the bias itself is no fault."""

    n: int
    bias_c: float
    low_c: float
    high_c: float
    """Limits of agreement, bias ± 1.96 s."""
    moved_c: float | None
    """How far the newer half lies from the older one; None: too few to tell."""
    moved_se_c: float | None

    @property
    def calibration_due(self) -> bool:
        """The difference has surely moved (two standard errors), and by so much that it matters."""
        if self.moved_c is None or self.moved_se_c is None:
            return False
        return abs(self.moved_c) > max(NOTABLE_C, 2 * self.moved_se_c)


@dataclass(frozen=True, slots=True)
class Figures:
    outcomes: dict[str, int]
    people: int
    """Who got an answer that ends their visit: admitted, or decided by an officer."""
    simulated: bool
    door: Wait
    """In position until admitted."""
    officer: Wait
    """Referred until decided."""
    officer_minutes: float
    """That referred visitors waited in all."""
    false_referrals: int
    referrals_checked: int
    reasons: dict[str, int]
    by_hour: dict[int, dict[str, int]]
    """Of the local day: outcomes, and `people`."""
    by_day: dict[date, dict[str, int]]
    by_office: dict[str, dict[str, int]]
    officers: dict[str, dict[str, int]]
    """By staff_id: checks, overrides."""
    busiest: int
    """Most people within one hour."""

    def share(self, outcome: str) -> float | None:
        """Of all decisions."""
        whole = sum(self.outcomes.values())
        return self.outcomes.get(outcome, 0) / whole if whole else None


def only_simulated(hours: Sequence[Hour]) -> bool:
    """Say whether there is nothing of real visitors."""
    return bool(hours) and all(hour.simulated for hour in hours)


def figures(hours: Sequence[Hour], whole: Mapping[str, float], zone: ZoneInfo) -> Figures:
    """Return the figures of these hours: of real visitors, and only where there are none of simulated ones.

    `whole`: what these come to, of the same visitors.
    """
    simulated = only_simulated(hours)
    by_hour: dict[int, list[int]] = defaultdict(_none)
    by_day: dict[date, list[int]] = defaultdict(_none)
    by_office: dict[str, list[int]] = defaultdict(_none)
    people_of: Counter[str] = Counter()
    for hour in hours:
        if hour.simulated is not simulated:
            continue
        people_of[hour.hour] += hour.people
        local = datetime.fromisoformat(f"{hour.hour}:00+00:00").astimezone(zone)
        for group in (by_hour[local.hour], by_day[local.date()], by_office[hour.office_id]):
            group[0] += hour.admit
            group[1] += hour.retry
            group[2] += hour.refer
            group[3] += hour.people
    officer = _steps(whole, "wait.officer.")
    return Figures(
        outcomes={name: round(whole.get(f"outcome.{name}", 0)) for name in OUTCOMES},
        people=people(whole),
        simulated=simulated,
        door=_wait(_steps(whole, "wait.door.")),
        officer=_wait(officer),
        officer_minutes=sum(seconds_of(step) * count for step, count in officer.items()) / 60,
        false_referrals=round(whole.get("false_referral", 0)),
        referrals_checked=round(whole.get("ended.let_in", 0) + whole.get("ended.turned_away", 0)),
        reasons=dict(Counter({n[7:]: round(c) for n, c in whole.items() if n.startswith("reason.")}).most_common()),
        by_hour={hour: _named(by_hour[hour]) for hour in sorted(by_hour)},
        by_day={day: _named(by_day[day]) for day in sorted(by_day)},
        by_office={office: _named(by_office[office]) for office in sorted(by_office)},
        officers=_officers(whole),
        busiest=max(people_of.values(), default=0),
    )


def _none() -> list[int]:
    return [0, 0, 0, 0]


def _named(counts: list[int]) -> dict[str, int]:
    return dict(zip((*OUTCOMES, "people"), counts, strict=True))


def _officers(whole: Mapping[str, float]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for name, count in whole.items():
        if name.startswith("officer."):
            _, staff_id, what = name.split(".")
            found[staff_id][what] = round(count)
    return dict(found)


def _steps(whole: Mapping[str, float], prefix: str) -> dict[int, int]:
    return {int(name.removeprefix(prefix)): round(count) for name, count in whole.items() if name.startswith(prefix)}


def _wait(steps: Mapping[int, int]) -> Wait:
    return Wait(sum(steps.values()), quantile(steps, 0.5), quantile(steps, 0.9))


def quantile(steps: Mapping[int, int], share: float) -> float | None:
    """Return the time that `share` of all do not exceed, s; None when there are none."""
    wanted = sum(steps.values()) * share
    passed = 0
    for step in sorted(steps):
        passed += steps[step]
        if passed >= wanted and steps[step]:
            return seconds_of(step)
    return None


def agreement(pairs: Sequence[Pair]) -> Agreement | None:
    """Return how kiosk and clinical readings agree: of real visitors, and only where there are none of simulated ones.

    None with fewer than two pairs.
    """
    real = [pair for pair in pairs if not pair.simulated] or list(pairs)
    differences = [pair.kiosk_c - pair.clinical_c for pair in real]
    if len(differences) < 2:
        return None
    bias, spread = fmean(differences), stdev(differences)
    moved, error = _moved(differences)
    return Agreement(len(differences), bias, bias - 1.96 * spread, bias + 1.96 * spread, moved, error)


def _moved(differences: Sequence[float]) -> tuple[float | None, float | None]:
    half = len(differences) // 2
    if half < FEWEST_PAIRS:
        return None, None
    older, newer = differences[:half], differences[half:]
    error = sqrt(stdev(older) ** 2 / len(older) + stdev(newer) ** 2 / len(newer))
    return fmean(newer) - fmean(older), error

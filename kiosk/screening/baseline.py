"""What the skin of healthy visitors reads at this site: found with people known to be well, then followed slowly.

The baseline stands in the policy (`baseline_c`, and how it follows ambient): the policy is in the record in full, so a
replay sees the one in force. Each step is a new policy row, at most one a day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt
from statistics import median

from kiosk.screening.settings import Policy
from kiosk.screening.uncertainty import mean, slope, spread
from kiosk.screening.values import Outcome

FEWEST_PEOPLE = 20
WELL_BELOW_C = 37.5
"""A clinical reading from here on is no healthy person's."""
LEAST_SPAN_C = 3.0
"""Over less ambient a slope would be chance."""
STEEPEST = 0.5
"""°C of skin for one °C of ambient; more is a fault of the site, not of skin."""
STEP_C = 0.3
"""The most it moves in a day."""
FARTHEST_C = 1.0
"""The most it moves from what the validation found; then the site validates again."""
REMEMBERED = 51
FEWEST_VISITORS = 20


class Unfit(StrEnum):
    TOO_FEW_PEOPLE = "too_few_people"
    TOO_SCATTERED = "too_scattered"
    """Healthy people at one site do not differ so much; something else did."""


MOST_SCATTER_C = 0.8


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known to be well, or measured with a clinical thermometer as well."""

    skin_c: float
    ambient_c: float | None = None
    """The sensor's own temperature then."""
    clinical_c: float | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    skin_c: float
    """At `ambient_c`."""
    ambient_c: float | None
    slope: float = 0.0
    """°C of skin for one °C of ambient; 0: not known, or no such thing."""

    def at(self, ambient_c: float | None) -> float:
        """Return what healthy skin reads at this ambient."""
        if ambient_c is None or self.ambient_c is None:
            return self.skin_c
        return self.skin_c + self.slope * (ambient_c - self.ambient_c)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Clinical less skin, of the same people (Bland and Altman)."""

    pairs: int
    bias_c: float
    limits_c: tuple[float, float]
    """Within these lie about 95 % of the differences."""


@dataclass(frozen=True, slots=True)
class Validation:
    """What the people said of the site."""

    baseline: Baseline | None
    people: int
    """Who counted."""
    left_out: int
    """Whose clinical reading was not that of a healthy person."""
    spread_c: float
    uncertainty_c: float
    """Standard uncertainty of the baseline, from the spread of people."""
    span_c: float
    """Of ambient."""
    agreement: Agreement | None
    unfit: Unfit | None


def validate(people: Sequence[Person]) -> Validation:
    """Return the baseline of a site, or why there is none."""
    well = [one for one in people if one.clinical_c is None or one.clinical_c < WELL_BELOW_C]
    ambients = [one.ambient_c for one in well if one.ambient_c is not None]
    span = max(ambients) - min(ambients) if ambients else 0.0
    found = _baseline(well, span)
    scatter = spread([one.skin_c - found.at(one.ambient_c) for one in well]) if found else 0.0
    unfit = None
    if len(well) < FEWEST_PEOPLE:
        unfit = Unfit.TOO_FEW_PEOPLE
    elif scatter > MOST_SCATTER_C:
        unfit = Unfit.TOO_SCATTERED
    return Validation(
        baseline=None if unfit else found,
        people=len(well),
        left_out=len(people) - len(well),
        spread_c=scatter,
        uncertainty_c=scatter / sqrt(len(well)) if well else 0.0,
        span_c=span,
        agreement=_agreement(people),
        unfit=unfit,
    )


def _baseline(well: Sequence[Person], span: float) -> Baseline | None:
    if not well:
        return None
    known = [(one.ambient_c, one.skin_c) for one in well if one.ambient_c is not None]
    if not known:
        return Baseline(median([one.skin_c for one in well]), None)
    pivot = mean([ambient for ambient, _ in known])
    steep = _slope(known) if span >= LEAST_SPAN_C else 0.0
    return Baseline(median([skin - steep * (ambient - pivot) for ambient, skin in known]), pivot, steep)


def _slope(known: Sequence[tuple[float, float]]) -> float:
    """Return the slope over ambient where it stands out from chance and could be skin's; else 0."""
    found = slope([ambient for ambient, _ in known], [skin for _, skin in known])
    if found is None or abs(found[0]) <= 2 * found[1] or abs(found[0]) > STEEPEST:
        return 0.0
    return found[0]


def _agreement(people: Sequence[Person]) -> Agreement | None:
    apart = [one.clinical_c - one.skin_c for one in people if one.clinical_c is not None]
    if len(apart) < 2:
        return None
    bias, width = mean(apart), 1.96 * spread(apart)
    return Agreement(len(apart), bias, (bias - width, bias + width))


def policy_with(policy: Policy, baseline: Baseline) -> Policy:
    """Return the policy with this baseline in force."""
    return replace(
        policy,
        baseline_c=baseline.skin_c,
        baseline_ambient_c=baseline.ambient_c or 0.0,
        baseline_slope=baseline.slope if baseline.ambient_c is not None else 0.0,
    )


@dataclass(frozen=True, slots=True)
class Visit:
    """One stored decision."""

    day: int
    """Any count of days that grows by one at midnight."""
    outcome: Outcome
    skin_c: float
    ambient_c: float | None = None


@dataclass(frozen=True, slots=True)
class Following:
    """The baseline as the site's visitors carry it along."""

    validated: Baseline
    """What the technician found."""
    level_c: float
    """In force, at the validated ambient."""
    day: int
    """When it last moved, or was found."""
    recent: tuple[float, ...] = ()
    """Newest last: skin of admitted visitors, brought to the validated ambient."""

    @property
    def baseline(self) -> Baseline:
        return replace(self.validated, skin_c=self.level_c)


def follow(now: Following, visit: Visit) -> Following:
    """Return the baseline after a visit. Only admitted visitors count; it moves at the first visit of a day.

    A day that lies further ahead than tomorrow was a wrong clock's; the baseline follows the one that was set right.
    """
    if visit.outcome is not Outcome.ADMIT:
        return now
    if visit.day > now.day:
        now = replace(now, level_c=_moved(now), day=visit.day)
    elif visit.day < now.day - 1:
        now = replace(now, day=visit.day)
    brought = visit.skin_c - (now.validated.at(visit.ambient_c) - now.validated.skin_c)
    return replace(now, recent=(*now.recent, brought)[-REMEMBERED:])


def followed(start: Following, visits: Iterable[Visit]) -> Following:
    """Return the baseline after all of these visits, oldest first."""
    for visit in visits:
        start = follow(start, visit)
    return start


def _moved(now: Following) -> float:
    """Return the level one step towards the median of the admitted, within what a day and the validation allow."""
    if len(now.recent) < FEWEST_VISITORS:
        return now.level_c
    step = min(max(median(now.recent) - now.level_c, -STEP_C), STEP_C)
    low, high = now.validated.skin_c - FARTHEST_C, now.validated.skin_c + FARTHEST_C
    return min(max(now.level_c + step, low), high)

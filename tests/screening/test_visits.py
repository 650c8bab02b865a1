"""Several passages of one person: what a code brings along, and that no code is found by trying."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.screening.policy import decide
from kiosk.screening.settings import Policy
from kiosk.screening.tickets import OFFICER_CODES, REST_CODES, Ticket
from kiosk.screening.values import Outcome, Reason
from kiosk.screening.visits import Brought, CodeAnswer, FirstReading, Visits, Waiting
from tests.screening.facts import evidence

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=45)
REST = Brought(7, "17", "v-1", Outcome.RETRY, (Reason.HOT_ARRIVAL,), 1, True, FirstReading(7, 38.6, 0.5))


def waiting(code: str = "17", seq: int = 7, visit: str = "v-1", expires: datetime = LATER) -> Waiting:
    return Waiting(Ticket(code, expires), replace(REST, ticket_seq=seq, code=code, visit_id=visit))


def entered(visits: Visits, code: str, at: float = 0.0, now: datetime = NOW) -> tuple[Visits, CodeAnswer]:
    visits, answer, brought = visits.enter(code, at, now, tries=5)
    assert (brought is not None) == (answer is CodeAnswer.ACCEPTED)
    return visits, answer


def test_a_good_code_brings_its_visit_along() -> None:
    _, answer, brought = Visits().given(waiting()).enter("17", 0.0, NOW, tries=5)
    assert answer is CodeAnswer.ACCEPTED
    assert brought is not None
    assert (brought.visit_id, brought.retries_used, brought.rested) == ("v-1", 1, True)
    assert brought.first == FirstReading(7, 38.6, 0.5)


@pytest.mark.parametrize("typed", [" b4 ", "b4", "B4"])
def test_small_letters_and_spaces_do_not_matter(typed: str) -> None:
    assert entered(Visits().given(waiting("B4")), typed)[1] is CodeAnswer.ACCEPTED


def test_the_screen_can_tell_apart_what_is_wrong_with_a_code() -> None:
    visits = Visits().given(waiting("17")).given(waiting("18", seq=8, visit="v-2")).given(waiting("19", seq=9))
    visits = visits.used(8)
    assert entered(visits, "44")[1] is CodeAnswer.UNKNOWN
    assert entered(visits, "18")[1] is CodeAnswer.USED
    assert entered(visits, "17", now=LATER)[1] is CodeAnswer.EXPIRED
    assert entered(visits, "17", now=LATER - timedelta(seconds=1))[1] is CodeAnswer.ACCEPTED


def test_an_officer_s_word_closes_every_ticket_of_the_visit() -> None:
    visits = Visits().given(waiting("17")).given(waiting("B4", seq=9)).given(waiting("18", seq=8, visit="v-2"))
    visits = visits.closed("v-1")
    assert [entered(visits, code)[1] for code in ("17", "B4", "18")] == [
        CodeAnswer.USED,
        CodeAnswer.USED,
        CodeAnswer.ACCEPTED,
    ]


def test_no_code_is_found_by_trying() -> None:
    visits = Visits().given(waiting("17"))
    for number in range(5):
        visits, answer = entered(visits, f"9{number}", at=number)
        assert answer is CodeAnswer.UNKNOWN
    visits, answer = entered(visits, "17", at=5.0)
    assert answer is CodeAnswer.WAIT, "even the right one is not looked up"
    visits, answer = entered(visits, "17", at=59.0)
    assert answer is CodeAnswer.WAIT
    _, answer = entered(visits, "17", at=60.5)
    assert answer is CodeAnswer.ACCEPTED


def test_good_codes_cost_no_try() -> None:
    visits = Visits().given(waiting("17"))
    for number in range(9):
        visits, answer = entered(visits, "17", at=number)
        assert answer is CodeAnswer.ACCEPTED


def test_codes_that_somebody_may_show_are_not_given_again() -> None:
    visits = Visits()
    for seq, code in enumerate(REST_CODES):
        visits = visits.given(waiting(code, seq=seq, visit=f"v-{seq}"))
    taken = visits.taken(NOW)
    assert len(taken) == 60
    assert set(REST_CODES) - set(taken), "there is always one left"
    assert len(REST_CODES) > 60 < len(OFFICER_CODES)
    assert REST_CODES[-1] in taken
    assert REST_CODES[-1] not in visits.used(len(REST_CODES) - 1).taken(NOW)
    assert visits.taken(LATER) == ()


def test_a_code_given_again_is_the_newer_visit_s() -> None:
    visits = Visits().given(waiting("17")).given(waiting("17", seq=99, visit="v-9"))
    _, _, brought = visits.enter("17", 0.0, NOW, tries=5)
    assert brought is not None
    assert brought.visit_id == "v-9"


def test_the_first_reading_of_a_visit_is_known() -> None:
    visits = Visits().given(waiting())
    assert visits.first_of("v-1") == FirstReading(7, 38.6, 0.5)
    assert visits.first_of("v-2") is None


@pytest.mark.parametrize(
    ("outcome", "reasons", "stays"),
    [
        (Outcome.RETRY, (Reason.HOT_ARRIVAL,), False),
        (Outcome.REFER, (Reason.TEMPERATURE_ELEVATED,), True),
        (Outcome.REFER, (Reason.TEMPERATURE_NEAR_THRESHOLD, Reason.RETRIES_USED_UP), True),
        (Outcome.REFER, (Reason.REFERRED_BEFORE,), True),
        (Outcome.REFER, (Reason.MASK_MISSING, Reason.RETRIES_USED_UP), False),
        (Outcome.REFER, (Reason.TEMPERATURE_UNSTEADY, Reason.RETRIES_USED_UP), False),
        (Outcome.REFER, (), True),
    ],
)
def test_what_was_referred_for_its_temperature_stays_with_the_officer(
    outcome: Outcome, reasons: tuple[Reason, ...], stays: bool
) -> None:
    assert replace(REST, outcome=outcome, reasons=reasons).with_officer is stays


def test_a_machine_does_not_measure_a_referral_away() -> None:
    well = evidence()
    assert decide(well, Policy()).outcome is Outcome.ADMIT
    again = decide(replace(well, with_officer=True), Policy())
    assert (again.outcome, again.reasons) == (Outcome.REFER, (Reason.REFERRED_BEFORE,))
    off = decide(replace(well, with_officer=True), replace(Policy(), temperature="off"))  # type: ignore[arg-type]
    assert off.outcome is Outcome.REFER

"""The facts of a decision come back from their payload as they were, also from rows of before."""

import json
from dataclasses import replace

from kiosk.records.payloads import facts_from, facts_payload
from kiosk.screening.state import Facts
from kiosk.screening.values import Estimate, Hands, Sample
from models.values import MaskEstimate, MaskStatus, WrongWay

SAMPLES = (Sample(0.1, 34.4, 28.0), Sample(0.2, 34.5, None))
FACTS = Facts(1.0, 0.0, SAMPLES, (), Hands.PROMPT_SHOWN, retries_used=0, rested=False)


def test_an_emissivity_that_the_sensor_told_is_kept() -> None:
    told = replace(FACTS, samples=tuple(replace(sample, emissivity=0.98) for sample in SAMPLES))
    for facts in (FACTS, told):
        assert facts_from({"facts": json.loads(json.dumps(facts_payload(facts)))}) == facts


def test_rows_without_one_have_the_shape_they_always_had() -> None:
    assert facts_payload(FACTS)["samples"] == [[0.1, 34.4, 28.0], [0.2, 34.5, None]]


def test_how_a_mask_sits_wrongly_is_kept_and_left_out_where_it_is_not_known() -> None:
    estimate = MaskEstimate(0.05, 0.9, 0.05, MaskStatus.INCORRECT)
    told = tuple(Estimate(0.1, replace(estimate, wrong_way=way)) for way in (WrongWay.NOSE, WrongWay.CHIN, None))
    facts = replace(FACTS, estimates=told)
    payload = json.loads(json.dumps(facts_payload(facts)))
    assert facts_from({"facts": payload}) == facts
    assert payload["estimates"][2] == [0.1, 0.05, 0.9, 0.05, "incorrect"], "the shape that rows always had"

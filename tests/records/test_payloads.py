"""The facts of a decision come back from their payload as they were, also from rows of before."""

import json
from dataclasses import replace

from kiosk.records.payloads import facts_from, facts_payload
from kiosk.screening.state import Facts
from kiosk.screening.values import Hands, Sample

SAMPLES = (Sample(0.1, 34.4, 28.0), Sample(0.2, 34.5, None))
FACTS = Facts(1.0, 0.0, SAMPLES, (), Hands.PROMPT_SHOWN, retries_used=0, rested=False)


def test_an_emissivity_that_the_sensor_told_is_kept() -> None:
    told = replace(FACTS, samples=tuple(replace(sample, emissivity=0.98) for sample in SAMPLES))
    for facts in (FACTS, told):
        assert facts_from({"facts": json.loads(json.dumps(facts_payload(facts)))}) == facts


def test_rows_without_one_have_the_shape_they_always_had() -> None:
    assert facts_payload(FACTS)["samples"] == [[0.1, 34.4, 28.0], [0.2, 34.5, None]]

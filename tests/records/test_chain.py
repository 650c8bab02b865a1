import hashlib
import json
import math
import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.records.chain import FIELDS, GENESIS, HASHED, Head, broken_link, canonical, commitment, may_release, row_hash
from kiosk.records.values import Kind
from kiosk.screening.values import Outcome

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
ROW = dict.fromkeys(HASHED, "x") | {"seq": 1, "schema_version": 1, "monotonic_ns": 5, "previous_hash": GENESIS}


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_comes_back_bit_for_bit(value: float) -> None:
    back = json.loads(canonical({"skin_c": value}))["skin_c"]
    assert struct.pack(">d", back) == struct.pack(">d", value)


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.text(), JSON_VALUES))
def test_a_payload_has_one_text_whatever_the_order_of_its_keys(value: dict[str, object]) -> None:
    text = canonical(value)
    assert canonical(dict(reversed(value.items()))) == text
    assert canonical(json.loads(text)) == text
    assert text.encode().decode() == text


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, b"bytes", "\ud800", {1, 2}])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical({"skin_c": value})


def test_the_text_is_short_sorted_and_utf8() -> None:
    assert canonical({"b": 37.5, "a": "°C", "c": [1, None, True]}) == '{"a":"°C","b":37.5,"c":[1,null,true]}'


def test_commitment_and_hash_are_what_the_page_says() -> None:
    salt = bytes(range(32))
    assert commitment(salt, '{"a":"°C"}') == hashlib.sha256(salt + '{"a":"°C"}'.encode()).hexdigest()
    text = json.dumps(ROW, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert row_hash({**ROW, "hash": "left out"}) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("field", HASHED)
def test_every_field_is_covered_by_the_hash(field: str) -> None:
    assert row_hash({**ROW, field: 2 if isinstance(ROW[field], int) else "y"}) != row_hash(ROW)


def test_only_the_hash_itself_is_not_hashed() -> None:
    assert set(FIELDS) - set(HASHED) == {"hash"}


def test_a_link_says_what_is_wrong() -> None:
    good = {**ROW, "hash": row_hash(ROW)}
    assert broken_link(good, Head()) is None
    assert broken_link(good, Head(0, "1" * 64)) == "the first row continues another chain"
    assert broken_link(good, Head(1, GENESIS)) == "row 2 is missing"
    assert broken_link({**good, "office_id": b"x"}, Head()) == "a field holds what no row can hold"


def test_only_an_admit_or_a_let_in_may_release() -> None:
    may = [(kind, outcome) for kind in Kind for outcome in Outcome if may_release(kind, {"outcome": outcome})]
    assert may == [(Kind.SCREENING, Outcome.ADMIT)]
    assert may_release(Kind.OFFICER_CHECK, {"ended": "let_in"})
    assert not may_release(Kind.OFFICER_CHECK, {"ended": "turned_away"})
    assert not may_release(Kind.SCREENING, {"ended": "let_in"})

"""A record of a door with its staff, for figures and reports: visitors, officers' checks, rounds, the station's hours.

    python -m kiosk.records.sample_office FILE ROWS

adds so many rows to FILE, made new if there is none. Always simulated.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path

from kiosk.records.payloads import facts_payload, policy_payload
from kiosk.records.replay import computed
from kiosk.records.sample import BEGIN, IDENTITY, SETUP, VISIT_S, VISITORS_A_DAY, Bulk, Clock, facts
from kiosk.records.values import Entry, Kind
from kiosk.screening.judge import judge

ROUNDS_UTC = (0, 4, 7)
"""08:00, 12:00 and 15:00 in Bali."""
ITEMS = ("basin", "sanitiser", "mask_stock")


def grow(path: Path, rows: int) -> None:
    """Add so many rows."""
    with Bulk.open(path, IDENTITY) as records:
        assert isinstance(records, Bulk)
        newest = records.newest()
        begun = newest.seq if newest else 0
        days = (newest_day(newest.utc) + 1) if newest else 0
        records.many(islice(_entries(begun, days), rows))


def newest_day(utc: str) -> int:
    """Return which day of the sample a time lies in, from 0."""
    return (datetime.fromisoformat(utc) - BEGIN).days


def _entries(begun: int, day: int) -> Iterator[Entry]:
    """Yield rows without end, from this day on; the first follows row `begun`."""
    if begun == 0:
        yield Clock(BEGIN).entry(Kind.POLICY, policy_payload(SETUP))
    payloads = [
        {
            **computed(judge(one, SETUP)),
            "facts": facts_payload(one),
            "measured_in_ms": 700 + 31 * place,
            "simulated": True,
        }
        for place, one in enumerate(facts())
    ]
    seq = begun + (begun == 0)
    for number in count(day):
        for entry in _day(BEGIN + timedelta(days=number), payloads, number):
            seq += 1
            if entry.kind is Kind.RELEASE:
                entry = replace(entry, payload={"receipt_seq": seq - 1, "simulated": True})
            if entry.kind is Kind.OFFICER_CHECK:
                entry = replace(entry, payload={**entry.payload, "screening_seq": seq - 1})
            yield entry


def _day(morning: datetime, payloads: list[dict[str, object]], number: int) -> Iterator[Entry]:
    """Yield one day: start, daily check, visitors with rounds between, a fault now and then, stop."""
    yield Clock(morning - timedelta(minutes=90)).entry(Kind.START, {"simulated": True})
    yield Clock(morning - timedelta(minutes=89)).entry(Kind.IN_SERVICE, {"simulated": True})
    yield Clock(morning - timedelta(minutes=80)).entry(
        Kind.DAILY_CHECK, {"verdict": "pass", "staff_id": "s-3333", "simulated": True}
    )
    rounds = [(hour, item) for hour in ROUNDS_UTC for item in ITEMS]
    for visitor in range(VISITORS_A_DAY):
        at = morning + timedelta(seconds=visitor * VISIT_S)
        while rounds and at.hour >= rounds[0][0]:
            yield _tick(at, *rounds.pop(0), number)
        yield from _visitor(at, number * VISITORS_A_DAY + visitor, payloads)
    evening = morning + timedelta(hours=9)
    if number % 9 == 4:
        out = {"source": "camera", "trouble": "silent", "detail": "", "simulated": True}
        yield Clock(evening).entry(Kind.OUT_OF_SERVICE, out)
        yield Clock(evening + timedelta(minutes=10)).entry(Kind.IN_SERVICE, {"simulated": True})
    yield Clock(evening + timedelta(minutes=20)).entry(Kind.STOP, {"phase": "idle", "simulated": True})


def _tick(at: datetime, hour: int, item: str, number: int) -> Entry:
    due = f"{at.date()} {hour + 8:02}:00"
    told = {"what": "tick_list", "by": f"s-{number % 5:04}", "item": item, "due": due, "good": number % 11 != 3}
    return Clock(at).entry(Kind.STAFF, told)


def _visitor(at: datetime, number: int, payloads: list[dict[str, object]]) -> Iterator[Entry]:
    payload = payloads[number % len(payloads)]
    visit, clock = f"{number * 2654435761 % 2**128:032x}", Clock(at)
    admitted, referred = payload["outcome"] == "admit", payload["outcome"] == "refer"
    screening = clock.entry(Kind.SCREENING, payload)
    yield replace(screening, receipt_s=5.0 if admitted else None, visit_id=visit, session_id=f"{number:032x}")
    if admitted:
        yield clock.entry(Kind.RELEASE, {})
        yield clock.entry(Kind.DOOR, {"detail": "on 3.0 s, off", "pulsed": True})
    if referred:
        yield replace(Clock(at + timedelta(seconds=45)).entry(Kind.OFFICER_CHECK, _check(number)), visit_id=visit)
    if number % 40 == 0:
        yield clock.entry(Kind.FEEDBACK, {"mood": "bad", "about": "queue", "simulated": True})


def _check(number: int) -> dict[str, object]:
    """An officer's check; each fifth lets in against what was measured."""
    override = number % 5 == 0
    clinical = 38.1 if override else 36.4 + number % 7 * 0.1
    return {
        "ended": "let_in", "staff_id": f"s-{number % 5:04}", "code": "A2", "referred_for": ["temperature_elevated"],
        "kiosk_skin_c": 38.2 + number % 9 * 0.05, "kiosk_uncertainty_c": 0.5, "clinical_c": [clinical],
        "instrument": "sample", "mask_now": None, "exemption": False, "reason": "sample" if override else "",
        "override": override, "false_referral": not override, "waited_s": 20.0 + number % 60, "simulated": True,
    }  # fmt: skip


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    grow(target, int(sys.argv[2]))

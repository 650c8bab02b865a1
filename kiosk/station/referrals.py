"""Whom the machine referred: found in the record again, for the officer's check."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.link import Request
from kiosk.records.store import Records
from kiosk.records.values import Kind
from kiosk.screening.officer import NOT_KEPT, Ended, check_from, complaint, normal, of_temperature, unsettled
from kiosk.screening.settings import Officer
from kiosk.screening.values import Outcome, Reason

LOOKED_BACK = 2000
"""Rows among which a command's id is looked for: far more than are written while it is valid."""
_NEWEST_ROW = 2**63 - 1
"""SQLite counts no further, and asking for more is an error of the program's own."""
_DONE_BEFORE = """SELECT seq FROM chain JOIN payload USING (seq)
    WHERE seq > (SELECT max(seq) FROM chain) - ?
    AND kind IN ('officer_check', 'staff', 'set_aside_seen', 'clock_accepted')
    AND json_extract(body, '$.command_id') = ?"""
_ROW = "SELECT kind, visit_id, session_id, utc, body FROM chain JOIN payload USING (seq) WHERE seq = ?"
_CLOSED = "SELECT max(seq) FROM chain WHERE visit_id = ? AND kind = ?"
_LATER = "SELECT max(seq) FROM chain WHERE visit_id = ? AND kind = ? AND seq > ?"


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral that waits for an officer."""

    seq: int
    code: str
    visit_id: str
    session_id: str | None
    at: datetime
    reasons: tuple[Reason, ...]
    skin_c: float | None
    """None: not measured, or not kept by the site's policy."""
    uncertainty_c: float | None


def done_before(records: Records, command_id: str) -> int | None:
    """Return the row that a command has left already, also before a restart. Raises StoreError."""
    found = records.query(_DONE_BEFORE, (LOOKED_BACK, command_id))
    return found[0][0] if found else None


def referral(records: Records, told: Mapping[str, Any], now: datetime) -> Referral:
    """Return the referral that a command names by row and code; `now` is never behind the record.

    Raises ValueError when there is none, or it does not wait any more; StoreError.
    """
    seq, code = told.get("seq"), told.get("code")
    if not isinstance(seq, int) or isinstance(seq, bool) or not isinstance(code, str):
        raise ValueError('an officer\'s check names "seq" and "code" of the referral')
    found = records.query(_ROW, (seq,)) if 0 < seq <= _NEWEST_ROW else []
    kind, visit_id, session_id, utc, body = found[0] if found else (None, None, None, "", "{}")
    payload = json.loads(body)
    ticket = payload.get("ticket") or {}
    if kind != Kind.SCREENING or payload.get("outcome") != Outcome.REFER or ticket.get("code") != code.strip().upper():
        raise ValueError(f"row {seq} is no referral with the code {code}")
    if now >= datetime.fromisoformat(ticket["expires_utc"]):
        raise ValueError(f"the code {code} has expired: the visitor is measured again")
    _refuse_closed(records, str(visit_id), seq, code)
    measurement = payload.get("measurement") or {}
    return Referral(
        seq=seq,
        code=ticket["code"],
        visit_id=str(visit_id),
        session_id=session_id,
        at=datetime.fromisoformat(utc),
        reasons=tuple(Reason(reason) for reason in payload.get("reasons") or ()),
        skin_c=measurement.get("skin_c"),
        uncertainty_c=measurement.get("uncertainty_c"),
    )


def _refuse_closed(records: Records, visit_id: str, seq: int, code: str) -> None:
    (closed,) = records.query(_CLOSED, (visit_id, Kind.OFFICER_CHECK))[0]
    if closed is not None:
        raise ValueError(f"an officer has decided about {code} already: row {closed}")
    (later,) = records.query(_LATER, (visit_id, Kind.SCREENING, seq))[0]
    if later is not None:
        raise ValueError(f"the visitor with {code} was measured again since: row {later}")


def check_payload(request: Request, ended: Ended, found: Referral, rules: Officer, now: datetime) -> dict[str, Any]:
    """Return what the record keeps of an officer's check. Raises ValueError when something is missing or wrong."""
    check = check_from(ended, request.details)
    left = unsettled(check, found.reasons or NOT_KEPT, rules.elevated_from)
    wrong = complaint(check, left)
    if wrong is not None:
        raise ValueError(wrong)
    return {
        "ended": ended.value,
        "staff_id": request.actor,
        "command_id": request.id,
        "screening_seq": found.seq,
        "code": found.code,
        "referred_for": [reason.value for reason in found.reasons],
        "kiosk_skin_c": found.skin_c,
        "kiosk_uncertainty_c": found.uncertainty_c,
        "clinical_c": list(check.clinical_c),
        "clinical_elevated_from_c": rules.elevated_from,
        "instrument": check.instrument,
        "mask_now": check.mask.value if check.mask else None,
        "exemption": check.exemption,
        "reason": check.reason,
        "override": ended is Ended.LET_IN and bool(left),
        "false_referral": of_temperature(found.reasons) and normal(check.clinical_c, rules.elevated_from),
        "waited_s": max(0.0, (now - found.at).total_seconds()),
    }

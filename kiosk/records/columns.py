"""The data dictionary: what each column of a CSV export holds. docs/records.md is checked against it by a test."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kiosk.records.queries import Shown


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    about: str
    value: Callable[[Shown], Any]


def _row(name: str) -> Callable[[Shown], Any]:
    return lambda shown: getattr(shown.row, name)


def _payload(*path: str) -> Callable[[Shown], Any]:
    def find(shown: Shown) -> Any:
        found: Any = shown.payload
        for name in path:
            found = found.get(name) if isinstance(found, Mapping) else None
        return found

    return find


def _band(place: int) -> Callable[[Shown], Any]:
    def find(shown: Shown) -> Any:
        band = _payload("skin_band_c")(shown)
        return band[place] if isinstance(band, list) and len(band) == 2 else None

    return find


def _reasons(shown: Shown) -> str | None:
    found = _payload("reasons")(shown)
    return " ".join(map(str, found)) if isinstance(found, list) else None


def _whole(shown: Shown) -> str | None:
    return None if shown.payload is None else json.dumps(shown.payload, ensure_ascii=False, sort_keys=True)


def _spent_by(shown: Shown) -> int | None:
    return shown.receipt.release_seq if shown.receipt else None


COLUMNS = (
    Column("seq", "integer", "number of the row; grows by one, without gaps", _row("seq")),
    Column("utc", "time", "when it was written: ISO 8601, UTC, microseconds; the order is seq, not this", _row("utc")),
    Column("station_id", "text", "which kiosk", _row("station_id")),
    Column("office_id", "text", "which office", _row("office_id")),
    Column("kind", "text", "what the row tells of; docs/records.md lists the kinds", _row("kind")),
    Column("visit_id", "text", "links one person's sessions; random, no name behind it", _row("visit_id")),
    Column("session_id", "text", "one passage in front of the kiosk; random", _row("session_id")),
    Column("outcome", "text", "screening: admit, retry or refer; officer_check: how it ended",
           lambda shown: _payload("outcome")(shown) or _payload("ended")(shown)),
    Column("reasons", "text", "why, words with spaces between; empty for an admit", _reasons),
    Column("skin_c", "number, °C", "skin temperature, corrected: what was decided upon",
           _payload("measurement", "skin_c")),
    Column("uncertainty_c", "number, °C", "its expanded uncertainty U (k=2)", _payload("measurement", "uncertainty_c")),
    Column("skin_band_low_c", "number, °C", "banded by policy: skin temperature from", _band(0)),
    Column("skin_band_high_c", "number, °C", "banded by policy: to below", _band(1)),
    Column("object_c", "number, °C", "what the sensor reported, uncorrected", _payload("measurement", "object_c")),
    Column("ambient_c", "number, °C", "the sensor's own temperature", _payload("measurement", "ambient_c")),
    Column("threshold_c", "number, °C", "the limit in force for skin temperature", _payload("threshold", "value_c")),
    Column("threshold_source", "text", "which limit that was: ceiling or baseline", _payload("threshold", "source")),
    Column("mask", "text", "worn, incorrect, none or unsure", _payload("mask", "status")),
    Column("mask_confidence", "number", "of that answer, 0 to 1", _payload("mask", "confidence")),
    Column("hands", "text", "how clean hands are known", _payload("hands")),
    Column("simulated", "true/false", "some device was simulated: not a real visitor", _payload("simulated")),
    Column("reduced", "text", "values were left out by policy before they were stored: which policy",
           _payload("reduced")),
    Column("erased_by", "integer", "the erasure row that tells of it, once erased", lambda shown: shown.erased_by),
    Column("released_by", "integer", "the release row that spent this row's receipt", _spent_by),
    Column("policy_hash", "text", "SHA-256 of the rules in force; a policy row holds them", _row("policy_hash")),
    Column("software_version", "text", "of the program that wrote the row", _row("software_version")),
    Column("schema_version", "integer", "of the record's tables", _row("schema_version")),
    Column("boot_id", "text", "changes whenever the monotonic clock starts anew", _row("boot_id")),
    Column("monotonic_ns", "integer, ns", "monotonic time of that boot", _row("monotonic_ns")),
    Column("chain_id", "text", "which chain; random, one a file", _row("chain_id")),
    Column("previous_hash", "text", "hash of the row before", _row("previous_hash")),
    Column("commitment", "text", "SHA-256 over salt and payload", _row("commitment")),
    Column("hash", "text", "SHA-256 over all fields of the row", _row("hash")),
    Column("payload", "JSON", "all that is kept of the row; empty once erased", _whole),
)  # fmt: skip
"""In the order of a CSV export."""


def dictionary() -> str:
    """Return the dictionary as the table docs/records.md shows."""
    lines = ["| column | type | what it holds |", "|---|---|---|"]
    return "\n".join((*lines, *(f"| `{one.name}` | {one.type} | {one.about} |" for one in COLUMNS)))


def flat(shown: Shown) -> dict[str, Any]:
    """Return one row as a CSV export has it; None where there is nothing."""
    return {column.name: column.value(shown) for column in COLUMNS}


def as_json(shown: Shown) -> dict[str, Any]:
    """Return one row as the command line prints it; the payload is null once erased."""
    receipt = asdict(shown.receipt) if shown.receipt else None
    return {**asdict(shown.row), "payload": shown.payload, "erased_by": shown.erased_by, "receipt": receipt}

"""Names, units and ready questions for Datasette, so that an analyst can open a copy of the record and read it.

datasette records-copy.db --metadata metadata.json
"""

from typing import Any

from kiosk.records.chain import FIELDS
from kiosk.records.columns import COLUMNS

METADATA = "metadata.json"

TABLES = {
    "chain": "One row for each thing that happened, in the order of seq; what it tells stands in payload.",
    "payload": "What a row tells, as JSON; gone once it was erased.",
    "receipt": "The right to release the door once, given by an admit or an officer's let-in.",
    "spent": "Which release row spent which receipt.",
    "erased": "Which erasure row tells of an erased payload.",
    "meta": "Which chain this file holds.",
    "_sqlite_migrations": "Which changes of the tables were made, and when.",
}
COLUMNS_OF = {
    "payload": {
        "seq": "the row this belongs to",
        "salt": "32 random bytes in front of the payload in its commitment",
        "body": "the payload, as JSON",
    },
    "receipt": {
        "seq": "the row that gave it",
        "token": "random; told to nobody but the release",
        "boot_id": "the boot in which it may be spent",
        "expires_monotonic_ns": "until when, monotonic time of that boot (ns)",
    },
    "spent": {"receipt_seq": "the row that gave the receipt", "release_seq": "the row that tells of the release"},
    "erased": {"seq": "the row whose payload was erased", "by_seq": "the erasure row"},
    "meta": {"id": "always 1", "chain_id": "random, one a file"},
    "_sqlite_migrations": {
        "id": "in which order",
        "migration_set": "of which program part",
        "name": "which change",
        "applied_at": "when",
    },
}
UNITS = {"chain": {"monotonic_ns": "ns"}, "receipt": {"expires_monotonic_ns": "ns"}}
_FROM = "FROM chain JOIN payload USING (seq)"
QUERIES: dict[str, tuple[str, str, str]] = {
    "decisions": (
        "Decisions",
        "One line a screening. skin_c, uncertainty_c (k=2), object_c, ambient_c, threshold_c in °C; simulated 1: no"
        " real visitor.",
        f"""SELECT seq, utc, json_extract(body, '$.outcome') AS outcome, json_extract(body, '$.reasons') AS reasons,
  json_extract(body, '$.measurement.skin_c') AS skin_c,
  json_extract(body, '$.measurement.uncertainty_c') AS uncertainty_c,
  json_extract(body, '$.measurement.object_c') AS object_c,
  json_extract(body, '$.measurement.ambient_c') AS ambient_c,
  json_extract(body, '$.threshold.value_c') AS threshold_c,
  json_extract(body, '$.mask.status') AS mask, json_extract(body, '$.mask.confidence') AS mask_confidence,
  json_extract(body, '$.hands') AS hands, json_extract(body, '$.simulated') AS simulated
{_FROM} WHERE kind = 'screening' ORDER BY seq DESC""",
    ),
    "decisions_by_hour": (
        "Decisions by the hour",
        "Hours of UTC; Bali is eight ahead.",
        f"""SELECT substr(utc, 1, 13) AS hour_utc, json_extract(body, '$.outcome') AS outcome,
  json_extract(body, '$.simulated') AS simulated, count(*) AS decisions
{_FROM} WHERE kind = 'screening' GROUP BY 1, 2, 3 ORDER BY 1 DESC""",
    ),
    "officers_checks": (
        "Officers' checks",
        "Kiosk and clinical thermometer of the same person, °C; waited_s in seconds. staff_id stands for a person.",
        f"""SELECT seq, utc, json_extract(body, '$.ended') AS ended, json_extract(body, '$.staff_id') AS staff_id,
  json_extract(body, '$.kiosk_skin_c') AS kiosk_skin_c,
  json_extract(body, '$.kiosk_uncertainty_c') AS kiosk_uncertainty_c,
  json_extract(body, '$.clinical_c') AS clinical_c, json_extract(body, '$.instrument') AS instrument,
  json_extract(body, '$.override') AS override, json_extract(body, '$.false_referral') AS false_referral,
  json_extract(body, '$.waited_s') AS waited_s, json_extract(body, '$.reason') AS reason
{_FROM} WHERE kind = 'officer_check' ORDER BY seq DESC""",
    ),
    "out_of_service": (
        "Out of service",
        "What kept the station from serving, and when it came back.",
        f"""SELECT seq, utc, kind, json_extract(body, '$.source') AS source, json_extract(body, '$.trouble') AS trouble
{_FROM} WHERE kind IN ('start', 'stop', 'out_of_service', 'in_service') ORDER BY seq DESC""",
    ),
    "in_the_way": (
        "What stood in the way",
        "What visitors touched at the screen.",
        f"""SELECT seq, utc, json_extract(body, '$.mood') AS mood, json_extract(body, '$.about') AS about
{_FROM} WHERE kind = 'feedback' ORDER BY seq DESC""",
    ),
}


def metadata(database: str) -> dict[str, Any]:
    """Return the metadata of a copy; `database` is its file's name without the ending."""
    of_chain = {column.name: column.about for column in COLUMNS if column.name in FIELDS}
    columns = {"chain": of_chain, **COLUMNS_OF}
    tables = {
        name: {"description": about, "columns": columns[name], "units": UNITS.get(name, {})}
        for name, about in TABLES.items()
    }
    tables["chain"]["sort_desc"] = "seq"
    tables["chain"]["facets"] = ["kind"]
    queries = {
        name: {"title": title, "description": about, "sql": sql} for name, (title, about, sql) in QUERIES.items()
    }
    return {
        "title": "Entry screening: a copy of the record",
        "description": "Skin temperature is not body temperature, and no diagnosis. Rows of simulated devices say so.",
        "databases": {database: {"tables": tables, "queries": queries}},
    }

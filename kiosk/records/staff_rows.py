"""What the chain tells of accounts: which actions it holds already, and whom it last saw disabled."""

from pathlib import Path

from kiosk.records.reading import open_reading, store_error
from kiosk.records.store import Records
from kiosk.records.values import Kind

_ACTION = """SELECT seq FROM chain JOIN payload USING (seq)
    WHERE kind = ? AND json_extract(body, '$.action_id') = ? ORDER BY seq DESC LIMIT 1"""
_STANDING = """SELECT json_extract(body, '$.what') FROM chain JOIN payload USING (seq)
    WHERE kind = ? AND json_extract(body, '$.of') = ?
    AND json_extract(body, '$.what') IN ('added', 'enabled', 'disabled', 'name_erased') ORDER BY seq DESC LIMIT 1"""


def action_row(records: Records, action_id: str) -> int | None:
    """Return the row that tells of an action already: a power cut may have left it unmarked. Raises StoreError."""
    found = records.query(_ACTION, (Kind.STAFF, action_id))
    return found[0][0] if found else None


def disabled_on_record(path: Path, staff_id: str) -> bool:
    """Say whether the newest row about an account took its rights away; a file of accounts may be an older copy.

    Raises StoreError.
    """
    connection = open_reading(path)
    try:
        found = connection.execute(_STANDING, (Kind.STAFF, staff_id)).fetchone()
    except connection.Error as error:
        raise store_error(error, path) from error
    finally:
        connection.close()
    return found is not None and found[0] in ("disabled", "name_erased")

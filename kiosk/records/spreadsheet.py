"""What a cell of a CSV may hold, so that a spreadsheet shows it and runs nothing."""

from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any, *, comma: bool = False) -> Any:
    """Return the value to write: a text that a spreadsheet would run as a formula gets an apostrophe in front.

    Numbers stay numbers, negative ones too: only a text can be a formula.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if comma and isinstance(value, float):
        return repr(value).replace(".", ",")
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value

"""A TOML tree -> frozen dataclasses, whatever they are: unknown keys are errors, every number has a range."""

from collections.abc import Mapping
from dataclasses import Field, dataclass, fields, is_dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints


class ConfigError(Exception):
    """One sentence for the person who edits config.toml."""


_WORD = {str: "a text in quotes", int: "a whole number", float: "a number", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class Builder:
    """Knows the whole, so that a key in the wrong section is sent to the right one."""

    whole: type
    moved: Mapping[str, str]
    """Keys of older files, and where they stand now."""

    def build(self, kind: Any, tree: dict[str, Any], where: str = "") -> Any:
        """Return `kind` from a tree whose keys begin with `where`. Raises ConfigError."""
        hints = get_type_hints(kind)
        known = {item.name: item for item in fields(kind)}
        for key in tree:
            if key not in known:
                raise ConfigError(self._unknown(f"{where}{key}", where, key, list(known)))
        values = {key: self._value(hints[key], known[key], value, f"{where}{key}") for key, value in tree.items()}
        return kind(**values)

    def _unknown(self, name: str, where: str, key: str, known: list[str]) -> str:
        if name in self.moved:
            return f"{name} has moved: write it as {self.moved[name]}"
        nearest = get_close_matches(key, known, n=1, cutoff=0.5)
        home = next((section.name for section in fields(self.whole) if key in self._keys_of(section.name)), None)
        if home is not None and where.count(".") < 2:
            hint = f"it belongs under [{home}]"
        else:
            hint = f"did you mean {nearest[0]}?" if nearest else f"known here: {', '.join(known)}"
        return f"unknown {'key' if where else 'section or key'} {name} ({hint})"

    def _keys_of(self, section: str) -> tuple[str, ...]:
        kind = get_type_hints(self.whole)[section]
        return tuple(item.name for item in fields(kind)) if is_dataclass(kind) else ()

    def _value(self, hint: Any, item: Field[Any], value: Any, name: str) -> Any:
        if is_dataclass(hint):
            if not isinstance(value, dict):
                raise ConfigError(f"{name} is a section: write [{name}]")
            return self.build(hint, value, f"{name}.")
        if get_origin(hint) is tuple:
            return self._tables(get_args(hint)[0], value, name)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return _choice(hint, value, name)
        if hint is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, hint) or (hint is not bool and isinstance(value, bool)):
            raise ConfigError(f"{name}: {value!r} is not {_WORD[hint]}{_span(item)}")
        if isinstance(value, str) and any(ord(letter) < ord(" ") for letter in value):
            raise ConfigError(
                f"{name}: {value!r} holds a line break or another control character: write one line of text"
            )
        low, high = item.metadata.get("low"), item.metadata.get("high")
        if low is not None and high is not None and not low <= value <= high:
            raise ConfigError(f"{name}: {value} is outside{_span(item).removeprefix(',')}")
        return value

    def _tables(self, kind: Any, value: Any, name: str) -> tuple[Any, ...]:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise ConfigError(f"{name} is a list of tables: write [[{name}]] before each, or {name} = [] for none")
        return tuple(self.build(kind, one, f"{name}.") for one in value)


def _span(item: Field[Any]) -> str:
    low, high, unit = (item.metadata.get(key) for key in ("low", "high", "unit"))
    if low is None:
        return ""
    return f", {low} to {high}" + (f" ({unit})" if unit else "")


def _choice(hint: type[StrEnum], value: Any, name: str) -> StrEnum:
    allowed = [member.value for member in hint]
    if value in allowed:
        return hint(value)
    nearest = get_close_matches(str(value), allowed, n=1)
    hint_text = f"; did you mean {nearest[0]}?" if nearest else ""
    raise ConfigError(f"{name}: {value!r} is not one of {', '.join(allowed)}{hint_text}")

"""README's tables and config.toml, written from the code: `python -m kiosk.cli.reference README.md config.toml`."""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import click

from kiosk.cli.main import main
from kiosk.config import Config

LISTED_CHOICES = 5


def commands(command: click.Command = main, path: tuple[str, ...] = ("kiosk",)) -> Iterator[tuple[str, str]]:
    """Yield each command as typed, with its first sentence."""
    if not isinstance(command, click.Group):
        usage = " ".join(part for part in (*path, *_usage(command)) if part)
        yield usage, (command.help or "").split("\n\n")[0].replace("\n", " ")
        return
    with click.Context(command) as context:
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None:
                yield from commands(found, (*path, name))


def _usage(command: click.Command) -> Iterator[str]:
    for one in command.params:
        if isinstance(one, click.Argument):
            yield one.make_metavar(click.Context(command))
    for one in command.params:
        if isinstance(one, click.Option) and one.name != "config_path":
            name = max(one.opts, key=len)
            text = name if one.is_flag else f"{name} {_metavar(one, command)}"
            yield text if one.required else f"[{text}]"


def _metavar(option: click.Option, command: click.Command) -> str:
    if isinstance(option.type, click.IntRange):
        return "N"
    if isinstance(option.type, click.Choice) and len(option.type.choices) > LISTED_CHOICES:
        return (option.name or "").upper()
    return option.make_metavar(click.Context(command)).strip("[]")


def command_table() -> str:
    rows = [f"| `{usage.replace('|', chr(92) + '|')}` | {told} |" for usage, told in commands()]
    return "\n".join(["| command | does |", "|---|---|", *rows])


def key_table() -> str:
    rows = []
    for section in fields(Config):
        value = getattr(Config(), section.name)
        if not is_dataclass(value):
            rows.append(_row(section.name, value, section.metadata))
            continue
        for key in fields(value):
            name, shipped = f"{section.name}.{key.name}", getattr(value, key.name)
            if isinstance(shipped, tuple):
                rows.append(_row(name, f"{len(shipped)} examples", key.metadata))
                rows += [_row(f"{name}.{one.name}", "", one.metadata) for one in fields(shipped[0])]
            else:
                rows.append(_row(name, shipped, key.metadata))
    return "\n".join(["| key | shipped | range | about |", "|---|---|---|---|", *rows])


def _row(name: str, value: object, told: Mapping[str, Any]) -> str:
    span = "" if told["low"] is None else f"{told['low']} to {told['high']} {told['unit']}".strip()
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return f"| `{name}` | {shown or 'empty'} | {span} | {told['about']} |"


def rewrite(text: str) -> str:
    """Return README's text with both tables as the code has them."""
    for name, table in (("commands", command_table()), ("keys", key_table())):
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = pattern.sub(lambda found, table=table: f"{found.group(1)}{table}\n{found.group(2)}", text)
    return text


CONFIG_HEAD = """\
# Everything one kiosk can be told. As shipped it runs simulated: no camera, no sensor, no door needed.
# One word switches a device to the real one: camera.source = "usb", thermometer.source = "serial",
# door.source = "serial-relay". Where a key is left out, the value shown here holds.
"""


def config_text() -> str:
    """Return config.toml as shipped: every key with its value, what it is, and its range."""
    parts = [CONFIG_HEAD, f"config_version = {Config().config_version}\n"]
    for section in fields(Config):
        value = getattr(Config(), section.name)
        if is_dataclass(value):
            parts.append("\n".join([f"[{section.name}]", *_lines(value), ""]))
            for key in fields(value):
                if isinstance(tables := getattr(value, key.name), tuple):
                    parts.append(f"# {key.name}: {key.metadata['about']}")
                    parts += ["\n".join([f"[[{section.name}.{key.name}]]", *_lines(one), ""]) for one in tables]
    return "\n".join(parts)


def _lines(value: Any) -> list[str]:
    """Each key of a section with its value and what it is, in columns; tables have places of their own."""
    shown = [key for key in fields(value) if not isinstance(getattr(value, key.name), tuple)]
    lines = [(f"{key.name} = {_toml(getattr(value, key.name))}", _about(key.metadata)) for key in shown]
    width = max(len(line) for line, _ in lines)
    return [f"{line:<{width}}  # {about}" for line, about in lines]


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _about(told: Mapping[str, Any]) -> str:
    if told["low"] is None:
        return told["about"]
    return f"{told['about']} ({told['low']} to {told['high']}{' ' if told['unit'] else ''}{told['unit']})"


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        text = config_text() if path.suffix == ".toml" else rewrite(path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")

"""`kiosk`: each command lives in a module of its own, imported only when it is called."""

import errno
import importlib
import io
import os
import sys
from contextlib import suppress
from typing import Any, ClassVar

import click

from kiosk.config import Config, ConfigError, find, load
from kiosk.records.values import StoreError


class Problem(click.ClickException):
    """One clear sentence for whoever typed the command; exit code 2."""

    exit_code = 2


class Lazy(click.Group):
    """A group that knows where its commands live."""

    homes: ClassVar[dict[str, str]] = {
        "run": "kiosk.cli.run:run",
        "check": "kiosk.cli.check:check",
        "thermometer": "kiosk.cli.thermometer:thermometer",
        "mask": "kiosk.cli.mask:mask",
        "staff": "kiosk.cli.staff:staff",
        "monitor": "kiosk.cli.monitor:monitor",
        "records": "kiosk.cli.records:records",
        "bench": "kiosk.cli.bench:bench",
        "screens": "kiosk.cli.screens:screens",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.homes:
            return None
        module, _, name = self.homes[cmd_name].partition(":")
        return getattr(importlib.import_module(module), name)

    def invoke(self, ctx: click.Context) -> Any:
        """Whatever command: what the machine refuses is one sentence. Our own mistakes keep their traceback."""
        try:
            result = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
        except (ConfigError, StoreError) as error:
            raise Problem(str(error)) from None
        except UnicodeEncodeError as error:
            raise Problem(
                f"{error.object} cannot be written in this locale ({error.encoding}): set LC_ALL=C.UTF-8"
            ) from None
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever read has read enough: click ends quietly
            if error.filename is None:
                _give_up_output()
            raise Problem(_refused(error)) from None
        return result


def _give_up_output() -> None:
    """What is left in the buffer goes nowhere; at the end Python would try again, and end with a code of its own."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refused(error: OSError) -> str:
    why = error.strerror or str(error)
    return f"{error.filename}: {why}" if error.filename else f"the output cannot be written: {why}"


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def main() -> None:
    """Entry screening at the door: clean hands, mask, skin temperature, one stored decision, then the door.

    \b
    Example:
      kiosk run --headless --visitors 12
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without "°" shows "?": no reason to stop


def config_option(command: Any) -> Any:
    """Add --config to a command."""
    return click.option(
        "--config",
        "config_path",
        metavar="FILE",
        callback=_existing,
        help="config.toml to use; else KIOSK_CONFIG, /etc/kiosk/config.toml, the shipped one.",
    )(command)


def _existing(context: click.Context, option: click.Parameter, given: str | None) -> str | None:
    """Refuse a file that was named and is not there, whether or not the command reads it."""
    try:
        find(given)
    except ConfigError as error:
        raise Problem(str(error)) from None
    return given


def load_config(given: str | None) -> Config:
    """Return the config in force, or end with one sentence and exit code 2."""
    try:
        return load(find(given))
    except ConfigError as error:
        raise Problem(str(error)) from None


if __name__ == "__main__":
    sys.exit(main())

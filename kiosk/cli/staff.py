"""`kiosk staff`: accounts of officers, technicians and supervisors."""

import json
import sys
from collections.abc import Callable

import click

from kiosk.cli.main import Problem, config_option, load_config
from kiosk.config import Config, data_dir
from kiosk.staff.accounts import Accounts
from kiosk.staff.file import STAFF_FILE
from kiosk.staff.rights import Role
from kiosk.staff.values import Account, AccountsError


@click.group()
def staff() -> None:
    """Accounts: who may do what. Records name people by staff_id; names can be erased."""


def accounts_of(config: Config) -> Accounts:
    """Return the accounts of this station."""
    return Accounts(data_dir(config) / STAFF_FILE)


def _changed(config_path: str | None, change: Callable[[Accounts], Account]) -> Account:
    """Change an account and put that into the record; a refusal is one sentence."""
    config = load_config(config_path)
    accounts = accounts_of(config)
    try:
        account = change(accounts)
        settled(config, accounts)
    except (AccountsError, ValueError) as error:
        raise Problem(str(error)) from None
    return account


def settled(config: Config, accounts: Accounts) -> None:
    """Put into the record what staff did; a running station does it itself, and a record that will not do waits."""
    from kiosk.cli.assembly import boot, software_version  # here: it loads all that a station needs
    from kiosk.cli.records_common import now
    from kiosk.records.staff_rows import action_row
    from kiosk.records.store import Records
    from kiosk.records.values import DATABASE, Entry, Identity, Kind, StoreError, WriterActive

    identity = Identity(config.station.station_id, config.station.office_id, software_version(), boot())
    try:
        with Records.open(data_dir(config) / DATABASE, identity) as records:
            accounts.settle(
                lambda payload: (
                    action_row(records, payload["action_id"])
                    or records.commit(Entry(Kind.STAFF, payload, **now(records))).seq
                )
            )
    except WriterActive:
        return
    except StoreError as error:
        click.echo(f"done, but not in the record yet: {error.detail}", err=True)


def secret(what: str, *, from_stdin: bool, confirm: bool = True) -> str:
    """Ask for a password or PIN, or read the next line of standard input."""
    if not from_stdin:
        return click.prompt(what, hide_input=True, confirmation_prompt=confirm, err=True)
    line = sys.stdin.readline()
    if not line:
        raise Problem(f"no {what.lower()} on standard input; give it as one line")
    return line.rstrip("\r\n")


@staff.command()
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--password-stdin", is_flag=True, help="The password is a line on standard input.")
@click.option("--pin-stdin", is_flag=True, help="So is a PIN for the kiosk, after it.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@config_option
def add(name: str, role: str, password_stdin: bool, pin_stdin: bool, as_object: bool, config_path: str | None) -> None:
    """Make an account; prints its staff_id, and the staff number for the kiosk's pad.

    \b
    Example:
      kiosk staff add "Ni Made Sari" --role officer
    """
    password = secret("Password", from_stdin=password_stdin)
    pin = secret("PIN", from_stdin=True) if pin_stdin else None
    account = _changed(config_path, lambda accounts: accounts.add(name, Role(role), password, pin))
    print(_json(account) if as_object else _line(account))
    if not account.has_pin and not as_object:
        click.echo(f"without a PIN, no staff pages at the kiosk: kiosk staff pin {account.number}", err=True)


@staff.command("list")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object an account.")
@config_option
def list_accounts(as_lines: bool, config_path: str | None) -> None:
    """Print all accounts.

    \b
    Example:
      kiosk staff list
    """
    accounts = accounts_of(load_config(config_path))
    try:
        found = accounts.list() if accounts.path.exists() else []
    except AccountsError as error:
        raise Problem(str(error)) from None
    if not found and not as_lines:
        click.echo("there are no accounts yet: kiosk staff add NAME --role supervisor", err=True)
    for account in found:
        print(_json(account) if as_lines else _line(account))


@staff.command()
@click.argument("who")
@config_option
def disable(who: str, config_path: str | None) -> None:
    """Take an account's rights away; WHO is a name, staff number or staff_id.

    \b
    Example:
      kiosk staff disable 4711
    """
    print(_line(_changed(config_path, lambda accounts: accounts.disable(who))))


@staff.command()
@click.argument("who")
@config_option
def enable(who: str, config_path: str | None) -> None:
    """Give a disabled account its rights again.

    \b
    Example:
      kiosk staff enable 4711
    """
    print(_line(_changed(config_path, lambda accounts: accounts.enable(who))))


@staff.command()
@click.argument("who")
@click.option("--password-stdin", is_flag=True, help="The password is a line on standard input.")
@config_option
def password(who: str, password_stdin: bool, config_path: str | None) -> None:
    """Set a new password for the staff page, and lift a lock-out.

    \b
    Example:
      kiosk staff password "Ni Made Sari"
    """
    new = secret("Password", from_stdin=password_stdin)
    print(_line(_changed(config_path, lambda accounts: accounts.set_password(who, new))))


@staff.command()
@click.argument("who")
@click.option("--pin-stdin", is_flag=True, help="The PIN is a line on standard input.")
@config_option
def pin(who: str, pin_stdin: bool, config_path: str | None) -> None:
    """Set a new PIN, for the kiosk's staff corner and for signing, and lift a lock-out.

    \b
    Example:
      kiosk staff pin 4711
    """
    new = secret("PIN", from_stdin=pin_stdin)
    print(_line(_changed(config_path, lambda accounts: accounts.set_pin(who, new))))


@staff.command()
@click.argument("who")
@config_option
def erase(who: str, config_path: str | None) -> None:
    """Erase a person's name and secrets, and disable the account; the staff_id stays in the record.

    \b
    Example:
      kiosk staff erase 4711
    """
    print(_line(_changed(config_path, lambda accounts: accounts.erase_name(who))))


def _json(account: Account) -> str:
    return json.dumps(
        {
            "staff_id": account.staff_id,
            "number": account.number,
            "name": account.name,
            "role": account.role.value,
            "disabled": account.disabled,
            "has_pin": account.has_pin,
        }
    )


def _line(account: Account) -> str:
    told = [account.role.value, *(["disabled"] if account.disabled else []), *([] if account.has_pin else ["no PIN"])]
    return f"{account.staff_id}  number {account.number}  {account.name or '(name erased)'}  {', '.join(told)}"

"""Who signs what a command records: an account that proves itself, or a name as typed where there is none."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import click

from kiosk.cli.main import Problem, load_config
from kiosk.cli.staff import accounts_of, secret
from kiosk.staff.accounts import Accounts
from kiosk.staff.rights import Action, may
from kiosk.staff.values import Account, AccountsError, Door, Refusal, Refused


@dataclass(frozen=True, slots=True)
class Signer:
    operator: str
    """staff_id; where there are no accounts, a name as typed."""
    signed: str | None
    """What it was proved with: `pin` or `password`; None: nothing."""


def signing_options(command: Any) -> Any:
    """Add who signs."""
    for option in (
        click.option("--secret-stdin", is_flag=True, help="The PIN (without one: the password) is a line of input."),
        click.option("--as", "as_name", metavar="NAME", help="Sign as this account: name, staff number or staff_id."),
        click.option("--operator", help="Where there are no accounts: who does it, as typed."),
    ):
        command = option(command)
    return command


def signer(
    config_path: str | None, action: Action, operator: str | None, as_name: str | None, secret_stdin: bool
) -> Signer:
    """Return who signs. Raises Problem for a wrong secret, a role without the right, or nobody named."""
    accounts = accounts_of(load_config(config_path))
    try:
        if not accounts.exist():
            return _typed(operator, as_name)
        if as_name is None:
            raise Problem("this station has accounts: sign with --as NAME; the PIN is asked for")
        return _proved(accounts, accounts.find(as_name), action, secret_stdin)
    except AccountsError as error:
        raise Problem(str(error)) from None


def _typed(operator: str | None, as_name: str | None) -> Signer:
    if as_name is not None:
        raise Problem("there are no accounts yet: `kiosk staff add` makes one, or name the person with --operator")
    if not operator:
        raise Problem("--operator: who does it? (or make accounts with `kiosk staff add`, and sign with --as)")
    click.echo(f"no accounts yet: {operator!r} is recorded as typed, not signed", err=True)
    return Signer(operator, None)


def _proved(accounts: Accounts, account: Account, action: Action, secret_stdin: bool) -> Signer:
    door = Door.PIN if account.has_pin else Door.PASSWORD
    told = secret("PIN" if account.has_pin else "Password", from_stdin=secret_stdin, confirm=False)
    verify = accounts.verify_pin if account.has_pin else accounts.verify_password
    found = verify(account.staff_id, told, datetime.now(UTC))
    if isinstance(found, Refusal):
        if found.why is Refused.LOCKED and found.until is not None:
            raise Problem(f"too many wrong attempts: locked until {found.until:%H:%M:%S} UTC")
        raise Problem(f"not signed: wrong {door.value}; {found.left} attempts left before it locks")
    if not may(found.account.role, action):
        raise Problem(f"not signed: the role {found.account.role} has no right to {action.value.replace('_', ' ')}")
    return Signer(found.account.staff_id, door.value)

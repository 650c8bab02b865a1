"""Accounts as a running station uses them: it asks for rights itself, and takes staff's actions into its record."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from kiosk.staff.accounts import Accounts
from kiosk.staff.rights import Action, may
from kiosk.staff.values import AccountsError

log = logging.getLogger(__name__)


class StaffAtStation:
    """Accounts that cannot be read give nobody rights, and stop nobody from being screened."""

    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts
        self._told = ""

    def may(self, staff_id: str, action: Action | str) -> bool:
        """Say whether an account has the right to an action; a disabled or unknown one has none."""
        try:
            return may(self.accounts.role_of(staff_id), action)
        except AccountsError as error:
            self._tell(error)
            return False

    def settle(self, write: Callable[[Mapping[str, Any]], int]) -> None:
        """Hand actions that wait to `write`; what that raises ends it."""
        try:
            self.accounts.settle(write)
        except AccountsError as error:
            self._tell(error)

    def _tell(self, error: AccountsError) -> None:
        if str(error) != self._told:
            log.warning("%s", error)
        self._told = str(error)

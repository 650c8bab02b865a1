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

    def __init__(self, accounts: Accounts, disabled_on_record: Callable[[str], bool] = lambda staff_id: False) -> None:
        """`disabled_on_record` says whether the record last told that a staff_id was disabled."""
        self.accounts = accounts
        self._disabled_on_record = disabled_on_record
        self._told = ""

    def may(self, staff_id: str, action: Action | str) -> bool:
        """Say whether an account has the right to an action; a disabled or unknown one has none.

        Nor has one that the record knows as disabled: an older copy of the accounts gives nobody their rights back.
        """
        try:
            if not may(self.accounts.role_of(staff_id), action):
                return False
            if not self._disabled_on_record(staff_id):
                return True
            self._tell(f"{staff_id} is disabled in the record, not in the accounts: are these an older copy?")
            return False
        except AccountsError as error:
            self._tell(error)
            return False

    def settle(self, write: Callable[[Mapping[str, Any]], int]) -> None:
        """Hand actions that wait to `write`; what that raises ends it."""
        try:
            self.accounts.settle(write)
        except AccountsError as error:
            self._tell(error)

    def _tell(self, error: AccountsError | str) -> None:
        if str(error) != self._told:
            log.warning("%s", error)
        self._told = str(error)

"""A PIN at the kiosk's own screen: who it lets in, what it signs, and why not."""

from datetime import datetime

from kiosk.screening.corner import PinRefused, Refusal, Task, Who
from kiosk.staff.accounts import Accounts
from kiosk.staff.rights import Action, may
from kiosk.staff.values import Account, AccountsError, Refused, SignedIn


def proved(accounts: Accounts, number: str, pin: str, action: Action, now: datetime) -> Account | Refusal:
    """Say whose PIN it is, if that person may do this. It takes as long as argon2 does."""
    try:
        if not accounts.exist():
            return Refusal(PinRefused.NO_ACCOUNTS)
        found = accounts.verify_pin(number, pin, now)
        if isinstance(found, SignedIn):
            return found.account if may(found.account.role, action) else Refusal(PinRefused.NO_RIGHT)
        if found.why is Refused.LOCKED and found.until is not None:
            return Refusal(PinRefused.LOCKED, 0, max(0.0, (found.until - now).total_seconds()))
        why = PinRefused.NO_PIN if _without_pin(accounts, number) else PinRefused.WRONG
        return Refusal(why, found.left)
    except AccountsError as error:
        return Refusal(PinRefused.UNREADABLE, detail=str(error))


def _without_pin(accounts: Accounts, number: str) -> bool:
    return any(one.number == number and not one.has_pin and not one.disabled for one in accounts.list())


def who(account: Account) -> Who:
    tasks = tuple(task for task in Task if may(account.role, task.value))
    return Who(account.staff_id, account.name or account.staff_id, account.role.value, tasks)


def name_of(accounts: Accounts, staff_id: str) -> str:
    """Return a person's name, or the staff_id where it is not known any more."""
    try:
        return accounts.find(staff_id).name or staff_id
    except AccountsError:
        return staff_id

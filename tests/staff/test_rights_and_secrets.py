"""Who may do what, as one table; and which passwords and PINs are good enough."""

import pytest

from kiosk.link import Command
from kiosk.staff.lock_out import LOCK_OUTS
from kiosk.staff.rights import Action, Role, may
from kiosk.staff.secret import Weak, good_password, good_pin
from kiosk.staff.values import Door

O, T, S = Role.OFFICER, Role.TECHNICIAN, Role.SUPERVISOR  # noqa: E741 - the columns of a table
TABLE = {
    Action.SEE_STATION: {O, T, S},
    Action.SEE_TEMPERATURES: {O, S},
    Action.LET_IN: {O, S},
    Action.TURN_AWAY: {O, S},
    Action.ACKNOWLEDGE: {O, T, S},
    Action.TICK_LIST: {O, T, S},
    Action.ADD_NOTE: {O, T, S},
    Action.MAKE_REPORT: {O, T, S},
    Action.ENTER_CORNER: {O, T, S},
    Action.CHECK_DAILY: {O, T, S},
    Action.CALIBRATE: {T, S},
    Action.ROLL_BACK: {T, S},
    Action.VALIDATE_SITE: {T, S},
    Action.SHUT_DOWN: {T, S},
    Action.ACCEPT_CLOCK: {S},
    Action.SET_ASIDE: {S},
    Action.ACKNOWLEDGE_RECORDS: {S},
    Action.MANAGE_ACCOUNTS: {S},
    Action.SEE_VIEWS: {S},
}


@pytest.mark.parametrize("action", Action)
def test_the_table_of_rights(action: Action) -> None:
    assert {role for role in Role if may(role, action)} == TABLE[action]


def test_nobody_and_nothing_unknown_has_rights() -> None:
    assert not any(may(None, action) for action in Action)
    assert not any(may(role, "open_sesame") for role in Role)


def test_the_link_s_commands_that_move_something_are_actions() -> None:
    wanted = {command.value for command in Command} - {"snapshot"}
    assert wanted <= {action.value for action in Action}


@pytest.mark.parametrize(
    "pin", ["12345", "1234567890123", "12345a", "", "١٢٣٤٥٦", "111111", "123456", "987654", "121212"]
)
def test_pins_that_are_guessed_first_are_refused(pin: str) -> None:
    with pytest.raises(Weak):
        good_pin(pin)


def test_a_good_pin_is_taken_as_it_is() -> None:
    assert good_pin("402917") == "402917"


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "at least 10"),
        ("x" * 201, "at most 200"),
        ("ababababababab", "same few"),
        ("password12345", "first guesses"),
        ("Sari Dewi 2026!", "first guesses"),
    ],
)
def test_passwords_that_are_guessed_first_are_refused(password: str, says: str) -> None:
    with pytest.raises(Weak, match=says):
        good_password(password, "Sari Dewi")


def test_two_spellings_of_one_letter_are_one_password() -> None:
    assert good_password("cafe\u0301 di pantai") == good_password("caf\u00e9 di pantai")


@pytest.mark.parametrize("door", Door)
def test_locks_grow_and_end_somewhere(door: Door) -> None:
    lock = LOCK_OUTS[door]
    times = [lock.after(failures) for failures in range(1000)]
    assert times == sorted(times)
    assert not any(times[: lock.most])
    assert times[lock.most] == lock.first
    assert times[-1] == lock.longest


def test_a_pin_is_not_found_by_trying() -> None:
    """All PINs, by one who never stops: longer than anybody is on duty."""
    lock = LOCK_OUTS[Door.PIN]
    a_year = sum(1 for _ in _tries_within(365))
    assert a_year < 1000
    assert lock.longest.total_seconds() * 1_000_000 > 100 * 365 * 86400


def _tries_within(days: int):
    lock, at, failures = LOCK_OUTS[Door.PIN], 0.0, 0
    while at < days * 86400:
        failures += 1
        at += 1 + lock.after(failures).total_seconds()
        yield failures

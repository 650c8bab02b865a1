"""What each role may do. The station, the staff page and the command line all ask here."""

from enum import StrEnum


class Role(StrEnum):
    OFFICER = "officer"
    """Looks after visitors."""
    TECHNICIAN = "technician"
    """Looks after the devices."""
    SUPERVISOR = "supervisor"
    """Answers for both."""


class Action(StrEnum):
    SEE_STATION = "see_station"
    """Decisions as they come, the queue, the devices' health; no temperature."""
    SEE_TEMPERATURES = "see_temperatures"
    """What was measured of visitors."""
    LET_IN = "let_in"
    TURN_AWAY = "turn_away"
    ACKNOWLEDGE = "acknowledge"
    """Answer an alert by name."""
    TICK_LIST = "tick_list"
    """Basin, sanitiser, masks: looked at."""
    ADD_NOTE = "add_note"
    """What visitors complained of, what stands in the service staff's way."""
    MAKE_REPORT = "make_report"
    ENTER_CORNER = "enter_corner"
    """The kiosk's own staff pages; the station is out of service meanwhile."""
    CHECK_DAILY = "check_daily"
    CALIBRATE = "calibrate"
    ROLL_BACK = "roll_back"
    VALIDATE_SITE = "validate_site"
    """Find the baseline with people known to be well: it moves the threshold of all."""
    SHUT_DOWN = "shut_down"
    ACCEPT_CLOCK = "accept_clock"
    SET_ASIDE = "set_aside"
    ACKNOWLEDGE_RECORDS = "acknowledge_records"
    """Damaged records were set aside: serve again on a new chain."""
    MANAGE_ACCOUNTS = "manage_accounts"
    SEE_VIEWS = "see_views"
    """Who looked at what."""


_ALL = frozenset(
    {
        Action.SEE_STATION,
        Action.ACKNOWLEDGE,
        Action.TICK_LIST,
        Action.ADD_NOTE,
        Action.MAKE_REPORT,
        Action.ENTER_CORNER,
        Action.CHECK_DAILY,
    }
)
_RIGHTS = {
    Role.OFFICER: _ALL | {Action.SEE_TEMPERATURES, Action.LET_IN, Action.TURN_AWAY},
    Role.TECHNICIAN: _ALL | {Action.CALIBRATE, Action.ROLL_BACK, Action.VALIDATE_SITE, Action.SHUT_DOWN},
    Role.SUPERVISOR: frozenset(Action),
}


def may(role: Role | None, action: Action | str) -> bool:
    """Say whether a role has the right to an action; nobody has none, and an unknown action is nobody's."""
    return role is not None and action in _RIGHTS[role]

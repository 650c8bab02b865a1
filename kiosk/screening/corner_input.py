"""What staff put into the corner at the kiosk. PINs stand in no repr: they must not reach a log."""

from dataclasses import dataclass, field

from kiosk.screening.corner import CornerPage
from kiosk.screening.corner_bench import BenchKind
from kiosk.screening.set_points import Blackbody

REASON_MOST = 200
"""Characters of a reason."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The long press on the visitor's screen."""


@dataclass(frozen=True, slots=True)
class Closed:
    """Back to the visitor from the sign-in; signed in: the same as SignedOut."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody is there: the time to the sign-out begins anew."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    number: str
    """Staff number."""
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignedOut:
    """Leave the corner; the station comes back. A calibration run is kept, an unsigned check is put down as such."""


@dataclass(frozen=True, slots=True)
class Went:
    """To MENU, CALIBRATIONS, DEVICES or SHUT_DOWN. MENU from BENCH keeps a calibration run for later."""

    page: CornerPage


@dataclass(frozen=True, slots=True)
class Began:
    """To SOURCE, for a check or a calibration."""

    kind: BenchKind


@dataclass(frozen=True, slots=True)
class SourceChosen:
    """From SOURCE to BENCH. A calibration follows its own plan; an interrupted one is resumed or discarded first."""

    source: Blackbody
    reference_c: float | None = None
    """Of a check; None: the suggested one."""
    room_c: float | None = None
    """What the source mirrors; None: as warm as the sensor says it is."""


@dataclass(frozen=True, slots=True)
class StandsAt:
    """The source stands at `reference_c`."""


@dataclass(frozen=True, slots=True)
class TakenAgain:
    """BENCH: begin this watching anew (`watching`), or withdraw the newest set-point (`setting`, `taken`)."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """Go on with the interrupted run."""


@dataclass(frozen=True, slots=True)
class Discarded:
    """Throw the interrupted run away."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """RESULT: sign and store."""

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rejected:
    """RESULT: store a calibration as not accepted; put a check down as discarded, with its figures."""

    why: str


@dataclass(frozen=True, slots=True)
class RolledBack:
    """CALIBRATIONS: put an earlier one in force again."""

    calibration_id: str
    why: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShutDown:
    """SHUT_DOWN: end the program."""

    pin: str = field(repr=False)


CornerInput = (
    Opened
    | Closed
    | Touched
    | SignedIn
    | SignedOut
    | Went
    | Began
    | SourceChosen
    | StandsAt
    | TakenAgain
    | Resumed
    | Discarded
    | Accepted
    | Rejected
    | RolledBack
    | ShutDown
)

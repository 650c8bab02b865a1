"""The words of the house as types: phases, reasons, evidence, decisions. Everything here is a value."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.screening.in_scene import Correction
from models.values import MaskEstimate, MaskStatus


class Phase(StrEnum):
    """Where a session stands."""

    IDLE = "idle"
    """Nobody is being screened: the welcome screen."""
    GUIDING = "guiding"
    """Somebody is there; the screen helps them into position."""
    MEASURING = "measuring"
    DECIDING = "deciding"
    """The decision is being written to disk; nothing has been answered yet."""
    ANSWERED = "answered"
    OUT_OF_SERVICE = "out_of_service"


class Guidance(StrEnum):
    """What a visitor should do before the measurement can start."""

    CLEAN_HANDS = "clean_hands"
    ONE_PERSON = "one_person"
    COME_CLOSER = "come_closer"
    STEP_BACK = "step_back"
    STAND_IN_MIDDLE = "stand_in_middle"
    CAMERA_TOO_HIGH = "camera_too_high"
    """A child, somebody in a wheelchair: the camera comes to the face, not the face to the camera."""
    CAMERA_TOO_LOW = "camera_too_low"
    LOOK_HERE = "look_here"
    HOLD_STILL = "hold_still"


class Hands(StrEnum):
    """What is known of hand hygiene. A prompt is never called cleaned."""

    SENSED = "sensed"
    SELF_CONFIRMED = "self_confirmed"
    PROMPT_SHOWN = "prompt_shown"
    NOT_ASKED = "not_asked"


class Check(StrEnum):
    """How strict the site is about one check."""

    OFF = "off"
    ADVISE = "advise"
    REQUIRE = "require"


class Outcome(StrEnum):
    ADMIT = "admit"
    RETRY = "retry"
    REFER = "refer"


class Reason(StrEnum):
    """Why a decision is what it is. On an admit: what was advised."""

    HANDS_NOT_CLEANED = "hands_not_cleaned"
    MASK_MISSING = "mask_missing"
    MASK_INCORRECT = "mask_incorrect"
    MASK_UNSURE = "mask_unsure"
    TEMPERATURE_ELEVATED = "temperature_elevated"
    HOT_ARRIVAL = "hot_arrival"
    """Elevated and falling: warm from outside; rest and come back."""
    TEMPERATURE_NEAR_THRESHOLD = "temperature_near_threshold"
    """Within U of the threshold: measure again."""
    TEMPERATURE_TOO_LOW = "temperature_too_low"
    """Too cold to be a face: not a pass."""
    TEMPERATURE_TOO_HIGH = "temperature_too_high"
    TEMPERATURE_UNSTEADY = "temperature_unsteady"
    TEMPERATURE_NOT_MEASURED = "temperature_not_measured"
    RETRIES_USED_UP = "retries_used_up"
    REFERRED_BEFORE = "referred_before"
    """This visit is with the officer already; a machine does not take that back."""


class ThresholdSource(StrEnum):
    CEILING = "ceiling"
    BASELINE = "baseline"


class Source(StrEnum):
    """What a station cannot work without."""

    CAMERA = "camera"
    SIGHT = "sight"
    THERMOMETER = "thermometer"
    DOOR = "door"
    RECORDS = "records"
    CLOCK = "clock"
    STATION = "station"
    SCREEN = "screen"
    """The visitor's: one that stands still guides nobody, and shows answers of others."""
    ROOM = "room"
    """Too warm, too cold, changing or in the sun: skin cannot be measured in it."""


class Trouble(StrEnum):
    """What is wrong with a source; the staff's small print."""

    STARTING = "starting"
    DISCONNECTED = "disconnected"
    SILENT = "silent"
    STUCK = "stuck"
    FROZEN = "frozen"
    BLACK = "black"
    NO_VALUE = "no_value"
    """The sensor sends frames that say it has no value (a bus fault reads 1037.55 °C)."""
    WARMING_UP = "warming_up"
    NOT_WRITABLE = "not_writable"
    DAMAGED = "damaged"
    JUMPED = "jumped"
    CALIBRATION_EXPIRED = "calibration_expired"
    CHECK_FAILED = "check_failed"
    CHECK_DUE = "check_due"
    TOO_COLD = "too_cold"
    TOO_WARM = "too_warm"
    CHANGING = "changing"
    SUN_OR_LAMP = "sun_or_lamp"
    STAFF = "staff_at_work"
    """Somebody of the staff is in the corner at the kiosk: no fault, but nobody is screened meanwhile."""
    REFERENCE_LOST = "reference_lost"
    REFERENCE_MOVED = "reference_moved"
    REFERENCE_OFF = "reference_off"
    STOPPED = "stopped"
    """A worker ended or raised: our own bug."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the station is out of service. `detail` is for staff, in plain words with what to do."""

    source: Source
    trouble: Trouble
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Gain and offset against a blackbody: true = offset_c + gain x (measured - 37) + 37."""

    calibration_id: str
    gain: float
    offset_c: float
    uncertainty_c: float
    """Expanded (k=2) at 37 °C."""
    reference_u_c: float = 0.0
    """Standard uncertainty of the reference source, °C; 0: not itemised, `uncertainty_c` then stands for all of it."""
    source_emissivity_u_c: float = 0.0
    """Standard uncertainty that the emissivity of the source brings, °C."""
    offset_variance: float = 0.0
    """Of the fit, °C²; with the two below the uncertainty of the fitted line at any temperature."""
    gain_variance: float = 0.0
    covariance: float = 0.0
    """Of offset and gain, °C."""
    drift_u_c: float = 0.0
    """Standard uncertainty of what may have drifted since the last check, °C."""
    ambient_c: float | None = None
    """The sensor's own temperature at calibration, °C."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One reading that counted towards a measurement."""

    at: float
    """Monotonic seconds."""
    object_c: float
    ambient_c: float | None
    emissivity: float | None = None
    """Set in the sensor as it told it itself; None: it does not tell."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One mask estimate that counted towards a vote."""

    at: float
    """Monotonic seconds."""
    mask: MaskEstimate


@dataclass(frozen=True, slots=True)
class Budget:
    """Standard uncertainties (k=1) that make up U, °C."""

    instrument: float
    """Of the maker's accuracy while uncalibrated; of a calibration that is not itemised; otherwise 0."""
    emissivity: float
    """Of skin: it differs between people and places."""
    reflected: float
    """What the skin mirrors is not what the sensor's can feels."""
    repeatability: float
    """Of the mean of the window: the only term that more readings shrink."""
    resolution: float
    """One step of the wire format."""
    reference: float = 0.0
    """Of the blackbody that the calibration rests on."""
    source_emissivity: float = 0.0
    """Of that blackbody."""
    fit: float = 0.0
    """Of the fitted line at this temperature."""
    drift: float = 0.0
    """Since the last check."""
    ambient: float = 0.0
    """The sensor is warmer or colder than when it was calibrated."""
    spot: float | None = None
    """What the sensor sees beside the forehead; None: its field of view is not known, and U does not cover it."""
    in_scene: float = 0.0
    """Of the correction by an in-scene reference; the calibration's offset, drift and ambient then fall out."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """Skin temperature with its uncertainty, and everything needed to compute it again."""

    skin_c: float
    """Corrected for emissivity, reflected ambient and calibration, °C; never clamped or rounded."""
    uncertainty_c: float
    """Expanded uncertainty U (k=2), °C."""
    object_c: float
    """Mean object temperature over the window, as the sensor gave it, °C."""
    ambient_c: float | None
    """Mean ambient (sensor can) temperature over the window, °C."""
    readings: int
    spread_c: float
    """Standard deviation within the window, °C."""
    trend_c_per_s: float | None
    """None: watched too briefly to tell."""
    trend_error_c_per_s: float | None
    """Standard error of the trend."""
    emissivity: float
    reflected_c: float
    """Reflected ambient temperature used for the correction, °C."""
    calibration_id: str | None
    """None: uncalibrated; U then comes from the maker's accuracy."""
    budget: Budget
    sensor_emissivity: float = 1.0
    """Emissivity that was set in the sensor and is undone."""
    gain: float = 1.0
    offset_c: float = 0.0
    """Of the calibration, about 37 °C."""
    independent_readings: float = 0.0
    """How many independent readings the window is worth: neighbours that resemble each other count less."""
    distance_m: float | None = None
    """Between forehead and sensor, as assumed or measured; None: the field of view is not known."""
    spot_m: float | None = None
    """Diameter of what the sensor sees there."""
    correction: Correction | None = None
    """By an in-scene reference, added after the calibration; None: there is none."""


@dataclass(frozen=True, slots=True)
class MaskFinding:
    """The answer of several estimates."""

    status: MaskStatus
    confidence: float
    """Mean probability of the answer's class over the window, 0 to 1."""
    estimates: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """The threshold in force on skin temperature, and where it comes from."""

    value_c: float
    source: ThresholdSource


@dataclass(frozen=True, slots=True)
class Evidence:
    """All a decision is made from."""

    measurement: Measurement | None
    unsteady: bool
    """Readings arrived, but they would not settle."""
    mask: MaskFinding | None
    hands: Hands
    retries_used: int
    """Retries already given in this visit."""
    rested: bool
    """This visit has already been sent to rest."""
    with_officer: bool = False
    """This visit was referred for its temperature before."""
    near_before: bool = False
    """Within U of the threshold once already: a third look would tell no more, for U hardly shrinks."""


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: Outcome
    reasons: tuple[Reason, ...]
    threshold: Threshold

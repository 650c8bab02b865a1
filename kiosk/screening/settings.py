"""What a site can set about screening. Ranges and words stand with each key: config and README read them from here."""

from dataclasses import dataclass, field
from typing import Any

from kiosk.screening.values import Check


def setting(default: Any, about: str, *, low: float | None = None, high: float | None = None, unit: str = "") -> Any:
    """Return a dataclass field that knows its range (inclusive), its unit and one sentence about itself."""
    return field(default=default, metadata={"about": about, "low": low, "high": high, "unit": unit})


@dataclass(frozen=True, slots=True)
class Policy:
    """The site's rules."""

    hands: Check = setting(Check.ADVISE, "clean hands: off, advise (a prompt), require (sensed or touched)")
    mask: Check = setting(Check.REQUIRE, "mask worn correctly: off, advise or require")
    temperature: Check = setting(Check.REQUIRE, "skin temperature below the threshold: off, advise or require")
    elevated_from: float = setting(
        37.5, "fixed ceiling: skin at or above it is elevated", low=35.0, high=42.0, unit="°C"
    )
    baseline_c: float = setting(
        0.0,
        "skin of healthy visitors, while no site validation is on record; 0 = not known",
        low=0.0,
        high=38.0,
        unit="°C",
    )
    baseline_ambient_c: float = setting(
        0.0, "the sensor's own temperature at which baseline_c holds", low=0.0, high=50.0, unit="°C"
    )
    baseline_slope: float = setting(
        0.0, "°C of healthy skin for one °C of the sensor's own temperature; 0 = does not follow", low=-0.5, high=0.5
    )
    margin_c: float = setting(
        1.0, "baseline + margin is the second ceiling; the lower one is in force", low=0.3, high=3.0, unit="°C"
    )
    low_limit: float = setting(33.5, "skin below it is not a reading: measure again", low=28.0, high=36.0, unit="°C")
    high_limit: float = setting(43.0, "skin above it is not a reading: measure again", low=40.0, high=50.0, unit="°C")
    retries: int = setting(2, "retries in one visit before the officer is asked", low=0, high=5)
    rest_when_falling: float = setting(
        0.02,
        "elevated but falling faster than this: a hot arrival, rest first; 0 = never",
        low=0.0,
        high=1.0,
        unit="°C/s",
    )
    code_minutes: int = setting(45, "a ticket's code expires after", low=5, high=480, unit="min")
    code_tries: int = setting(5, "wrong codes in a minute before the screen asks to wait", low=1, high=30)


@dataclass(frozen=True, slots=True)
class Thermometry:
    """How readings become a skin temperature."""

    skin_emissivity: float = setting(0.98, "emissivity of skin (8-14 µm)", low=0.90, high=1.0)
    sensor_emissivity: float = setting(1.0, "emissivity set in the sensor", low=0.1, high=1.0)
    default_reflected_c: float = setting(
        25.0, "reflected temperature when the sensor gives no ambient", low=0.0, high=50.0, unit="°C"
    )
    emissivity_u: float = setting(
        0.007, "standard uncertainty of the emissivity of skin, over people and places", low=0.0, high=0.05
    )
    reflected_u_c: float = setting(
        3.0, "standard uncertainty of the reflected temperature", low=0.0, high=20.0, unit="°C"
    )
    field_of_view_deg: float = setting(
        0.0, "the sensor's full angle; 0 = not known, and then no term for the spot", low=0.0, high=120.0, unit="°"
    )
    target_m: float = setting(0.06, "forehead between brows and hair, diameter", low=0.01, high=0.3, unit="m")
    distance_m: float = setting(
        0.5, "from sensor to forehead, where the face does not tell; the farthest", low=0.02, high=3.0, unit="m"
    )
    ambient_u_per_c: float = setting(
        0.01, "standard uncertainty for each °C the sensor is away from its calibration", low=0.0, high=0.2, unit="°C"
    )
    window_s: float = setting(0.7, "readings of this long make one measurement", low=0.2, high=5.0, unit="s")
    min_readings: int = setting(5, "fewer readings in the window make none", low=3, high=100)
    max_spread_c: float = setting(
        0.15, "a larger standard deviation in the window makes none", low=0.02, high=1.0, unit="°C"
    )
    max_age_s: float = setting(0.5, "a newest reading older than this makes none", low=0.1, high=5.0, unit="s")
    trend_s: float = setting(
        2.5, "near or above the threshold, watch this long for a trend", low=0.5, high=10.0, unit="s"
    )
    trend_skip_s: float = setting(
        0.4, "the first readings of a measurement do not count for the trend", low=0.0, high=3.0, unit="s"
    )


@dataclass(frozen=True, slots=True)
class Reference:
    """A small blackbody in a fixed place of an array's picture, and how it may correct the array."""

    columns: int = setting(0, "its width in the array's picture; 0 = there is none", low=0, high=100, unit="px")
    rows: int = setting(0, "its height there", low=0, high=100, unit="px")
    left: int = setting(0, "its first column, counted from 0", low=0, high=640, unit="px")
    top: int = setting(0, "its first row, counted from 0", low=0, high=512, unit="px")
    temperature_c: float = setting(
        36.5, "its temperature; thermometer.reference_file, where set, tells it instead", low=30.0, high=45.0, unit="°C"
    )
    emissivity: float = setting(0.98, "its emissivity", low=0.80, high=1.0)
    u_c: float = setting(
        0.1, "standard uncertainty of its temperature, emissivity included", low=0.01, high=0.5, unit="°C"
    )
    uniformity_u_c: float = setting(
        0.1,
        "standard uncertainty by which the array reads it otherwise than a face",
        low=0.0,
        high=0.5,
        unit="°C",
    )
    limit_c: float = setting(0.5, "a larger correction: the array is not to be trusted", low=0.1, high=1.0, unit="°C")
    change_c_per_min: float = setting(0.2, "the correction moves no faster", low=0.01, high=5.0, unit="°C/min")
    contrast_c: float = setting(
        3.0, "it has to be so much warmer than what is beside it", low=1.0, high=15.0, unit="°C"
    )
    moved_px: float = setting(
        1.0, "its middle seen farther than this from its place: moved", low=0.3, high=10.0, unit="px"
    )
    held_s: float = setting(20.0, "not seen in its place for this long: out of service", low=2.0, high=300.0, unit="s")

    @property
    def on(self) -> bool:
        """Whether there is a reference."""
        return self.columns > 0


@dataclass(frozen=True, slots=True)
class MaskVoting:
    """How mask estimates become one answer."""

    window_s: float = setting(0.45, "estimates of this long make one answer", low=0.2, high=3.0, unit="s")
    min_estimates: int = setting(4, "fewer estimates in the window make none", low=2, high=60)
    worn_share: float = setting(0.58, "mean probability from which `worn` is answered", low=0.51, high=0.99)
    min_share: float = setting(0.6, "mean probability from which `incorrect` or `none` is", low=0.51, high=0.99)
    max_age_s: float = setting(0.5, "a newest estimate older than this makes none", low=0.1, high=5.0, unit="s")


@dataclass(frozen=True, slots=True)
class Position:
    """Where a face has to be, as fractions of the picture."""

    zone_face: float = setting(0.12, "smaller faces (height) are passers-by", low=0.02, high=0.5)
    sure_score: float = setting(
        0.6, "a face begins a passage from this score of detector and mask model", low=0.3, high=0.95
    )
    min_face: float = setting(0.24, "smaller: come closer", low=0.05, high=0.8)
    max_face: float = setting(0.62, "larger: step back", low=0.2, high=1.0)
    max_offset: float = setting(
        0.18, "face centre this far from the middle, sideways or up and down, is not in place", low=0.05, high=0.5
    )
    max_turn: float = setting(
        0.45, "nose this far from between the eyes, in eye distances: look here", low=0.1, high=2.0
    )
    max_speed: float = setting(0.9, "faster, in face widths a second: hold still", low=0.1, high=10.0)


@dataclass(frozen=True, slots=True)
class Timing:
    """How long things take, in seconds."""

    left_s: float = setting(0.5, "no face for this long: the person has left", low=0.2, high=5.0, unit="s")
    hands_s: float = setting(30.0, "hands sensed longer before the passage do not count", low=5.0, high=300.0, unit="s")
    lost_s: float = setting(0.4, "out of position for this long: guide again", low=0.1, high=3.0, unit="s")
    measure_s: float = setting(
        4.0, "longest measuring before deciding with what there is", low=1.0, high=20.0, unit="s"
    )
    answer_s: float = setting(2.0, "an answer stays at least this long", low=0.5, high=30.0, unit="s")
    code_answer_s: float = setting(
        8.0, "with a code, unless somebody else comes, at least this long", low=0.5, high=60.0, unit="s"
    )
    mask_patience_s: float = setting(
        30.0, "time to put the mask on before measuring again", low=2.0, high=300.0, unit="s"
    )
    code_s: float = setting(
        45.0, "after the last touch of a key the measuring waits so long for a code", low=10.0, high=300.0, unit="s"
    )
    again_s: float = setting(
        6.0,
        "pause before measuring again, to read and do what was asked; a touch ends it",
        low=0.5,
        high=30.0,
        unit="s",
    )
    notable_s: float = setting(
        1.0, "a shorter stay that ends without measuring is not recorded", low=0.0, high=10.0, unit="s"
    )


@dataclass(frozen=True, slots=True)
class Limits:
    """When a source counts as broken, in seconds of trouble."""

    silent_s: float = setting(2.0, "a source silent for this long is out of service", low=0.5, high=30.0, unit="s")
    frozen_s: float = setting(2.0, "identical pictures for this long: frozen", low=0.5, high=60.0, unit="s")
    black_s: float = setting(2.0, "black pictures for this long: covered or dark", low=0.5, high=60.0, unit="s")
    stuck_s: float = setting(3.0, "identical readings for this long: stuck", low=0.5, high=120.0, unit="s")
    black_luma: float = setting(12.0, "mean brightness below it, with little contrast, is black", low=0.0, high=60.0)
    black_contrast: float = setting(4.0, "contrast below it, with little brightness, is black", low=0.0, high=30.0)
    clock_jump_s: float = setting(
        2.0, "wall clock moving more than this against monotonic time", low=0.5, high=60.0, unit="s"
    )


@dataclass(frozen=True, slots=True)
class Environment:
    """In which room skin can be measured."""

    ambient_low: float = setting(16.0, "a colder sensor does not measure", low=0.0, high=30.0, unit="°C")
    ambient_high: float = setting(36.0, "a warmer sensor does not measure", low=20.0, high=50.0, unit="°C")
    humidity_low: float = setting(10.0, "drier air, where a sensor tells: staff are told", low=0.0, high=60.0, unit="%")
    humidity_high: float = setting(85.0, "more humid air likewise", low=40.0, high=100.0, unit="%")
    change_c: float = setting(
        0.5, "the sensor's own temperature may move so much in ten minutes", low=0.1, high=5.0, unit="°C"
    )
    background_c: float = setting(
        8.0, "background so far above the sensor: sun or a lamp", low=1.0, high=30.0, unit="°C"
    )
    jump_c: float = setting(
        2.0, "background risen so much within a minute: sun or a lamp", low=0.5, high=20.0, unit="°C"
    )
    face_m: float = setting(0.2, "height of a face as the detector boxes it", low=0.1, high=0.4, unit="m")
    camera_view_deg: float = setting(
        0.0, "the camera's vertical angle; 0 = not known, and faces tell no distance", low=0.0, high=120.0, unit="°"
    )
    distance_low: float = setting(0.2, "a face nearer than this: step back", low=0.05, high=1.0, unit="m")
    distance_high: float = setting(1.0, "a face farther than this: come closer", low=0.1, high=3.0, unit="m")


@dataclass(frozen=True, slots=True)
class Officer:
    """A person's second look at whom the machine referred."""

    elevated_from: float = setting(
        37.5, "a clinical reading at or above it is elevated", low=36.0, high=40.0, unit="°C"
    )
    let_in_s: float = setting(
        60.0, "a let-in waits so long for the kiosk to be free, then lapses", low=5.0, high=600.0, unit="s"
    )
    shown_s: float = setting(5.0, "the code to enter stays on the screen", low=2.0, high=30.0, unit="s")


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that shapes a decision; its hash is in every record."""

    policy: Policy = Policy()
    thermometry: Thermometry = Thermometry()
    voting: MaskVoting = MaskVoting()
    position: Position = Position()
    timing: Timing = Timing()
    environment: Environment = Environment()
    reference: Reference = Reference()

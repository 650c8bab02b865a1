"""What staff are typing into the corner before any of it is handed in: pure, time is an argument, no sentence."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.screening.set_points import CHECK_C, Blackbody

HOLD_S = 3.0
"""A press this long on the site's name opens the corner."""
NOTICED_S = 0.4
"""A shorter touch shows nothing."""
NUMBER_LENGTH = 4
PIN_MOST = 12
TEXT_MOST = 40
FIGURE_MOST = 6
BACK, CLEAR, POINT = "back", "clear", "point"


class Field(StrEnum):
    NUMBER = "number"
    PIN = "pin"
    SERIAL = "serial"
    CERTIFICATE = "certificate"
    UNCERTAINTY = "uncertainty"
    EMISSIVITY = "emissivity"
    ROOM = "room"


FORM = (Field.SERIAL, Field.CERTIFICATE, Field.UNCERTAINTY, Field.EMISSIVITY, Field.ROOM)
FIGURES = frozenset({Field.UNCERTAINTY, Field.EMISSIVITY, Field.ROOM})
OPTIONAL = frozenset({Field.ROOM})


class Deed(StrEnum):
    """What needs a reason, a PIN or a second yes before it is done."""

    NONE = ""
    ACCEPT = "accept"
    REJECT = "reject"
    ROLL_BACK = "roll_back"
    SHUT_DOWN = "shut_down"
    DISCARD = "discard"


class Ask(StrEnum):
    """What is asked now."""

    NONE = ""
    WHY = "why"
    SIGN = "sign"
    SURE = "sure"


class Why(StrEnum):
    """Reasons to choose from, as they stand in the record."""

    RULES = "does not keep the rules"
    DISTURBED = "disturbed while measuring"
    WRONG_SOURCE = "wrong reference or wrong setting"
    IN_DOUBT = "readings are in doubt"
    CHECKS = "daily checks are off since"
    TRIAL = "only a trial"


REASONS = {
    Deed.REJECT: (Why.RULES, Why.DISTURBED, Why.WRONG_SOURCE, Why.IN_DOUBT, Why.TRIAL),
    Deed.ROLL_BACK: (Why.CHECKS, Why.IN_DOUBT, Why.WRONG_SOURCE),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A blackbody as it is typed; `base` keeps what its certificate says besides."""

    texts: tuple[tuple[Field, str], ...] = ((Field.EMISSIVITY, "0.98"),)
    base: Blackbody | None = None

    def text(self, which: Field) -> str:
        return dict(self.texts).get(which, "")

    def with_text(self, which: Field, text: str) -> "Form":
        return replace(self, texts=tuple((dict(self.texts) | {which: text}).items()))


@dataclass(frozen=True, slots=True)
class Typing:
    held_since: float | None = None
    """When the press on the site's name began; monotonic seconds."""
    which: Field = Field.NUMBER
    number: str = ""
    pin: str = field(default="", repr=False)
    form: Form | None = None
    """A blackbody is being typed in."""
    chosen: int = 0
    """Which of the list."""
    first: int = 0
    """First of the list that is shown."""
    reference_c: float | None = None
    """Of a check; None: the suggested one."""
    deed: Deed = Deed.NONE
    why: Why | None = None

    @property
    def ask(self) -> Ask:
        match self.deed:
            case Deed.NONE:
                return Ask.NONE
            case Deed.DISCARD:
                return Ask.SURE
            case Deed.REJECT:
                return Ask.WHY
            case Deed.ROLL_BACK if self.why is None:
                return Ask.WHY
            case _:
                return Ask.SIGN


def held(typing: Typing, now: float) -> float:
    """Return how much of the long press is done, 0 to 1; 0 while nobody would notice."""
    if typing.held_since is None or now - typing.held_since < NOTICED_S:
        return 0.0
    return min(1.0, (now - typing.held_since) / HOLD_S)


def pressed(typing: Typing, key: str) -> Typing:
    """Take one key, for the field that is being typed."""
    which = typing.which
    if which is Field.NUMBER:
        number = edited(typing.number, key, NUMBER_LENGTH)
        full = len(number) == NUMBER_LENGTH and number != typing.number
        return replace(typing, number=number, which=Field.PIN if full else which)
    if which is Field.PIN:
        return replace(typing, pin=edited(typing.pin, key, PIN_MOST))
    if typing.form is None:
        return typing
    before = typing.form.text(which)
    if key == POINT and (which not in FIGURES or "." in before):
        return typing
    text = edited(before, "." if key == POINT else key, FIGURE_MOST if which in FIGURES else TEXT_MOST)
    return replace(typing, form=typing.form.with_text(which, text))


def edited(text: str, key: str, most: int) -> str:
    match key:
        case "back":
            return text[:-1]
        case "clear":
            return ""
        case _:
            return (text + key)[:most]


def deeds(typing: Typing, deed: Deed) -> Typing:
    """Begin a deed, or leave it (NONE): what was typed for another one is gone."""
    return replace(typing, deed=deed, why=None, pin="", which=Field.PIN)


def stepped(typing: Typing, by_c: float, suggested_c: float) -> Typing:
    """Move a check's temperature."""
    at = typing.reference_c if typing.reference_c is not None else suggested_c
    low, high = CHECK_C
    return replace(typing, reference_c=round(min(high, max(low, at + by_c)), 1))


def form_of(source: Blackbody | None) -> Form:
    """A form that holds a known blackbody, or an empty one."""
    if source is None:
        return Form()
    texts = {
        Field.SERIAL: source.serial,
        Field.CERTIFICATE: source.certificate,
        Field.UNCERTAINTY: f"{source.uncertainty_c:g}",
        Field.EMISSIVITY: f"{source.emissivity:g}",
    }
    return Form(tuple(texts.items()), source)


def moved(typing: Typing, by: int) -> Typing:
    """To the next field of the form, or the one before; before the first the form is left."""
    at = FORM.index(typing.which) + by if typing.which in FORM else 0
    if at < 0:
        return replace(typing, form=None, which=Field.SERIAL)
    return replace(typing, which=FORM[min(at, len(FORM) - 1)])


def filled(form: Form, which: Field) -> bool:
    """Whether a field holds something that can be read."""
    text = form.text(which).strip()
    if not text:
        return which in OPTIONAL
    return which not in FIGURES or figure(text) is not None


def figure(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def blackbody(form: Form) -> Blackbody | None:
    """Return what was typed; None while something is missing."""
    if not all(filled(form, which) for which in FORM):
        return None
    base = form.base or Blackbody("", "", 0.0)
    return replace(
        base,
        serial=form.text(Field.SERIAL).strip(),
        certificate=form.text(Field.CERTIFICATE).strip(),
        uncertainty_c=figure(form.text(Field.UNCERTAINTY)) or 0.0,
        emissivity=figure(form.text(Field.EMISSIVITY)) or 0.0,
    )


def room_c(form: Form) -> float | None:
    """Return how warm what the source mirrors is, °C; None: as warm as the sensor."""
    return figure(form.text(Field.ROOM))

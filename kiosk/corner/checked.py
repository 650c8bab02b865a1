"""What staff type at the kiosk: within its range, or one sentence that names the field."""

from kiosk.screening.corner_input import REASON_MOST, SourceChosen
from kiosk.screening.set_points import CHECK_C, ROOM_C, SOURCE_RANGES, Blackbody

NAME_MOST = 60
_FIGURES = {
    "uncertainty_c": "°C, k=2, as the certificate has it",
    "emissivity": "of the source",
    "emissivity_u": "k=1",
    "aperture_u_c": "°C, k=1",
}


def complaint(given: SourceChosen) -> str:
    """Return what is wrong with what was said of a source; empty when nothing is."""
    source = given.source
    for name in ("serial", "certificate"):
        text = getattr(source, name)
        if not text.strip() or len(text) > NAME_MOST or not text.isprintable():
            return f"{name}: one line of 1 to {NAME_MOST} characters, as it stands on the certificate"
    for name, what in _FIGURES.items():
        low, high = SOURCE_RANGES[name]
        if not low <= getattr(source, name) <= high:
            return f"{name}: {getattr(source, name):g} is outside {low:g} to {high:g} ({what})"
    for name, value, (low, high) in (
        ("reference_c", given.reference_c, CHECK_C),
        ("room_c", given.room_c, ROOM_C),
    ):
        if value is not None and not low <= value <= high:
            return f"{name}: {value:g} is outside {low:g} to {high:g} (°C)"
    return ""


def trimmed(source: Blackbody) -> Blackbody:
    return Blackbody(
        source.serial.strip(),
        source.certificate.strip(),
        source.uncertainty_c,
        source.emissivity,
        source.emissivity_u,
        source.aperture_u_c,
    )


def good_reason(why: str) -> str:
    """Return a reason as it is kept. Raises ValueError for none, or one that is too long."""
    why = " ".join(why.split())
    if not why or len(why) > REASON_MOST or not why.isprintable():
        raise ValueError(f"a reason has 1 to {REASON_MOST} characters")
    return why

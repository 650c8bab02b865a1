"""An array's picture in a terminal: two rows a line, in colours as even as the temperatures. It may show a person."""

from drivers.protocols import ThermalPicture
from drivers.thermal import warm_target
from drivers.thermal_colours import coloured, span_of

HOME = "\x1b[H\x1b[J"
PLAIN = "\x1b[0m"
UPPER_HALF = "▀"


def drawn(picture: ThermalPicture | None) -> str:
    """The text that shows a picture from the top of the screen on, and what it says in words below."""
    if picture is None:
        return "no picture yet"
    low, high = span_of(picture)
    pixels = coloured(picture, low, high)
    lines = [_line(pixels, picture.width, row) for row in range(0, picture.height - 1, 2)]
    place = warm_target(picture)
    target = "no warm target" if place is None else f"warm target at column {place[0]:.1f}, row {place[1]:.1f}"
    return HOME + "\n".join([*lines, f"{low:.1f} to {high:.1f} °C, {target}"])


def _line(pixels: bytes, width: int, row: int) -> str:
    """Two rows of pixels: the upper as the character's colour, the lower as its background."""
    cells = []
    for column in range(width):
        upper = pixels[3 * (row * width + column) :][:3]
        lower = pixels[3 * ((row + 1) * width + column) :][:3]
        cells.append(f"\x1b[38;2;{_code(upper)};48;2;{_code(lower)}m{UPPER_HALF}")
    return "".join(cells) + PLAIN


def _code(colour: bytes) -> str:
    return ";".join(str(part) for part in colour)

"""`kiosk screens`: every page of the visitor screen as a picture."""

from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from kiosk.cli.film import film
from kiosk.cli.main import Problem, config_option
from kiosk.screening.values import Guidance

WIDTH, HEIGHT, SEED = 640, 480, 1
BEST = (
    "idle",
    "measuring",
    "answered-admit",
    "answered-retry-mask_incorrect",
    "answered-retry-hot_arrival",
    "answered-refer",
)
"""One passage in six pictures, for README."""
EVERY = "-en-1280x800"
"""Language and size in which docs show every page."""
STAFF = "corner-"

IN_PLACE = (0.5, 0.46, 0.46)
"""Where a head stands: middle and height, shares of the picture; then how it is tilted (°) and turned (-1 to 1)."""
PLACES: dict[Guidance, tuple[tuple[float, ...], ...]] = {
    Guidance.ONE_PERSON: ((0.83, 0.5, 0.38), IN_PLACE),
    Guidance.COME_CLOSER: ((0.5, 0.44, 0.2),),
    Guidance.STEP_BACK: ((0.5, 0.5, 0.86),),
    Guidance.STAND_IN_MIDDLE: ((0.76, 0.46, 0.42),),
    Guidance.CAMERA_TOO_HIGH: ((0.5, 0.78, 0.34),),
    Guidance.CAMERA_TOO_LOW: ((0.5, 0.2, 0.34),),
    Guidance.LOOK_HERE: ((*IN_PLACE, -4.0, 1.0),),
}
"""What the camera sees while it guides, the farther ones first."""


def seen(*heads: tuple[float, ...]) -> NDArray[np.uint8]:
    """Draw visitors as the camera sees them."""
    from drivers.simulation.drawing import Look, MaskWear, Pose, draw_room, draw_visitor

    frame = draw_room(WIDTH, HEIGHT, SEED)
    for number, head in enumerate(heads, 1 - len(heads)):
        draw_visitor(frame, Look.of(SEED - number), MaskWear.WORN, Pose(*head))
    return frame


def sheets(written: list[Path]) -> dict[str, list[Path]]:
    """Return pictures by language and size, in the order in which they were drawn."""
    found: dict[str, list[Path]] = {}
    for path in written:
        found.setdefault("-".join(path.stem.split("-")[-2:]), []).append(path)
    return found


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--only", default="", help="Only pictures whose name contains this.")
@click.option("--theme", type=click.Choice(("day", "night", "bright")), default="day", help="Its colours; day.")
@click.option(
    "--docs", type=click.Path(path_type=Path), help="Also make the contact sheets of the docs in this folder."
)
@click.option("--passage", type=click.Path(path_type=Path), help="Instead, film one simulated passage as this GIF.")
@config_option
def screens(
    folder: Path, only: str, theme: str, docs: Path | None, passage: Path | None, config_path: str | None
) -> None:
    """Draw each phase in every size and language to FOLDER.

    \b
    Examples:
      kiosk screens build/screens --only measuring
      kiosk screens build/screens --passage docs/passage.gif
    """
    from kiosk.cli.system import explain_import

    try:
        from kiosk.ui.app import prepare_environment
        from kiosk.ui.screens import contact_sheet, render_screens
        from kiosk.ui.site import Look
    except ImportError as error:
        raise Problem(f"the screens cannot be drawn: {explain_import(error)}") from None
    prepare_environment()
    if passage is not None:
        print(f"{passage}: {film(passage) / 1000:.0f} kB")
        return
    own = {f"guiding-{guidance}": seen(*heads) for guidance, heads in PLACES.items()}
    written = render_screens(folder, seen(IN_PLACE), own=own, only=only, look=Look(theme))
    for sheet, pictures in sheets(written).items():
        contact_sheet(pictures, folder / f"sheet-{sheet}.png", columns=8, width=320)
    if docs is not None:
        best = [folder / f"{name}-id-1080x1920.png" for name in BEST]
        contact_sheet(best, docs / "screens.png", columns=len(best), width=300)
        every = [path for path in written if path.stem.endswith(EVERY)]
        staff = [path for path in every if path.stem.startswith(STAFF)]
        contact_sheet([path for path in every if path not in staff], docs / "screens-every.png", columns=8, width=240)
        contact_sheet(staff, docs / "screens-staff.png", columns=8, width=240)
    print(f"{len(written)} pictures in {folder}")

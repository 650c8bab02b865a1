"""`kiosk screens`: every page of the visitor screen as a picture."""

from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

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


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--only", default="", help="Only pictures whose name contains this.")
@click.option("--docs", type=click.Path(path_type=Path), help="Also make README's contact sheet in this folder.")
@config_option
def screens(folder: Path, only: str, docs: Path | None, config_path: str | None) -> None:
    """Draw each phase in both shapes and languages to FOLDER.

    \b
    Example:
      kiosk screens build/screens --only measuring
    """
    from kiosk.cli.system import explain_import

    try:
        from kiosk.ui.app import prepare_environment
        from kiosk.ui.screens import contact_sheet, render_screens
    except ImportError as error:
        raise Problem(f"the screens cannot be drawn: {explain_import(error)}") from None
    prepare_environment()
    own = {f"guiding-{guidance}": seen(*heads) for guidance, heads in PLACES.items()}
    written = render_screens(folder, seen(IN_PLACE), own=own, only=only)
    if docs is not None:
        best = [folder / f"{name}-id-1080x1920.png" for name in BEST]
        contact_sheet(best, docs / "screens.png", columns=len(best), width=300)
    print(f"{len(written)} pictures in {folder}")

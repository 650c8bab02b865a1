"""`kiosk screens`: every page of the visitor screen as a picture."""

from pathlib import Path

import click

from kiosk.cli.main import Problem, config_option

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
    from drivers.simulation.drawing import Look, MaskWear, Pose, draw_room, draw_visitor
    from kiosk.cli.system import explain_import

    try:
        from kiosk.ui.app import prepare_environment
        from kiosk.ui.screens import contact_sheet, render_screens
    except ImportError as error:
        raise Problem(f"the screens cannot be drawn: {explain_import(error)}") from None
    prepare_environment()
    frame = draw_room(WIDTH, HEIGHT, SEED)
    draw_visitor(frame, Look.of(SEED), MaskWear.WORN, Pose(x=0.5, y=0.46, height=0.46))
    written = render_screens(folder, frame, only=only)
    if docs is not None:
        best = [folder / f"{name}-id-1080x1920.png" for name in BEST]
        contact_sheet(best, docs / "screens.png", columns=len(best), width=300)
    print(f"{len(written)} pictures in {folder}")

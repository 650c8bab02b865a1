"""`kiosk screens`: every page of the visitor screen as a picture."""

from pathlib import Path

import click

from kiosk.cli.main import Problem, config_option

WIDTH, HEIGHT, SEED = 640, 480, 1


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--only", default="", help="Only pictures whose name contains this.")
@config_option
def screens(folder: Path, only: str, config_path: str | None) -> None:
    """Draw each phase in both shapes and languages to FOLDER.

    \b
    Example:
      kiosk screens build/screens --only measuring
    """
    from drivers.simulation.drawing import Look, MaskWear, Pose, draw_room, draw_visitor
    from kiosk.cli.system import explain_import

    try:
        from kiosk.ui.app import prepare_environment
        from kiosk.ui.screens import render_screens
    except ImportError as error:
        raise Problem(f"the screens cannot be drawn: {explain_import(error)}") from None
    prepare_environment()
    frame = draw_room(WIDTH, HEIGHT, SEED)
    draw_visitor(frame, Look.of(SEED), MaskWear.WORN, Pose(x=0.5, y=0.46, height=0.46))
    written = render_screens(folder, frame, only=only)
    print(f"{len(written)} pictures in {folder}")

"""From the configuration to what the visitor screen needs of it. Qt is only imported by what is called here."""

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.config import Config

if TYPE_CHECKING:
    from kiosk.ui.site import Site


def site_of(config: Config) -> "Site":
    """Return whose door this is. Raises ImportError where Qt cannot be loaded."""
    from kiosk.ui.site import Hours, Look, Service, Site, Speech, SpeechPlan

    screen, speech, office = config.screen, config.speech, config.office
    return Site(
        name=office.name,
        logo=str(Path(office.logo).expanduser().resolve()) if office.logo else "",
        language=screen.language.value,
        languages=("id", "en", "ban") if screen.balinese else ("id", "en"),
        full_screen=screen.fullscreen,
        motion=screen.motion,
        look=Look(screen.theme.value),
        night=Hours(screen.night_from % 24, screen.night_until % 24),
        dim_after_s=screen.dim_after_min * 60.0,
        services=tuple(Service(one.office, one.title, one.address, one.phone, one.hours) for one in office.services),
        complaints=office.complaints,
        speech=SpeechPlan(
            Speech(speech.when.value), speech.volume, Hours(speech.quiet_from % 24, speech.quiet_until % 24)
        ),
    )

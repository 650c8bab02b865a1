"""What the visitor may open beside the passage, for the QML: code, services, feedback, how the screen suits them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.screening.feedback import Matter, Mood
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Phase
from kiosk.screening.visits import CodeAnswer
from kiosk.ui import desk_state
from kiosk.ui.desk_state import Desk, Panel
from kiosk.ui.site import Service, Site, Speech

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Wishes:
    """Where a visitor's wishes go."""

    enter_code: Callable[[str], None]
    give_feedback: Callable[[Mood, Matter], None]
    hold: Callable[[bool], None]
    """A panel is open: the passage waits; or it no longer is."""
    say: Callable[[list[str], bool], None]
    """Speak these sentences, when they are to be spoken; True: asked for by touch."""


@QmlElement
@QmlUncreatable("Made in Python and handed to Main.qml.")  # pyright: ignore[reportCallIssue]
class DeskViewModel(QObject):
    changed = Signal()
    siteChanged = Signal()

    def __init__(self, site: Site, wishes: Wishes, clock: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._wishes = wishes
        self._clock = clock
        self._desk = Desk()
        self._phase = Phase.OUT_OF_SERVICE
        self._simulated = False
        self._scheme = site.scheme(12)
        self._dimmed = False
        self._shift = 0

    @property
    def state(self) -> Desk:
        return self._desk

    def show(self, snapshot: Snapshot) -> None:
        answered = snapshot.phase is Phase.ANSWERED and self._phase is not Phase.ANSWERED
        self._phase = snapshot.phase
        if answered:
            self._become(desk_state.opened(self._desk, Panel.NONE, self._clock()))  # a door may be open by now
        elif snapshot.code_answer is CodeAnswer.ACCEPTED:
            self._become(desk_state.accepted(self._desk, self._clock()))
        if snapshot.simulated != self._simulated:
            self._simulated = snapshot.simulated
            self.siteChanged.emit()

    def put(self, desk: Desk) -> None:
        """Show this, and tell nobody: for pictures."""
        self._desk = desk
        self.changed.emit()

    def tick(self, now: float) -> None:
        """Let what nobody touches any more pass."""
        self._become(desk_state.passed(self._desk, now, self._phase))

    def forget(self) -> None:
        """Choices of the last visitor do not count for the next."""
        self._become(desk_state.for_the_next(self._desk))

    def dress(self, *, scheme: str, dimmed: bool, shift: int) -> None:
        """Colours by the hour; dimming and a slow shift of the picture when nobody is there."""
        if (scheme, dimmed, shift) != (self._scheme, self._dimmed, self._shift):
            self._scheme, self._dimmed, self._shift = scheme, dimmed, shift
            self.siteChanged.emit()

    def _become(self, desk: Desk) -> None:
        before, self._desk = self._desk, desk
        if desk == before:
            return
        if desk.sent and desk.sent != before.sent:
            self._wishes.enter_code(desk.sent)
        if desk.thanked and not before.thanked and desk.mood and desk.matter:
            self._wishes.give_feedback(desk.mood, desk.matter)
        if desk.panel is not Panel.NONE and (before.panel is Panel.NONE or desk.touched_at != before.touched_at):
            self._wishes.hold(True)
        elif desk.panel is Panel.NONE and before.panel is not Panel.NONE:
            self._wishes.hold(False)
        self.changed.emit()

    @Slot(str)
    def open(self, panel: str) -> None:
        self._become(desk_state.opened(self._desk, Panel(panel), self._clock()))

    @Slot()
    def close(self) -> None:
        self._become(desk_state.opened(self._desk, Panel.NONE, self._clock()))

    @Slot()
    def stay(self) -> None:
        self._become(desk_state.touched(self._desk, self._clock()))

    @Slot(str)
    def press(self, key: str) -> None:
        self._become(desk_state.pressed(self._desk, key, self._clock()))

    @Slot(str)
    def chooseMood(self, mood: str) -> None:
        self._become(desk_state.felt(self._desk, self._clock(), mood=Mood(mood)))

    @Slot(str)
    def chooseMatter(self, matter: str) -> None:
        self._become(desk_state.felt(self._desk, self._clock(), matter=Matter(matter)))

    @Slot()
    def toggleLower(self) -> None:
        self._become(desk_state.lowered(self._desk))

    @Slot()
    def toggleSpeech(self) -> None:
        self._become(desk_state.heard(self._desk))

    @Slot("QVariantList", bool)  # pyright: ignore[reportArgumentType]
    def say(self, sentences: list[str], asked: bool) -> None:
        self._wishes.say([sentence for sentence in sentences if sentence], asked)

    @Property(str, notify=changed)
    def panel(self) -> str:
        return self._desk.panel

    @Property(str, notify=changed)
    def typed(self) -> str:
        return self._desk.typed

    @Property(str, notify=changed)
    def sent(self) -> str:
        return self._desk.sent

    @Property(bool, notify=changed)
    def letters(self) -> bool:
        return self._desk.letters

    @Property(str, notify=changed)
    def mood(self) -> str:
        return self._desk.mood or ""

    @Property(str, notify=changed)
    def matter(self) -> str:
        return self._desk.matter or ""

    @Property(bool, notify=changed)
    def thanked(self) -> bool:
        return self._desk.thanked

    @Property(bool, notify=changed)
    def asking(self) -> bool:
        return self._desk.asking

    @Property(bool, notify=changed)
    def lower(self) -> bool:
        return self._desk.lower

    @Property(bool, notify=changed)
    def speaking(self) -> bool:
        return self._desk.speaking != (self._site.speech.when is Speech.ON)

    @Property(bool, notify=siteChanged)
    def speaks(self) -> bool:
        """Whether there is a voice at all."""
        return self._site.speech.when is not Speech.OFF

    @Property("QVariantList", notify=siteChanged)  # pyright: ignore[reportArgumentType]
    def services(self) -> list[dict[str, Any]]:
        return [described(service) for service in self._site.shown_services(simulated=self._simulated)]

    @Property(str, notify=siteChanged)
    def complaints(self) -> str:
        return self._site.complaints

    @Property("QVariantList", notify=siteChanged)  # pyright: ignore[reportArgumentType]
    def languages(self) -> list[str]:
        return list(self._site.languages)

    @Property(str, notify=siteChanged)
    def logo(self) -> str:
        return QUrl.fromLocalFile(self._site.logo).toString() if self._site.logo else ""

    @Property(str, notify=siteChanged)
    def scheme(self) -> str:
        return self._scheme

    @Property(bool, notify=siteChanged)
    def dimmed(self) -> bool:
        return self._dimmed

    @Property(int, notify=siteChanged)
    def shift(self) -> int:
        """Step of the slow shift against burn-in, 0 to 3."""
        return self._shift


def described(service: Service) -> dict[str, Any]:
    return {
        "office": service.office,
        "title": service.title,
        "address": service.address,
        "shortAddress": service.short,
        "phone": service.phone,
        "hours": service.hours,
    }

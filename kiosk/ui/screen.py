"""The window with its view models: draws the newest snapshot, hands touches on."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QTranslator
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.screening.corner import CornerPage, CornerView
from kiosk.screening.corner_input import CornerInput
from kiosk.screening.events import AgainAsked, CodeAsked, CodeClosed, CodeEntered, Event, FeedbackGiven, HandsConfirmed
from kiosk.screening.feedback import Matter, Mood
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Phase
from kiosk.ui.corner_model import CornerViewModel
from kiosk.ui.desk import DeskViewModel, Wishes
from kiosk.ui.desk_state import Panel
from kiosk.ui.give_way import GiveWay
from kiosk.ui.plot import PlotView
from kiosk.ui.preview import PreviewFeed
from kiosk.ui.props import PREVIEW_PHASES, language_lapses
from kiosk.ui.qr import QrCode
from kiosk.ui.site import Site
from kiosk.ui.speaker import Speaker
from kiosk.ui.view_model import ScreenViewModel

HERE = Path(__file__).parent
QML_TYPES = (QrCode, PlotView)
"""Types that QML names and no Python code here makes: to import them registers them."""
CHOICE_LAPSES_MS = 60_000
"""A language chosen on the welcome screen, when nobody then steps in front."""
STAFF_LANGUAGES = ("id", "en")
SHIFT_S = 90.0
"""Between two steps of the picture against burn-in."""


class Screen(QObject):
    """Whoever holds it shows snapshots and frames; it posts touches."""

    def __init__(
        self,
        site: Site,
        post: Callable[[Event], None],
        parent: QObject | None = None,
        *,
        speaker: Speaker | None = None,
        clock: Callable[[], float] = time.monotonic,
        submit: Callable[[CornerInput], None] | None = None,
    ) -> None:
        """`submit` takes what staff put into the corner; None: there is none."""
        super().__init__(parent)
        self.language = site.language
        self._site = site
        self._post = post
        self._clock = clock
        self._snapshot: Snapshot | None = None
        self._speaker = speaker or Speaker(site.speech)
        self._busy_at = clock()
        self._lapsed = False
        self._in_corner = False
        self._corner_view = CornerView()
        self._give_way = GiveWay()
        self._staff_chose = False
        self._translator = QTranslator(self)
        self.lapse = QTimer(self, interval=CHOICE_LAPSES_MS, singleShot=True)
        self.lapse.timeout.connect(self._forget_choice)
        # The engine owns the view models: its window must be gone before they are.
        self.engine = QQmlApplicationEngine(self)
        self.view = ScreenViewModel(
            confirm_hands=lambda: post(HandsConfirmed(clock())),
            ask_again=lambda: post(AgainAsked(clock())),
            choose_language=self._choose_language,
            site_name=site.name,
            language=site.language,
            parent=self.engine,
        )
        wishes = Wishes(self._enter_code, self._give_feedback, self._hold, self._say)
        self.desk = DeskViewModel(site, wishes, clock, self.engine)
        self.corner = CornerViewModel(submit, clock, self.engine)
        self.corner.languageAsked.connect(self._staff_language)
        self.feed = PreviewFeed(self.engine)
        self.engine.addImportPath(str(HERE))
        self.speak(site.language)
        self.engine.setInitialProperties(
            {
                "view": self.view,
                "desk": self.desk,
                "feed": self.feed,
                "corner": self.corner,
                "motion": site.motion,
                "fullScreen": site.full_screen,
            }
        )
        self.engine.loadFromModule("Kiosk", "Main")
        windows = self.engine.rootObjects()
        if not windows or not isinstance(windows[0], QQuickWindow):
            raise RuntimeError("the visitor screen's QML did not load; the lines above say why")
        self.window = windows[0]

    def close(self) -> None:
        self._speaker.close()
        self.window.setProperty("mayClose", True)
        self.window.close()
        self.engine.deleteLater()
        QCoreApplication.removeTranslator(self._translator)

    def show(self, snapshot: Snapshot) -> None:
        if snapshot is self._snapshot:
            return
        if language_lapses(self._snapshot, snapshot):
            self._lapsed = True
        self._next_visitor()
        if snapshot.phase not in PREVIEW_PHASES:
            self.feed.offer(None)
        self._snapshot = snapshot
        self.view.show(snapshot)
        self.desk.show(snapshot)

    def show_corner(self, view: CornerView) -> None:
        """Draw the staff corner over the visitor's screen, or leave it."""
        self._corner_view = view
        self._in_corner = view.page is not CornerPage.CLOSED
        if self._in_corner:
            self._busy_at = self._clock()
            if self.desk.state.panel is not Panel.NONE:
                self.desk.close()
        elif self._staff_chose:
            self._staff_chose, self._lapsed = False, True
            self._next_visitor()
        self.corner.show(view)

    def tick(self, hour: int) -> None:
        """Let pass what passes with time; `hour` is the wall clock's."""
        now = self._clock()
        self.corner.tick(now)
        if self._give_way.due(self._corner_view, self.corner.state, self._snapshot and self._snapshot.session_id, now):
            self.corner.signOut()
        self.desk.tick(now)
        self._next_visitor()
        quiet = self._snapshot is None or self._snapshot.phase in (Phase.IDLE, Phase.OUT_OF_SERVICE)
        if not quiet or self.desk.state.panel is not Panel.NONE or (self._snapshot and self._snapshot.let_in):
            self._busy_at = now
        after = self._site.dim_after_s
        self.desk.dress(
            scheme=self._site.scheme(hour),
            dimmed=after > 0 and now - self._busy_at >= after,
            shift=int(now // SHIFT_S) % 4,
        )

    def speak(self, language: str) -> None:
        """Show everything in this language from now on."""
        self.language = language
        QCoreApplication.removeTranslator(self._translator)
        if self._translator.load(f"kiosk_{language}", str(HERE / "translations")):
            QCoreApplication.installTranslator(self._translator)
        self.engine.setUiLanguage(language)
        self.engine.retranslate()
        self.view.speak(language)
        self.corner.spoke(language)

    def _next_visitor(self) -> None:
        """Choices lapse with their visitor, but never while somebody uses a panel or the corner."""
        if self._lapsed and self.desk.state.panel is Panel.NONE and not self._in_corner:
            self._lapsed = False
            self.desk.forget()
            if self.language != self._site.language:
                self.speak(self._site.language)

    def _choose_language(self, language: str) -> None:
        if language in self._site.languages:
            self.speak(language)
            self.lapse.start()

    def _staff_language(self, language: str) -> None:
        """What staff choose in the corner ends when they leave it; the site need not offer it to visitors."""
        if self._in_corner and language in STAFF_LANGUAGES:
            self._staff_chose = True
            self.speak(language)

    def _forget_choice(self) -> None:
        if self._snapshot is None or self._snapshot.phase is Phase.IDLE:
            self._lapsed = True
            self._next_visitor()

    def _enter_code(self, code: str) -> None:
        self._post(CodeEntered(self._clock(), code))

    def _give_feedback(self, mood: Mood, matter: Matter) -> None:
        self._post(FeedbackGiven(self._clock(), mood, matter))

    def _hold(self, on: bool) -> None:
        """The passage waits while a panel is open, whichever it is; the station lets it go on by itself in the end."""
        self._post(CodeAsked(self._clock()) if on else CodeClosed(self._clock()))

    def _say(self, sentences: list[str], asked: bool) -> None:
        if self.desk.speaking or asked:
            self._speaker.say(self.language, sentences, datetime.now().astimezone().hour)

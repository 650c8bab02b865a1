"""What the QML binds to: one frozen set of properties, one signal, and the visitor's touches handed on."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.screening.snapshot import Snapshot
from kiosk.ui.props import ScreenProps, screen_props

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in Python and handed to Main.qml.")  # pyright: ignore[reportCallIssue]
class ScreenViewModel(QObject):
    changed = Signal()
    languageChanged = Signal()

    def __init__(
        self,
        *,
        confirm_hands: Callable[[], None],
        ask_again: Callable[[], None],
        choose_language: Callable[[str], None],
        site_name: str = "",
        language: str = "id",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._confirm_hands = confirm_hands
        self._ask_again = ask_again
        self._choose_language = choose_language
        self._site_name = site_name
        self._language = language
        self._props = ScreenProps()

    def show(self, snapshot: Snapshot) -> None:
        props = screen_props(snapshot)
        if props != self._props:
            self._props = props
            self.changed.emit()

    def speak(self, language: str) -> None:
        """Tell the QML which language it now shows."""
        if language != self._language:
            self._language = language
            self.languageChanged.emit()

    @Slot()
    def confirmHands(self) -> None:
        self._confirm_hands()

    @Slot()
    def askAgain(self) -> None:
        self._ask_again()

    @Slot(str)
    def chooseLanguage(self, language: str) -> None:
        self._choose_language(language)

    @Property(str, notify=languageChanged)
    def siteName(self) -> str:
        return self._site_name

    @Property(str, notify=languageChanged)
    def language(self) -> str:
        return self._language

    @Property(str, notify=changed)
    def page(self) -> str:
        return self._props.page

    @Property(str, notify=changed)
    def phase(self) -> str:
        return self._props.phase

    @Property(str, notify=changed)
    def guidance(self) -> str:
        return self._props.guidance

    @Property(float, notify=changed)
    def progress(self) -> float:
        return self._props.progress

    @Property(str, notify=changed)
    def outcome(self) -> str:
        return self._props.outcome

    @Property(str, notify=changed)
    def advice(self) -> str:
        return self._props.advice

    @Property("QVariantList", notify=changed)  # pyright: ignore[reportArgumentType]
    def reasons(self) -> list[str]:
        return [str(reason) for reason in self._props.reasons]

    @Property(str, notify=changed)
    def wrongWay(self) -> str:
        """How a mask sits wrongly: "nose", "chin", or empty while that is not known."""
        return self._props.wrong_way

    @Property(str, notify=changed)
    def code(self) -> str:
        return self._props.code

    @Property(str, notify=changed)
    def hands(self) -> str:
        return self._props.hands

    @Property(str, notify=changed)
    def mask(self) -> str:
        return self._props.mask

    @Property(str, notify=changed)
    def temperature(self) -> str:
        return self._props.temperature

    @Property(bool, notify=changed)
    def handsTouch(self) -> bool:
        return self._props.hands_touch

    @Property(bool, notify=changed)
    def againTouch(self) -> bool:
        return self._props.again_touch

    @Property(bool, notify=changed)
    def preview(self) -> bool:
        return self._props.preview

    @Property(bool, notify=changed)
    def showsSkin(self) -> bool:
        return self._props.skin_c is not None

    @Property(float, notify=changed)
    def skinC(self) -> float:
        return self._props.skin_c or 0.0

    @Property(float, notify=changed)
    def uncertaintyC(self) -> float:
        """0 when it is not known; then it is not drawn."""
        return self._props.uncertainty_c or 0.0

    @Property(str, notify=changed)
    def source(self) -> str:
        return self._props.source

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._props.trouble

    @Property(str, notify=changed)
    def detail(self) -> str:
        return self._props.detail

    @Property(bool, notify=changed)
    def simulated(self) -> bool:
        return self._props.simulated

    @Property(bool, notify=changed)
    def uncalibrated(self) -> bool:
        return self._props.uncalibrated

    @Property(bool, notify=changed)
    def doorOpen(self) -> bool:
        return self._props.door_open

    @Property(bool, notify=changed)
    def staysLocked(self) -> bool:
        return self._props.stays_locked

    @Property(str, notify=changed)
    def letIn(self) -> str:
        """The code of a visitor whom an officer lets in."""
        return self._props.let_in

    @Property(str, notify=changed)
    def codeAnswer(self) -> str:
        """What became of the code that was typed; empty while nobody knows."""
        return self._props.code_answer

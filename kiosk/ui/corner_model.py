"""The staff corner for the QML: draws its view, takes touches, and hands whole inputs to the corner's own thread."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.screening import corner_input
from kiosk.screening.corner import CornerPage, CornerView
from kiosk.screening.corner_bench import BenchKind
from kiosk.screening.corner_input import CornerInput
from kiosk.ui import corner_state
from kiosk.ui.corner_bench_model import BenchViewModel, ResultViewModel
from kiosk.ui.corner_now import CornerNowModel
from kiosk.ui.corner_props import answered
from kiosk.ui.corner_state import FORM, REASONS, Ask, Deed, Field, Form, Typing, Why

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1
TOUCHED_EVERY_S = 1.0


@QmlElement
@QmlUncreatable("Made in Python and handed to Main.qml.")  # pyright: ignore[reportCallIssue]
class CornerViewModel(QObject):
    languageAsked = Signal(str)
    made = Signal()
    """Never: what is made once stays."""
    typed = Signal()

    def __init__(
        self, submit: Callable[[CornerInput], None] | None, clock: Callable[[], float], parent: QObject | None = None
    ) -> None:
        """Without `submit` there is no corner, and no way to it."""
        super().__init__(parent)
        self._offered = submit is not None
        self._submit = submit or (lambda what: None)
        self._clock = clock
        self._view = CornerView()
        self._typing = Typing()
        self._touched_at = -TOUCHED_EVERY_S
        self._asked: CornerView | None = None
        """What was shown when the PIN was handed in."""
        self._now = CornerNowModel(self)
        self._now.languageAsked.connect(self.languageAsked)
        self._bench = BenchViewModel(self)
        self._result = ResultViewModel(self)

    @property
    def state(self) -> Typing:
        return self._typing

    def put(self, typing: Typing) -> None:
        """Show this, and tell nobody: for pictures."""
        self._typing = typing
        self.typed.emit()

    def spoke(self, language: str) -> None:
        """The screen is in this language from now on."""
        self._now.spoke(language)

    def show(self, view: CornerView) -> None:
        """Draw this view; what was typed for another page is gone."""
        if view is self._view:
            return
        before, self._view = self._view, view
        self._bench.show(view)
        self._result.show(view)
        self._now.show(view)
        self._forget(before, view)
        if before.suggested_c != view.suggested_c:
            self.typed.emit()

    def _forget(self, before: CornerView, now: CornerView) -> None:
        typing = self._typing
        if before.page is not now.page:
            self._become(Typing(which=Field.NUMBER if now.page is CornerPage.SIGN_IN else Field.PIN))
        elif typing.deed is not Deed.NONE and self._asked is not None and answered(self._asked, now):
            self._asked = None
            self._become(corner_state.deeds(typing, Deed.NONE))

    def tick(self, now: float) -> None:
        """Let the long press go on."""
        if corner_state.held(self._typing, now) >= 1.0:
            self._become(replace(self._typing, held_since=None))
            self._submit(corner_input.Opened())
        elif self._typing.held_since is not None:
            self.typed.emit()

    def _become(self, typing: Typing) -> None:
        if typing != self._typing:
            self._typing = typing
            self.typed.emit()

    # touches

    @Slot(bool)
    def hold(self, on: bool) -> None:
        """The long press begins, or ends."""
        self._become(replace(self._typing, held_since=self._clock() if on else None))

    @Slot()
    def touch(self) -> None:
        """Somebody is there."""
        if self._view.page is not CornerPage.CLOSED and self._clock() - self._touched_at >= TOUCHED_EVERY_S:
            self._touched_at = self._clock()
            self._submit(corner_input.Touched())

    @Slot(str)
    def press(self, key: str) -> None:
        self._become(corner_state.pressed(self._typing, key))

    @Slot(str)
    def choose(self, which: str) -> None:
        self._become(replace(self._typing, which=Field(which)))

    @Slot()
    def signIn(self) -> None:
        number, pin = self._typing.number, self._typing.pin
        if number and pin and self._view.busy is None:
            self._become(replace(self._typing, pin=""))
            self._submit(corner_input.SignedIn(number, pin))

    @Slot()
    def signOut(self) -> None:
        self._submit(corner_input.SignedOut())

    @Slot()
    def close(self) -> None:
        self._submit(corner_input.Closed())

    @Slot(str)
    def go(self, page: str) -> None:
        self._submit(corner_input.Went(CornerPage(page)))

    @Slot(str)
    def begin(self, kind: str) -> None:
        self._submit(corner_input.Began(BenchKind(kind)))

    @Slot(int)
    def pick(self, index: int) -> None:
        self._become(replace(self._typing, chosen=index))

    @Slot(int, int)
    def leaf(self, by: int, shown: int) -> None:
        """Turn the list by so many, of which so many are shown."""
        count = max(len(self._view.sources), len(self._view.calibrations), len(self._view.devices))
        self._become(replace(self._typing, first=max(0, min(self._typing.first + by, count - shown))))

    @Slot(float)
    def warmer(self, by_c: float) -> None:
        self._become(corner_state.stepped(self._typing, by_c, self._view.suggested_c))

    @Slot(bool)
    def write(self, from_known: bool) -> None:
        """Type a blackbody in, from the chosen one or anew."""
        known = self._view.sources[self._typing.chosen].source if from_known and self._view.sources else None
        self._become(replace(self._typing, form=corner_state.form_of(known), which=Field.SERIAL))

    @Slot(int)
    def turn(self, by: int) -> None:
        """To the form's next field, or back."""
        self._become(corner_state.moved(self._typing, by))

    @Slot()
    def useSource(self) -> None:
        """Go on with the blackbody that was chosen or typed."""
        form = self._typing.form
        if form is None and not self._view.sources:
            return
        source = self._view.sources[self._typing.chosen].source if form is None else corner_state.blackbody(form)
        if source is not None:
            at = self._typing.reference_c if self._view.kind is BenchKind.CHECK else None
            room_c = None if form is None else corner_state.room_c(form)
            self._submit(corner_input.SourceChosen(source, at, room_c))

    @Slot()
    def stands(self) -> None:
        self._submit(corner_input.StandsAt())

    @Slot()
    def again(self) -> None:
        self._submit(corner_input.TakenAgain())

    @Slot()
    def resume(self) -> None:
        self._submit(corner_input.Resumed())

    @Slot(str)
    def ask(self, deed: str) -> None:
        """Begin something that needs a reason, a PIN or a second yes; empty: leave it."""
        self._asked = None
        self._become(corner_state.deeds(self._typing, Deed(deed)))

    @Slot(str)
    def because(self, why: str) -> None:
        """Take the reason: a rejection is done with it, a roll-back wants the PIN as well."""
        if self._typing.deed is Deed.REJECT:
            self._become(corner_state.deeds(self._typing, Deed.NONE))
            self._submit(corner_input.Rejected(Why(why).value))
        else:
            self._become(replace(self._typing, why=Why(why)))

    @Slot()
    def confirm(self) -> None:
        """Do what was asked for."""
        typing, pin = self._typing, self._typing.pin
        if typing.ask is Ask.SURE:
            self._become(corner_state.deeds(typing, Deed.NONE))
            self._submit(corner_input.Discarded())
        elif typing.ask is Ask.SIGN and pin and self._view.busy is None:
            self._become(replace(typing, pin=""))
            self._asked = self._view
            self._submit(self._signed(typing, pin))

    def _signed(self, typing: Typing, pin: str) -> CornerInput:
        match typing.deed:
            case Deed.ROLL_BACK:
                row = self._view.calibrations[typing.chosen]
                return corner_input.RolledBack(row.calibration_id, (typing.why or Why.IN_DOUBT).value, pin)
            case Deed.SHUT_DOWN:
                return corner_input.ShutDown(pin)
            case _:
                return corner_input.Accepted(pin)

    # what is typed

    @Property(bool, notify=made)
    def offered(self) -> bool:
        return self._offered

    @Property(CornerNowModel, notify=made)
    def now(self) -> CornerNowModel:
        return self._now

    @Property(BenchViewModel, notify=made)
    def bench(self) -> BenchViewModel:
        return self._bench

    @Property(ResultViewModel, notify=made)
    def result(self) -> ResultViewModel:
        return self._result

    @Property(float, notify=typed)
    def held(self) -> float:
        """How much of the long press is done, 0 to 1."""
        return corner_state.held(self._typing, self._clock())

    @Property(str, notify=typed)
    def field(self) -> str:
        return self._typing.which

    @Property(str, notify=typed)
    def number(self) -> str:
        return self._typing.number

    @Property(int, notify=typed)
    def pinLength(self) -> int:
        """The PIN itself stays here."""
        return len(self._typing.pin)

    @Property(bool, notify=typed)
    def writing(self) -> bool:
        """A blackbody is being typed in."""
        return self._typing.form is not None

    @Property("QVariantList", notify=typed)  # pyright: ignore[reportArgumentType]
    def form(self) -> list[dict[str, Any]]:
        form = self._typing.form or Form()
        return [
            {"field": which.value, "text": form.text(which), "good": corner_state.filled(form, which)} for which in FORM
        ]

    @Property(bool, notify=typed)
    def filled(self) -> bool:
        return self._typing.form is not None and corner_state.blackbody(self._typing.form) is not None

    @Property(int, notify=typed)
    def chosen(self) -> int:
        return self._typing.chosen

    @Property(int, notify=typed)
    def first(self) -> int:
        return self._typing.first

    @Property(float, notify=typed)
    def checkC(self) -> float:
        """Where the check is made."""
        at = self._typing.reference_c
        return self._view.suggested_c if at is None else at

    @Property(str, notify=typed)
    def deed(self) -> str:
        return self._typing.deed

    @Property(str, notify=typed)
    def asking(self) -> str:
        """Whether a reason, a PIN or a second yes is wanted now."""
        return self._typing.ask

    @Property("QVariantList", notify=typed)  # pyright: ignore[reportArgumentType]
    def reasons(self) -> list[str]:
        return [why.value for why in REASONS.get(self._typing.deed, ())]

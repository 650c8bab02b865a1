"""What every page of the corner has, for the QML: who is in, what came of the newest touch, and the lists."""

from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.screening.corner import CornerView
from kiosk.ui.corner_props import CornerLists, CornerProps, corner_lists, corner_props

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in Python and handed to Main.qml.")  # pyright: ignore[reportCallIssue]
class CornerNowModel(QObject):
    """Times are the wall clock's, ISO 8601 without a zone; empty where there is none."""

    changed = Signal()
    listsChanged = Signal()
    spoken = Signal()
    """In another language."""
    languageAsked = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._props = CornerProps()
        self._lists = CornerLists()
        self._language = ""

    def spoke(self, language: str) -> None:
        """The screen is in this language from now on."""
        if language != self._language:
            self._language = language
            self.spoken.emit()

    def show(self, view: CornerView) -> None:
        lists, props = corner_lists(view), corner_props(view)
        if lists != self._lists:
            self._lists = lists
            self.listsChanged.emit()
        if props != self._props:
            self._props = props
            self.changed.emit()

    @Property(str, notify=spoken)
    def language(self) -> str:
        return self._language

    @Property(str, notify=changed)
    def page(self) -> str:
        return self._props.page

    @Property(str, notify=changed)
    def kind(self) -> str:
        return self._props.kind

    @Property(str, notify=changed)
    def who(self) -> str:
        return self._props.who

    @Property(str, notify=changed)
    def role(self) -> str:
        return self._props.role

    @Property("QVariantList", notify=changed)  # pyright: ignore[reportArgumentType]
    def may(self) -> list[str]:
        return [str(one) for one in self._props.may]

    @Property(str, notify=changed)
    def busy(self) -> str:
        return self._props.busy

    @Property(str, notify=changed)
    def note(self) -> str:
        return self._props.note

    @Property(str, notify=changed)
    def detail(self) -> str:
        """Small print to the note or the refusal, in English."""
        return self._props.detail

    @Property(str, notify=changed)
    def refused(self) -> str:
        return self._props.refused

    @Property(int, notify=changed)
    def attemptsLeft(self) -> int:
        """-1: not told."""
        return self._props.attempts_left

    @Property(int, notify=changed)
    def lockedS(self) -> int:
        return self._props.locked_s

    @Property(int, notify=changed)
    def closesInS(self) -> int:
        """-1: it stays."""
        return self._props.closes_in_s

    @Property(str, notify=changed)
    def standing(self) -> str:
        return self._props.standing

    @Property(str, notify=changed)
    def validUntil(self) -> str:
        return self._props.valid_until

    @Property(str, notify=changed)
    def due(self) -> str:
        return self._props.due

    @Property(str, notify=changed)
    def checkedAt(self) -> str:
        return self._props.checked_at

    @Property(str, notify=changed)
    def checkDue(self) -> str:
        return self._props.check_due

    @Property(bool, notify=changed)
    def waits(self) -> bool:
        """An interrupted calibration."""
        return self._props.waits

    @Property(str, notify=changed)
    def runBegun(self) -> str:
        return self._props.run_begun

    @Property(str, notify=changed)
    def runBy(self) -> str:
        return self._props.run_by

    @Property(int, notify=changed)
    def runTaken(self) -> int:
        return self._props.run_taken

    @Property(int, notify=changed)
    def runSteps(self) -> int:
        return self._props.run_steps

    @Property(str, notify=changed)
    def runSource(self) -> str:
        return self._props.run_source

    @Property(str, notify=changed)
    def hindrance(self) -> str:
        return self._props.hindrance

    @Property("QVariantList", notify=listsChanged)  # pyright: ignore[reportArgumentType]
    def sources(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self._lists.sources]

    @Property("QVariantList", notify=listsChanged)  # pyright: ignore[reportArgumentType]
    def rows(self) -> list[dict[str, Any]]:
        return [asdict(one) | {"objections": list(one.objections)} for one in self._lists.rows]

    @Property("QVariantList", notify=listsChanged)  # pyright: ignore[reportArgumentType]
    def devices(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self._lists.devices]

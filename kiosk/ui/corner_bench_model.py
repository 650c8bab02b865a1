"""The bench of the corner for the QML: what is watched now, and what came of it."""

from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.screening.corner import CornerView
from kiosk.screening.corner_bench import BenchView
from kiosk.ui.corner_bench_props import BenchProps, ResultProps, bench_props, hardly_newer, result_props
from kiosk.ui.corner_plots import corner_plot
from kiosk.ui.plot import PlotFeed

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in Python and handed to Main.qml.")  # pyright: ignore[reportCallIssue]
class BenchViewModel(QObject):
    """Figures that are not known are NaN."""

    made = Signal()
    """Never: what is made once stays."""
    changed = Signal()
    pointsChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench: BenchView | None = None
        self._props = BenchProps()
        self._plot = PlotFeed(self)

    def show(self, view: CornerView) -> None:
        if hardly_newer(self._bench, view.bench):
            return
        self._bench = view.bench
        self._plot.offer(corner_plot(view))
        before, self._props = self._props, bench_props(view.bench)
        if before.points != self._props.points:
            self.pointsChanged.emit()
        if before != self._props:
            self.changed.emit()

    @Property(PlotFeed, notify=made)
    def plot(self) -> PlotFeed:
        """Of the bench, and of the result after it."""
        return self._plot

    @Property(str, notify=changed)
    def kind(self) -> str:
        return self._props.kind

    @Property(str, notify=changed)
    def stage(self) -> str:
        return self._props.stage

    @Property(str, notify=changed)
    def source(self) -> str:
        return self._props.source

    @Property(int, notify=changed)
    def step(self) -> int:
        return self._props.step

    @Property(int, notify=changed)
    def steps(self) -> int:
        return self._props.steps

    @Property(float, notify=changed)
    def referenceC(self) -> float:
        return self._props.reference_c

    @Property(str, notify=changed)
    def approach(self) -> str:
        return self._props.approach

    @Property(str, notify=changed)
    def purpose(self) -> str:
        return self._props.purpose

    @Property(float, notify=changed)
    def objectC(self) -> float:
        return known(self._props.object_c)

    @Property(float, notify=changed)
    def ambientC(self) -> float:
        return known(self._props.ambient_c)

    @Property(str, notify=changed)
    def steadiness(self) -> str:
        return self._props.steadiness

    @Property(float, notify=changed)
    def drift(self) -> float:
        """°C a minute."""
        return known(self._props.drift)

    @Property(float, notify=changed)
    def driftLimit(self) -> float:
        return self._props.drift_limit

    @Property(float, notify=changed)
    def canDrift(self) -> float:
        """°C a minute, of the sensor's own temperature."""
        return known(self._props.can_drift)

    @Property(float, notify=changed)
    def canDriftLimit(self) -> float:
        return self._props.can_drift_limit

    @Property(int, notify=changed)
    def watchedS(self) -> int:
        return self._props.watched_s

    @Property(int, notify=changed)
    def neededS(self) -> int:
        return self._props.needed_s

    @Property("QVariantList", notify=pointsChanged)  # pyright: ignore[reportArgumentType]
    def points(self) -> list[dict[str, Any]]:
        """What was taken so far, °C."""
        names = ("reference", "read", "approach", "purpose")
        return [dict(zip(names, one, strict=True)) for one in self._props.points]

    @Property(bool, notify=changed)
    def mayTakeAgain(self) -> bool:
        return self._props.may_take_again


@QmlElement
@QmlUncreatable("Made in Python and handed to Main.qml.")  # pyright: ignore[reportCallIssue]
class ResultViewModel(QObject):
    """Figures that are not known are NaN."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._props = ResultProps()

    def show(self, view: CornerView) -> None:
        props = result_props(view)
        if props != self._props:
            self._props = props
            self.changed.emit()

    @property
    def props(self) -> ResultProps:
        return self._props

    @Property(str, notify=changed)
    def kind(self) -> str:
        return self._props.kind

    @Property(float, notify=changed)
    def errorC(self) -> float:
        return known(self._props.error_c)

    @Property(float, notify=changed)
    def uncertaintyC(self) -> float:
        return known(self._props.uncertainty_c)

    @Property(str, notify=changed)
    def verdict(self) -> str:
        return self._props.verdict

    @Property(float, notify=changed)
    def referenceC(self) -> float:
        return self._props.reference_c

    @Property(float, notify=changed)
    def trueC(self) -> float:
        return self._props.true_c

    @Property(float, notify=changed)
    def measuredC(self) -> float:
        return self._props.measured_c

    @Property(str, notify=changed)
    def standing(self) -> str:
        return self._props.standing

    @Property(float, notify=changed)
    def gain(self) -> float:
        return known(self._props.gain)

    @Property(float, notify=changed)
    def offsetC(self) -> float:
        return known(self._props.offset_c)

    @Property(float, notify=changed)
    def hysteresisC(self) -> float:
        return known(self._props.hysteresis_c)

    @Property(bool, notify=changed)
    def acceptable(self) -> bool:
        return self._props.acceptable

    @Property(bool, notify=changed)
    def verified(self) -> bool:
        """Whether more than two temperatures tell that the line is straight."""
        return self._props.verified

    @Property("QVariantList", notify=changed)  # pyright: ignore[reportArgumentType]
    def objections(self) -> list[dict[str, Any]]:
        return [{"why": why, "detail": detail} for why, detail in self._props.objections]

    @Property(str, notify=changed)
    def validUntil(self) -> str:
        return self._props.valid_until

    @Property(str, notify=changed)
    def source(self) -> str:
        return self._props.source

    @Property(int, notify=changed)
    def seq(self) -> int:
        """Of the stored row; -1 before."""
        return self._props.seq

    @Property(bool, notify=changed)
    def accepted(self) -> bool:
        return self._props.accepted

    @Property(bool, notify=changed)
    def outOfControl(self) -> bool:
        return self._props.out_of_control

    @Property(float, notify=changed)
    def driftPerDay(self) -> float:
        return known(self._props.drift_c_per_day)

    @Property(str, notify=changed)
    def due(self) -> str:
        return self._props.due


def known(value: float | None) -> float:
    return float("nan") if value is None else value

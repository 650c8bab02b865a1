"""Somebody before the kiosk's window: looks at what it shows, touches what can be touched, waits by a hand-held clock.

Behind the window are a whole station and its corner, stepped by hand: real accounts, real records, real bytes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.screening.corner_bench import BenchStage
from kiosk.ui.screen import Screen
from kiosk.ui.screens import settle
from kiosk.ui.site import Site
from tests.corner.rig import CornerRig
from tests.ui.conftest import every_item

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
NOON = 12


def at_work(rig: CornerRig, site: Site) -> Screen:
    """A window whose touches go to this rig's station and corner."""
    return Screen(site, rig.post, clock=rig.clock.monotonic, submit=rig.corner.submit)


@dataclass(frozen=True)
class Technician:
    rig: CornerRig
    screen: Screen

    def look(self) -> None:
        self.screen.show(self.rig.snapshot)
        self.screen.show_corner(self.rig.seen)
        self.screen.tick(NOON)
        settle(self.screen.window)

    def wait(self, until: Callable[[], object], patience_s: float = 30.0) -> None:
        self.rig.run_until(until, patience_s=patience_s)
        self.look()

    def shown(self) -> Iterator[QQuickItem]:
        yield from (one for one in every_item(self.screen.window.contentItem()) if one.isVisible())

    def find(self, name: str) -> QQuickItem:
        found = next((one for one in self.shown() if one.objectName() == name), None)
        assert found is not None, f"{name} is not on the screen: {self.rig.seen}"
        return found

    def read(self, name: str) -> str:
        return str(self.find(name).property("text"))

    def offered(self, name: str) -> bool:
        return any(one.objectName() == name and one.isEnabled() for one in self.shown())

    def place(self, name: str) -> QPoint:
        item = self.find(name)
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def touch(self, *names: str) -> None:
        """Touch one after the other, and each time wait until the corner is done with it."""
        for name in names:
            assert self.offered(name), f"{name} cannot be touched: {self.rig.seen}"
            QTest.mouseClick(self.screen.window, LEFT, NONE, self.place(name))
            self.rig.tick()
            self.wait(lambda: self.rig.seen.busy is None)

    def type(self, keys: str) -> None:
        for key in keys:
            if not self.offered(f"pad_{key}"):  # small screens have letters and digits by turns
                self.touch("pad_digits" if self.offered("pad_digits") else "pad_letters")
            self.touch(f"pad_{key}")

    def hold(self, seconds: float) -> None:
        """A finger on the site's name for so long."""
        end, where = self.rig.clock.now + seconds, self.place("cornerDoor")
        QTest.mousePress(self.screen.window, LEFT, NONE, where)
        while self.rig.clock.now < end:
            self.rig.tick()
            self.screen.tick(NOON)
        QTest.mouseRelease(self.screen.window, LEFT, NONE, where)
        self.rig.tick()
        self.look()

    def sign_in(self, number: str, pin: str) -> None:
        self.type(number)
        self.type(pin)
        self.touch("cornerNext")

    def take(self, look: Callable[[], None] = lambda: None) -> None:
        """Confirm that the source stands, and wait until that temperature has been taken; `look` at it meanwhile."""
        step = self._step()
        self.touch("cornerNext")
        self.rig.bench(60.0)
        self.look()
        look()
        self.rig.bench_until(lambda: self._step() != step)
        self.look()

    def _step(self) -> tuple[int, bool]:
        bench = self.rig.seen.bench
        return (len(bench.taken), bench.stage is BenchStage.TAKEN) if bench else (-1, True)

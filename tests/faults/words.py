"""The sentences that stand on the real screen for a snapshot, asked of the QML itself."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
for variable in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
    os.environ.pop(variable, None)

from collections.abc import Sequence  # noqa: E402
from functools import cached_property  # noqa: E402

from PySide6.QtQml import QQmlExpression, qmlContext  # noqa: E402

from kiosk.reports.words import WORDS  # noqa: E402
from kiosk.screening.snapshot import Notice, Snapshot  # noqa: E402
from kiosk.screening.values import Fault  # noqa: E402
from kiosk.ui.app import make_application  # noqa: E402
from kiosk.ui.props import Page, ScreenProps, screen_props  # noqa: E402
from kiosk.ui.screen import Screen  # noqa: E402
from kiosk.ui.site import Site, Speech, SpeechPlan  # noqa: E402
from kiosk.ui.speaker import Speaker, plain  # noqa: E402


class _Listener(Speaker):
    def __init__(self) -> None:
        super().__init__(SpeechPlan(Speech.ON))
        self.heard: Sequence[str] = ()

    def say(self, language: str, sentences: Sequence[str], hour: int) -> None:
        self.heard = sentences


class Words:
    """One screen, in English."""

    def __init__(self) -> None:
        self._said: dict[ScreenProps, str] = {}

    def visitor(self, snapshot: Snapshot) -> str:
        """Return the headline of the page, and behind an answer what happens next."""
        props = screen_props(snapshot)
        if props not in self._said:
            self._screen.show(snapshot)
            sentences = self._listener.heard
            last = f". {plain(sentences[-1])}" if props.page is Page.ANSWER else ""
            self._said[props] = plain(sentences[0]) + last
        return self._said[props]

    def staff(self, fault: Fault) -> str:
        """Return the small print of the page that says out of service."""
        names = f"'{fault.source}', '{fault.trouble}'"
        return self._asked(f"FaultTexts.fault({names}) + '. ' + FaultTexts.remedy({names})")

    def close(self) -> None:
        self._screen.close()

    @cached_property
    def _listener(self) -> _Listener:
        return _Listener()

    @cached_property
    def _screen(self) -> Screen:
        make_application()
        site = Site(name="Office", motion=False, language="en", dim_after_s=1e9, speech=SpeechPlan(Speech.ON))
        return Screen(site, lambda event: None, speaker=self._listener)

    def _asked(self, expression: str) -> str:
        root = self._screen.window
        context = qmlContext(root)
        assert context is not None
        asked = QQmlExpression(context, root, expression)
        value = asked.evaluate()
        assert not asked.hasError(), asked.error().toString()
        return plain(str(value[0] if isinstance(value, tuple) else value))


def on_the_staff_page(snapshot: Snapshot) -> str:
    """Return what the staff page says beside the fault: alerts of the door, and what should be seen to."""
    words = [str(snapshot.alert)] if snapshot.alert else []
    words += [notice for notice in snapshot.notices if notice is not Notice.NO_BASELINE]
    return " ".join(WORDS["en"][word] for word in words)

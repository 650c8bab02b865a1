"""Recorded sentences, spoken: one file a sentence and language, found by the sentence itself.

Where there is no sound device, no PortAudio library or no recording it stays silent; all of it stands on the screen.
"""

import hashlib
import logging
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.ui.site import SPOKEN, SpeechPlan

FOLDER = Path(__file__).parent / "speech"
PAUSE_S = 0.35
"""Between two sentences."""

log = logging.getLogger(__name__)

Play = Callable[[NDArray[np.float32], int], None]
"""Take samples from -1 to 1 and their rate, 1/s; end what is being played; return at once. May raise anything."""


def plain(sentence: str) -> str:
    """Return a sentence as it is spoken: in one line, with ordinary spaces."""
    return re.sub(r"\s+", " ", sentence.replace("\u00a0", " ")).strip()


def recording(language: str, sentence: str, folder: Path = FOLDER) -> Path:
    """Return where the recording of a sentence stands; a sentence that changes has none until it is spoken again."""
    name = hashlib.sha256(plain(sentence).encode()).hexdigest()[:12]
    return folder / language / f"{name}.ogg"


def samples(language: str, sentences: Sequence[str], folder: Path = FOLDER) -> tuple[NDArray[np.float32], int]:
    """Return the sentences that were recorded, one after the other, and their rate; empty where none was."""
    import soundfile  # here: a kiosk that never speaks need not load it

    parts: list[NDArray[np.float32]] = []
    rate = 16_000
    for sentence in sentences:
        path = recording(language, sentence, folder)
        if language in SPOKEN and path.is_file():
            sound, rate = soundfile.read(path, dtype="float32")
            parts += [sound, np.zeros(int(rate * PAUSE_S), np.float32)]
    return (np.concatenate(parts) if parts else np.zeros(0, np.float32)), rate


def by_portaudio(sound: NDArray[np.float32], rate: int) -> None:
    import sounddevice  # raises OSError where PortAudio is missing

    sounddevice.stop()
    if len(sound):
        sounddevice.play(sound, rate)


class Speaker:
    """Speaks in a thread of its own: a sound device that hangs holds up nobody. Only the newest wish counts."""

    def __init__(self, plan: SpeechPlan, play: Play = by_portaudio, folder: Path = FOLDER) -> None:
        self._plan = plan
        self._play = play
        self._folder = folder
        self._wish: tuple[str, tuple[str, ...]] | None = None
        self._wished = threading.Condition()
        self._ending = False
        self._thread: threading.Thread | None = None
        self.silent_because = ""

    def allowed(self, hour: int) -> bool:
        return self._plan.volume > 0 and not self._plan.quiet.holds(hour)

    def say(self, language: str, sentences: Sequence[str], hour: int) -> None:
        """Speak these now instead of what is being spoken; none: fall silent."""
        with self._wished:
            self._wish = (language, tuple(sentences) if self.allowed(hour) else ())
            self._wished.notify()
            if self._thread is None and not self.silent_because:
                self._thread = threading.Thread(target=self._work, name="speaker", daemon=True)
                self._thread.start()

    def close(self) -> None:
        with self._wished:
            self._ending = True
            self._wished.notify()
        if self._thread is not None:
            self._thread.join(0.5)

    def _work(self) -> None:
        while True:
            with self._wished:
                self._wished.wait_for(lambda: self._ending or self._wish is not None)
                wish, self._wish = self._wish, None
            try:
                self._speak(*(wish if wish and not self._ending else ("", ())))
            except Exception as error:  # noqa: BLE001 - whatever a sound system raises, the screen goes on without it
                self.silent_because = str(error)
                log.warning("no sentence is spoken: %s (libportaudio2 installed? a sound device connected?)", error)
                return
            if self._ending:
                return

    def _speak(self, language: str, sentences: Sequence[str]) -> None:
        sound, rate = samples(language, sentences, self._folder)
        self._play(sound * np.float32(self._plan.volume / 100), rate)

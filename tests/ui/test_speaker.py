"""Sentences and their recordings belong together, and no sound system can hold up the screen."""

import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.ui.site import SPOKEN, Hours, Speech, SpeechPlan
from kiosk.ui.speaker import FOLDER, Speaker, plain, recording, samples
from kiosk.ui.speech_make import sentences

WELCOME = "Selamat datang"


@pytest.mark.parametrize("language", SPOKEN)
def test_every_sentence_of_visitors_is_recorded_and_no_other(language: str):
    """Mend with: apt-get install espeak-ng; python -m kiosk.ui.speech_make"""
    wanted = {recording(language, sentence).name for sentence in sentences(language)}
    assert len(wanted) > 100
    there = {path.name for path in (FOLDER / language).glob("*.ogg")}
    assert not wanted - there
    assert not there - wanted


def test_recordings_are_small_and_long_enough_to_be_speech():
    files = list(FOLDER.glob("*/*.ogg"))
    assert sum(path.stat().st_size for path in files) < 4_000_000
    sound, rate = samples("id", [WELCOME])
    assert 0.5 < len(sound) / rate < 3.0
    assert 0.2 < float(np.abs(sound).max()) <= 1.0


def test_line_breaks_and_hard_spaces_make_no_other_sentence():
    assert plain("Silakan\u00a0masuk.\nTerima kasih") == "Silakan masuk. Terima kasih"
    assert recording("id", "Silakan\u00a0masuk") == recording("id", "Silakan masuk")


def test_what_is_not_recorded_is_left_out():
    assert len(samples("id", ["no such sentence"])[0]) == 0
    assert len(samples("ban", [WELCOME])[0]) == 0


class Sound:
    """A sound device that notes what it plays."""

    def __init__(self, fails: bool = False) -> None:
        self.played: list[NDArray[np.float32]] = []
        self.heard = threading.Event()
        self._fails = fails

    def __call__(self, sound: NDArray[np.float32], rate: int) -> None:
        self.played.append(sound)
        self.heard.set()
        if self._fails:
            raise OSError("PortAudio library not found")


def test_it_plays_at_the_site_s_volume():
    sound = Sound()
    speaker = Speaker(SpeechPlan(Speech.ON, volume=50), sound)
    speaker.say("id", [WELCOME], 12)
    assert sound.heard.wait(10)
    speaker.close()
    assert float(np.abs(sound.played[0]).max()) == pytest.approx(
        0.5 * float(np.abs(samples("id", [WELCOME])[0]).max()), rel=1e-3
    )


def test_without_a_sound_device_it_is_silent_and_says_why_once(caplog: pytest.LogCaptureFixture):
    sound = Sound(fails=True)
    speaker = Speaker(SpeechPlan(Speech.ON), sound)
    speaker.say("id", [WELCOME], 12)
    assert sound.heard.wait(10)
    speaker.close()
    speaker.say("id", [WELCOME], 12)
    assert speaker.silent_because == "PortAudio library not found"
    assert len(sound.played) == 1
    assert len([one for one in caplog.records if "no sentence is spoken" in one.message]) == 1


@pytest.mark.parametrize(
    ("plan", "hour", "allowed"),
    [
        (SpeechPlan(Speech.ON), 12, True),
        (SpeechPlan(Speech.ON, volume=0), 12, False),
        (SpeechPlan(Speech.ON, quiet=Hours(12, 14)), 12, False),
        (SpeechPlan(Speech.ON, quiet=Hours(12, 14)), 14, True),
    ],
)
def test_quiet_hours_and_no_volume_are_silent(plan: SpeechPlan, hour: int, allowed: bool, tmp_path: Path):
    assert Speaker(plan, Sound(), tmp_path).allowed(hour) is allowed

"""Record every sentence a visitor may read: `python -m kiosk.ui.speech_make` (needs `apt-get install espeak-ng`).

A developer's tool: what it makes is committed, and no kiosk needs the voice that spoke it. A sentence keeps its file
until its words change; files of sentences that are gone are removed.
"""

import argparse
import html
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from kiosk.screening.tickets import OFFICER_CODES, REST_CODES
from kiosk.ui.site import SPOKEN
from kiosk.ui.speaker import FOLDER, plain, recording

HERE = Path(__file__).parent
TS = HERE / "translations" / "kiosk_id.ts"
VOICES = {"id": "id", "en": "en-gb"}
WORDS_A_MINUTE = 145
RATE = 16_000
LOUDEST = 0.7
NOT_SPOKEN = ("Staff", "Technician", "Corner", "Fault")
"""Contexts of pages for staff begin so."""
SMALL_PRINT = re.compile(r"%\d")
"""A sentence with a place for a value is not recorded."""


def sentences(language: str) -> set[str]:
    """Return what visitors read in a language: from the translation file, and the characters of codes."""
    wanted = {character for code in (*REST_CODES, *OFFICER_CODES) for character in code}
    for source, translation in _messages():
        wanted.add(plain(translation if language == "id" else source))
    return {sentence for sentence in wanted if sentence and not SMALL_PRINT.search(sentence)}


def _messages() -> Iterator[tuple[str, str]]:
    for context in re.findall(r"<context>(.*?)</context>", TS.read_text("utf-8"), re.DOTALL):
        name = re.search(r"<name>(.*?)</name>", context)
        if name and name.group(1).startswith(NOT_SPOKEN):
            continue
        pattern = r"<source>(.*?)</source>.*?<translation[^>]*>(.*?)</translation>"
        for source, translation in re.findall(pattern, context, re.DOTALL):
            yield html.unescape(source), html.unescape(translation)


def speak(language: str, sentence: str) -> NDArray[np.float32]:
    """Return the sentence as eSpeak NG says it, 1/RATE s a sample, without the silence at either end."""
    command = ["espeak-ng", "-v", VOICES[language], "-s", str(WORDS_A_MINUTE), "--stdout", sentence.lower()]
    wave = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    sound, rate = soundfile.read(io.BytesIO(wave), dtype="float32")
    loud = np.flatnonzero(np.abs(sound) > 0.004)
    if len(loud):
        sound = sound[loud[0] : loud[-1] + 1]
    at = np.arange(int(len(sound) * RATE / rate)) * rate / RATE
    smooth = np.convolve(sound, np.full(2, 0.5, np.float32), "same")
    return (np.interp(at, np.arange(len(sound)), smooth) / max(0.01, float(np.abs(smooth).max())) * LOUDEST).astype(
        np.float32
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m kiosk.ui.speech_make", description="Record every sentence.")
    parser.add_argument("--all", action="store_true", help="record what is there already as well")
    anew = parser.parse_args(arguments).all
    for language in SPOKEN:
        wanted = {recording(language, sentence): sentence for sentence in sentences(language)}
        (FOLDER / language).mkdir(parents=True, exist_ok=True)
        for path in set((FOLDER / language).glob("*.ogg")) - set(wanted):
            path.unlink()
        made = [path for path in wanted if anew or not path.exists()]
        for path in made:
            soundfile.write(path, speak(language, wanted[path]), RATE, format="OGG", subtype="OPUS")
        print(f"{language}: {len(wanted)} sentences, {len(made)} recorded", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

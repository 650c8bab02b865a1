"""The page and its papers have a word for everything a station can say, in both languages."""

from enum import StrEnum

import pytest

from kiosk.reports.words import WORDS
from kiosk.screening.feedback import Matter, Mood
from kiosk.screening.snapshot import Notice
from kiosk.screening.values import Outcome, Phase, Reason, Source, ThresholdSource, Trouble


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("kind", [Source, Trouble, Reason, Outcome, Phase, Notice, Matter])
def test_no_word_is_missing(language: str, kind: type[StrEnum]) -> None:
    assert [member.value for member in kind if not WORDS[language][member]] == []
    assert all(WORDS[language][f"by_{source}"] for source in ThresholdSource)
    assert all(WORDS[language][f"mood_{mood}"] for mood in Mood)

"""Every sentence with which the station refuses what a page's form can ask has its words in Indonesian."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kiosk
from kiosk.monitor.refusals import _SENTENCES, NOT_FOR_OFFICERS, in_words

HOME = Path(kiosk.__file__).parent
REFUSE = ("station/office.py", "station/referrals.py", "screening/officer.py", "link/notes.py", "link/desk.py")
RAISED = {"ValueError", "NotReady"}
SAID_BY = {"NotDone", "_refusal"}
"""Their last argument is the sentence."""
RETURNED_BY = {"complaint"}


def sentences() -> Iterator[str]:
    """Yield each sentence, with X1 for whatever stands in for something."""
    for name in REFUSE:
        tree = ast.parse((HOME / name).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                if node.func.id in RAISED | SAID_BY:
                    yield from said(node.args[-1])
            elif isinstance(node, ast.FunctionDef) and node.name in RETURNED_BY:
                for part in ast.walk(node):
                    if isinstance(part, ast.Return) and part.value is not None:
                        yield from said(part.value)
            elif isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "_BARRED":
                assert isinstance(node.value, ast.Dict)
                for value in node.value.values:
                    yield from said(value)
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "detail":
                yield from said(node.value)


def said(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "1" for part in node.values]
        yield "".join(map(str, parts))


FOUND = sorted(set(sentences()))


def test_the_places_that_refuse_are_read() -> None:
    assert len(FOUND) > 30
    assert "say in one line why this visitor is turned away" in FOUND
    assert "the thermometer is not calibrated, so the kiosk keeps its door locked: open it by hand" in FOUND


@pytest.mark.parametrize("sentence", FOUND)
def test_it_is_read_in_indonesian(sentence: str) -> None:
    if any(re.fullmatch(one, sentence) for one in NOT_FOR_OFFICERS):
        return
    told = in_words(sentence, "id")
    assert told != sentence
    assert "{" not in told
    assert in_words(sentence, "en") == sentence


def test_what_is_missing_is_named_in_words() -> None:
    told = in_words(
        "nothing speaks against temperature_elevated, mask_missing yet: measure, see to the mask, or say in one line "
        "why to let in",
        "id",
    )
    assert "suhu di atas ambang, tanpa masker" in told


def test_a_sentence_nobody_translated_is_shown_as_it_is() -> None:
    assert in_words("the sky is falling", "id") == "the sky is falling"


@pytest.mark.parametrize(("english", "indonesian"), _SENTENCES)
def test_every_part_that_is_put_in_is_known(english: str, indonesian: str) -> None:
    wanted = set(re.findall(r"\{(\w+)\}", indonesian))
    assert wanted <= set(re.compile(english).groupindex) | {"word", "words"}

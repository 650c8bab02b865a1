"""Every word of the station has a sentence, in every language, and every sentence fits its place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QObject, QRectF
from PySide6.QtQuick import QQuickItem

from kiosk.reports.remedies import remedy
from kiosk.reports.words import WORDS
from kiosk.screening.feedback import Matter, Mood
from kiosk.screening.snapshot import Step
from kiosk.screening.values import Guidance, Outcome, Reason, Source, Trouble
from kiosk.screening.visits import CodeAnswer
from kiosk.ui.gallery import Shot, shots
from kiosk.ui.props import Advice
from kiosk.ui.screen import Screen
from kiosk.ui.screens import blank_picture, compose, settle, still
from kiosk.ui.site import LANGUAGES

Evaluate = Callable[[str], object]
LONG_NAME = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten Contoh"
STATES = (*Step, "now", "advised")
STEPS = ("hands", "mask", "temperature")
ALL_SIZES = ((1080, 1920), (1280, 800), (800, 480), (1920, 1080))

SAYINGS = ("servicesHint", "onlineInstead", "inYourWay", "feedbackHint", "thanks", "thanksHint", "stillHere")
HELPERS = ("code", "services", "feedback", "back", "erase", "speak", "silent", "lower", "higher")

CALLS = (
    [f"AnswerTexts.reason('{reason}', '{outcome}')" for reason in Reason for outcome in Outcome]
    + [f"AnswerTexts.headline('{word}')" for word in Advice]
    + [f"AnswerTexts.explain('{word}')" for word in Advice]
    + [f"AnswerTexts.nextStep('{word}', {code}, true)" for word in Advice for code in ("true", "false")]
    + [f"AnswerTexts.nextStep('{Advice.COME_IN}', false, false)"]
    + [
        f"Texts.guidance('{phase}', '{word}')"
        for phase in ("guiding", "measuring", "deciding")
        for word in ("", *Guidance)
    ]
    + [f"Texts.guidanceHint('guiding', '{word}')" for word in ("", *Guidance)]
    + [f"Texts.stepState('{step}', '{word}')" for step in STEPS for word in STATES]
    + [f"Texts.stepName('{word}')" for word in STEPS]
    + [f"FaultTexts.fault('{source}', '{trouble}')" for source in Source for trouble in Trouble]
    + [f"PanelTexts.codeHint(true, '{word}')" for word in ("", *CodeAnswer)]
    + [f"PanelTexts.mood('{word}')" for word in Mood]
    + [f"PanelTexts.matter('{word}')" for word in Matter]
    + [f"Texts.helper('{word}')" for word in HELPERS]
    + [f"Texts.welcome('{word}')" for word in ("headline", "intention", "privacy", "hands", "mask", "temperature", "")]
    + [f"PanelTexts.{word}()" for word in SAYINGS]
    + [f"FaultTexts.remedy('{source}', '{trouble}')" for source in Source for trouble in Trouble]
)

# Indonesian took this word over from the same source as English.
SAME_WORD = {"PanelTexts.matter('sensor')"}


@pytest.fixture
def screen(looked_at: Screen) -> Screen:
    return looked_at


def said(screen: Screen, evaluate: Evaluate, calls: list[str]) -> dict[str, dict[str, str]]:
    spoken = {}
    for language in LANGUAGES:
        screen.speak(language)
        spoken[language] = {call: str(evaluate(call)) for call in calls}
    return spoken


def test_every_word_has_a_sentence_in_every_language(screen: Screen, evaluate: Evaluate):
    spoken = said(screen, evaluate, CALLS)
    assert not [call for call in CALLS if not all(spoken[language][call].strip() for language in LANGUAGES)]
    assert {call for call in CALLS if spoken["id"][call] == spoken["en"][call]} == SAME_WORD


@pytest.mark.parametrize("language", list(WORDS))
def test_the_staff_page_says_of_a_fault_what_the_kiosk_s_own_screen_says(
    screen: Screen, evaluate: Evaluate, language: str
):
    screen.speak(language)
    words = WORDS[language]
    for source in Source:
        for trouble in Trouble:
            on_page = (f"{words[source]}: {words[trouble]}", remedy(source, trouble, language))
            on_screen = [str(evaluate(f"FaultTexts.{call}('{source}', '{trouble}')")) for call in ("fault", "remedy")]
            assert (on_page[0].casefold(), on_page[1]) == (on_screen[0].casefold(), on_screen[1])


@pytest.mark.parametrize(
    "calls",
    [
        [f"FaultTexts.sourceName('{word}')" for word in Source],
        [f"FaultTexts.troubleName('{word}')" for word in Trouble],
        [f"AnswerTexts.headline('{word}')" for word in Advice],
        [f"AnswerTexts.reason('{word}', 'refer')" for word in Reason],
        [f"Texts.stepState('mask', '{word}')" for word in STATES],
        [f"Texts.stepState('temperature', '{word}')" for word in STATES],
        [f"Texts.guidance('guiding', '{word}')" for word in ("", *Guidance)],
        [f"PanelTexts.codeHint(true, '{word}')" for word in ("", *CodeAnswer)],
        [f"PanelTexts.mood('{word}')" for word in Mood],
        [f"PanelTexts.matter('{word}')" for word in Matter],
        [f"Texts.helper('{word}')" for word in HELPERS],
    ],
)
def test_no_word_falls_through_to_the_sentence_of_another(screen: Screen, evaluate: Evaluate, calls: list[str]):
    for sentences in said(screen, evaluate, calls).values():
        assert len(set(sentences.values())) == len(calls)


def test_whoever_comes_back_is_told_to_touch_what_is_written_on_the_touch(screen: Screen, evaluate: Evaluate):
    sentence, touch = f"AnswerTexts.nextStep('{Advice.REST}', true, false)", "Texts.helper('code')"
    for texts in said(screen, evaluate, [sentence, touch]).values():
        assert f"“{texts[touch]}”" in texts[sentence]


def test_nothing_is_called_fever_and_nobody_is_called_ill(screen: Screen, evaluate: Evaluate):
    unkind = r"\b(fever|demam|sick|sakit|ill|infect\w*|refus\w*|ditolak|denied|alert|alarm|bahaya)\b"
    spoken = said(screen, evaluate, CALLS)
    sentences = " ".join(text.lower() for texts in spoken.values() for text in texts.values())
    assert not re.findall(unkind, sentences)


FIRST = ("idle", "out_of_service")
"""Pages with the office's name on them."""


@pytest.mark.parametrize("size", ALL_SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("site_name", ["", LONG_NAME], ids=["nameless", "long-name"])
def test_no_text_is_cut_overlaps_another_or_leaves_its_card(
    screen: Screen, language: str, size: tuple[int, int], site_name: str
):
    screen.window.resize(*size)
    screen.speak(language)
    frame, wrong = still(blank_picture()), []
    for name, shot in shots().items():
        if site_name and not name.startswith(FIRST):
            continue
        worst = replace(shot.snapshot, uncalibrated=True)
        for desk in {shot.desk, replace(shot.desk, lower=True)} if shot.desk.panel else {shot.desk}:
            compose(screen, Shot(worst, desk), frame)
            settle(screen.window)
            wrong += [f"{name} lower={desk.lower}: {fault}" for fault in faults_of_texts(screen)]
    assert not wrong, "\n".join(wrong)


def faults_of_texts(screen: Screen) -> Iterator[str]:
    window = QRectF(0, 0, screen.window.width(), screen.window.height())
    texts = [item for item in shown_items(screen) if item.inherits("QQuickText") and item.property("text")]
    painted = [(item.property("text"), painted_rect(item)) for item in texts]
    for item in texts:
        text, rect = item.property("text"), painted_rect(item)
        if item.property("truncated"):
            yield f"cut: {text}"
        if not window.contains(rect):
            yield f"outside the window: {text}"
        card = item.parentItem()
        while card is not None and not card.inherits("QQuickRectangle"):
            card = card.parentItem()
        if card is not None and not card.mapRectToScene(card.boundingRect()).contains(rect):
            yield f"outside its card: {text}"
        if item.property("contentWidth") > item.width() + 1 or item.property("contentHeight") > item.height() + 1:
            yield f"larger than its place: {text}"
    for (one, here), (other, there) in combinations(painted, 2):
        if here.intersects(there):
            yield f"overlap: {one} | {other}"


def painted_rect(item: QQuickItem) -> QRectF:
    """Where the letters are, without the air that a line keeps above and below."""
    air = item.property("font").pixelSize() * 0.12
    return item.mapRectToScene(item.boundingRect().adjusted(0, air, 0, -air))


def shown_items(screen: Screen) -> Iterator[QQuickItem]:
    """Those that can be seen: a panel covers the page below it."""
    covering = ("codePanel", "servicesPanel", "feedbackPanel", "stillHerePage")
    stages = (item for item in visible_items(screen.window.contentItem()) if item.objectName() == "stage")
    stage = next(stages, None)
    if stage is None:  # the staff corner stands in its place
        yield from visible_items(screen.window.contentItem())
        return
    top = next((item for item in reversed(stage.childItems()) if item.isVisible()), None)
    covered = [item for item in stage.childItems() if item is not top and top and top.objectName() in covering]
    hidden = {id(below) for item in covered for below in (item, *visible_items(item))}
    yield from (item for item in visible_items(screen.window.contentItem()) if id(item) not in hidden)


def visible_items(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from visible_items(child)


def test_texts_are_found_at_all(screen: Screen):
    assert isinstance(screen.window, QObject)
    assert len([item for item in visible_items(screen.window.contentItem()) if item.inherits("QQuickText")]) > 8

"""One passage driven by hand, a session in each phase, and one event of each kind."""

from collections.abc import Iterable
from dataclasses import replace

from kiosk.screening.events import (
    AgainAsked,
    ClockJumped,
    CodeAsked,
    CodeClosed,
    CodeEntered,
    Event,
    FaultFound,
    FaultGone,
    HandsConfirmed,
    HandsSensed,
    Stored,
    Tick,
    VisitResumed,
)
from kiosk.screening.judge import judge
from kiosk.screening.session import advance
from kiosk.screening.state import Decide, Effect, Session, Setup
from kiosk.screening.values import Fault, Outcome, Phase, Reason, Source, Trouble
from kiosk.screening.visits import Brought, FirstReading
from models.values import MaskEstimate
from tests.screening.facts import SETUP, WORN, face, felt, nobody, seen

BROUGHT = Brought(3, "17", "v-1", Outcome.RETRY, (Reason.HOT_ARRIVAL,), 1, True, FirstReading(3, 38.6, 0.5))
FAULT = Fault(Source.THERMOMETER, Trouble.SILENT)


class Passage:
    """Drives a session by hand, answering each `Decide` as the station would."""

    def __init__(self, used: Setup = SETUP) -> None:
        self.setup = used
        self.session, _ = advance(Session(), FaultGone(0.0), used)
        self.effects: list[Effect] = []
        self.decisions: list[tuple[Outcome, tuple[Reason, ...]]] = []
        self.now = 0.0
        self.trail: list[Phase] = [self.session.phase]

    def take(self, *events: Event) -> None:
        for event in events:
            self.session, effect = advance(self.session, event, self.setup)
            self.trail.append(self.session.phase)
            if effect is not None:
                self.effects.append(effect)
            if isinstance(effect, Decide):
                decision = judge(effect.facts, self.setup).decision
                self.decisions.append((decision.outcome, decision.reasons))
                self.take(Stored(event.at, decision, len(self.decisions), None))

    def stand(
        self, seconds: float, mask: MaskEstimate = WORN, object_c: float | None = 34.4, cooling: float = 0.0
    ) -> None:
        """One visitor in place at 20 pictures and 10 readings a second."""
        for i in range(round(seconds * 20)):
            self.now += 0.05
            self.take(seen(self.now, face(), mask=mask))
            if i % 2 and object_c is not None:
                wiggle = 0.02 if i % 4 == 1 else -0.02
                self.take(felt(self.now, object_c + wiggle - cooling * i * 0.05))
            self.take(Tick(self.now))
            if self.session.phase is Phase.ANSWERED:
                return

    def wait(self, seconds: float, *, present: bool = True, mask: MaskEstimate = WORN) -> None:
        for _ in range(round(seconds * 20)):
            self.now += 0.05
            self.take(seen(self.now, face(), mask=mask) if present else nobody(self.now), Tick(self.now))

    @property
    def phase(self) -> Phase:
        return self.session.phase


def in_phase(phase: Phase) -> Session:
    passage = Passage()
    match phase:
        case Phase.IDLE:
            pass
        case Phase.GUIDING:
            passage.take(seen(0.1, face(h=0.2)))
        case Phase.MEASURING:
            passage.stand(0.2)
        case Phase.DECIDING:
            passage.stand(0.2)
            passage.session = replace(passage.session, phase=Phase.DECIDING)
        case Phase.ANSWERED:
            passage.stand(1.0)
        case Phase.OUT_OF_SERVICE:
            passage.take(FaultFound(0.1, FAULT))
    assert passage.phase is phase
    return passage.session


def events(at: float) -> Iterable[Event]:
    decided = Passage()
    decided.stand(1.0)
    assert decided.session.decision is not None
    return (
        seen(at),
        nobody(at),
        felt(at),
        HandsSensed(at),
        HandsConfirmed(at),
        AgainAsked(at),
        Tick(at),
        Stored(at, decided.session.decision, 5, None),
        FaultFound(at, FAULT),
        FaultGone(at),
        ClockJumped(at, -3600.0),
        CodeAsked(at),
        CodeClosed(at),
        CodeEntered(at, "17"),
        VisitResumed(at, BROUGHT),
    )

"""One visit, one answer: the machine and an officer do not both decide it."""

import pytest

from kiosk.link import Command, Done, NotDone
from kiosk.screening.values import Phase
from kiosk.screening.visits import CodeAnswer
from tests.rig import MASKED, UNMASKED, Rig
from tests.station.test_codes import type_code


@pytest.mark.parametrize("command", [Command.TURN_AWAY, Command.LET_IN])
@pytest.mark.parametrize("begun", [Phase.IDLE, Phase.MEASURING])
def test_machine_and_officer_do_not_both_decide_one_visit(running: Rig, command: Command, begun: Phase) -> None:
    rig = running
    rig.view = UNMASKED
    rig.run_until(lambda: rig.reports and rig.reports[-1].outcome == "refer", 120.0)
    row = rig.rows("screening")[-1].row
    code = rig.snapshot.code
    assert code is not None
    rig.leave()
    assert type_code(rig, code) is CodeAnswer.ACCEPTED
    if begun is Phase.MEASURING:
        rig.view = MASKED
        rig.run_until(lambda: rig.phase is begun)
    told = {"seq": row.seq, "code": code, "mask": "worn", "reason": "seen by me"}
    answer = rig.order(command, **told)
    assert isinstance(answer, NotDone)
    assert "measured again" in answer.detail
    assert rig.visit(MASKED).outcome == "admit"
    rig.leave()
    rig.run(30.0)
    assert rig.pulses == 1
    late = rig.order(command, **told)
    assert isinstance(late, NotDone)
    assert rig.rows("officer_check") == []


def test_a_code_typed_and_left_gives_the_visit_back_to_the_officer(running: Rig) -> None:
    rig = running
    rig.view = UNMASKED
    rig.run_until(lambda: rig.reports and rig.reports[-1].outcome == "refer", 120.0)
    row = rig.rows("screening")[-1].row
    code = rig.snapshot.code
    assert code is not None
    rig.leave()
    assert type_code(rig, code) is CodeAnswer.ACCEPTED
    rig.run(12.0)
    assert isinstance(rig.order(Command.LET_IN, seq=row.seq, code=code, mask="worn"), Done)
    rig.run(2.0)
    assert rig.pulses == 1

pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// Sentences of the bench and of its results.
QtObject {
    id: root

    function stepOf(step: int, steps: int): string {
        return steps > 1 ? " · " + qsTr("step %1 of %2").arg(step).arg(steps) : "";
    }

    function resultOf(stored: bool): string {
        return " · " + (stored ? qsTr("stored") : qsTr("result"));
    }

    function leave(kind: string): string {
        return kind === "check" ? qsTr("Leave the check") : qsTr("Pause, go on later");
    }

    function anew(): string {
        return qsTr("Watch anew");
    }

    function withdraw(): string {
        return qsTr("Last one again");
    }

    function stands(reference: string): string {
        return qsTr("It shows %1").arg(reference);
    }

    function silent(): string {
        return qsTr("No reading comes. Look at the sensor's cable; the watching goes on by itself.");
    }

    function toDo(stage: string, reference: string): string {
        switch (stage) {
        case "setting":
            return qsTr("Set the blackbody to %1").arg(reference);
        case "warming":
            return qsTr("The sensor comes to rest");
        case "watching":
            return qsTr("Keep still: %1 is watched").arg(reference);
        default:
            return qsTr("All temperatures are taken");
        }
    }

    function howToSet(approach: string, purpose: string): string {
        const how = approach === "down" ? qsTr("Let it cool down to it from above.") : qsTr("Let it warm up to it from below.");
        const why = purpose === "check" ? " " + qsTr("This one is not fitted: it checks the line.") : "";
        return how + why + " " + qsTr("Touch the button below once its own display stands still there.");
    }

    // Never a promise: only what is surely still to come.
    function waits(bench: BenchViewModel): string {
        if (Number.isNaN(bench.objectC))
            return qsTr("It waits for readings.");
        const left = bench.neededS - bench.watchedS;
        if (bench.stage === "warming") {
            if (left > 0)
                return qsTr("At least %1 more, then it is told whether it is warm. Touch nothing.").arg(CornerTexts.clock(left));
            return bench.steadiness === "drifting" ? qsTr("It is still warming up or cooling down. Watching begins by itself. Leave the blackbody as it is.") : qsTr("Not sure yet: the readings scatter. Watching goes on by itself.");
        }
        if (bench.stage !== "watching")
            return "";
        if (left > 0)
            return qsTr("At least %1 more. Do not touch the sensor or the blackbody.").arg(CornerTexts.clock(left));
        switch (bench.steadiness) {
        case "steady":
            return qsTr("Steady. It is taken.");
        case "drifting":
            return qsTr("It still moves. It is taken by itself once it is surely steady. Draughts? Has the blackbody settled?");
        default:
            return qsTr("Not sure yet: the readings scatter too much to tell. Watching goes on by itself.");
        }
    }

    function watched(watched_s: int, needed_s: int): string {
        return qsTr("watched %1, at least %2 needed").arg(CornerTexts.clock(watched_s)).arg(CornerTexts.clock(needed_s));
    }

    function drift(value: real, limit: real): string {
        if (Number.isNaN(value))
            return qsTr("not known yet (limit %1)").arg(CornerTexts.number(limit, 2));
        return qsTr("%1 °C/min (limit %2)").arg(CornerTexts.signed(value, 3)).arg(CornerTexts.number(limit, 2));
    }

    function figures(bench: BenchViewModel): string {
        const lines = [qsTr("Sensor reads %1, uncorrected").arg(Number.isNaN(bench.objectC) ? "–" : CornerTexts.celsius(bench.objectC, 2))];
        if (!Number.isNaN(bench.ambientC))
            lines.push(qsTr("Sensor itself: %1").arg(CornerTexts.celsius(bench.ambientC, 2)));
        if (bench.stage === "setting")
            return lines.concat([qsTr("Blackbody %1").arg(bench.source)]).join("\n");
        lines.push(root.watched(bench.watchedS, bench.neededS));
        lines.push(qsTr("Drift: %1").arg(root.drift(bench.drift, bench.driftLimit)));
        if (!Number.isNaN(bench.canDrift))
            lines.push(qsTr("Sensor's own drift: %1").arg(root.drift(bench.canDrift, bench.canDriftLimit)));
        return lines.join("\n");
    }

    function takenSoFar(): string {
        return qsTr("Taken so far");
    }

    function taken(one: var): string {
        const from = one.purpose === "check" ? qsTr("check") : one.approach === "down" ? qsTr("from above") : qsTr("from below");
        return qsTr("%1 (%2): sensor read %3").arg(CornerTexts.celsius(one.reference, 1)).arg(from).arg(CornerTexts.celsius(one.read, 2));
    }

    function placing(): string {
        return qsTr("The sensor looks squarely into the middle of the opening, near enough to see nothing beside it. No draught, no sun, nobody in between.");
    }

    function point(): string {
        return CornerTexts.place().decimalPoint;
    }

    function liveNames(): var {
        return {
            "y": qsTr("Reading, °C (shaded: judged)"),
            "x": qsTr("Seconds of watching"),
            "trend": qsTr("trend"),
            "point": root.point()
        };
    }

    function residualNames(): var {
        return {
            "y": qsTr("True less calibrated, °C"),
            "x": qsTr("True temperature, °C"),
            "from_below": qsTr("from below"),
            "from_above": qsTr("from above"),
            "check": qsTr("check"),
            "residual_limit": qsTr("limit of a point"),
            "check_limit": qsTr("limit of the check"),
            "point": root.point()
        };
    }

    function chartNames(): var {
        return {
            "y": qsTr("Error of the checks, °C"),
            "x": qsTr("Day"),
            "check": qsTr("check"),
            "mean": qsTr("weighted mean"),
            "mean_limit": qsTr("limit of the mean"),
            "pass_limit": qsTr("pass"),
            "fail_limit": qsTr("fail beyond"),
            "point": root.point()
        };
    }

    //: good, warn or bad.
    function tone(result: ResultViewModel): string {
        if (result.kind === "calibrate")
            return result.seq >= 0 ? (result.accepted ? "good" : "warn") : result.acceptable ? "good" : "warn";
        return result.verdict === "pass" ? "good" : "warn";
    }

    function verdict(result: ResultViewModel): string {
        if (result.kind === "calibrate") {
            if (result.seq >= 0)
                return result.accepted ? qsTr("In force until %1").arg(CornerTexts.day(result.validUntil)) : qsTr("Not accepted. The one before stays in force.");
            return result.acceptable ? qsTr("Keeps all rules: it can be accepted.") : qsTr("It cannot be accepted. What was in force stays.");
        }
        const end = result.seq >= 0 ? (result.standing === "valid" ? qsTr("The kiosk may screen.") : qsTr("The kiosk does not screen.")) : "";
        switch (result.verdict) {
        case "pass":
            return qsTr("Passed: within %1.").arg(CornerTexts.celsius(0.2, 1)) + " " + end;
        case "warn":
            return qsTr("Passed with a warning: calibrate soon.") + " " + end;
        default:
            return qsTr("Failed: more than %1 off. Once stored, screening stops until it is calibrated.").arg(CornerTexts.celsius(0.3, 1)) + " " + end;
        }
    }

    //: What the PIN is given for.
    function signed(result: ResultViewModel): string {
        if (result.kind === "check")
            return qsTr("Daily check: error %1 ± %2").arg(CornerTexts.signed(result.errorC, 3)).arg(CornerTexts.celsius(result.uncertaintyC, 3));
        return qsTr("Calibration: U %1, valid until %2").arg(CornerTexts.celsius(result.uncertaintyC, 2)).arg(CornerTexts.day(result.validUntil));
    }

    function resultFigures(result: ResultViewModel): string {
        return result.kind === "check" ? root.checkFigures(result) : root.calibrationFigures(result);
    }

    function checkFigures(result: ResultViewModel): string {
        const lines = [qsTr("Error %1 ± %2 (U, k=2)").arg(CornerTexts.signed(result.errorC, 3)).arg(CornerTexts.celsius(result.uncertaintyC, 3)), qsTr("Blackbody set to %1, looks like %2").arg(CornerTexts.celsius(result.referenceC, 1)).arg(CornerTexts.celsius(result.trueC, 2)), qsTr("Measured %1").arg(CornerTexts.celsius(result.measuredC, 2)), result.outOfControl ? qsTr("The checks lean to one side: watch it.") : qsTr("The chart is in control.")];
        if (!Number.isNaN(result.driftPerDay))
            lines.push(qsTr("Drifts %1 °C a day").arg(CornerTexts.signed(result.driftPerDay, 4)));
        if (result.due !== "" && result.verdict !== "fail")
            lines.push(qsTr("Calibrate again by %1").arg(CornerTexts.day(result.due)));
        return lines.join("\n");
    }

    function calibrationFigures(result: ResultViewModel): string {
        const lines = [];
        if (!Number.isNaN(result.gain))
            lines.push(qsTr("Gain %1 · offset at 37 °C %2").arg(CornerTexts.number(result.gain, 4)).arg(CornerTexts.signed(result.offsetC, 3) + "\u00a0°C"));
        if (!Number.isNaN(result.uncertaintyC))
            lines.push(qsTr("U %1 (k=2, at 37 °C)").arg(CornerTexts.celsius(result.uncertaintyC, 2)));
        if (!Number.isNaN(result.errorC))
            lines.push(qsTr("Check point off by %1").arg(CornerTexts.signed(result.errorC, 3) + "\u00a0°C"));
        if (!Number.isNaN(result.hysteresisC))
            lines.push(qsTr("Up and down differ by %1").arg(CornerTexts.celsius(result.hysteresisC, 3)));
        if (result.acceptable && result.seq < 0)
            lines.push(qsTr("Valid until %1, once accepted").arg(CornerTexts.day(result.validUntil)));
        if (!result.verified)
            lines.push(qsTr("Two temperatures only: the line between is not proven."));
        return lines.join("\n");
    }

    function andMore(count: int): string {
        return qsTr("and %1 more; all are kept with it").arg(count);
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// What came of it: the answer, its figures, what speaks against it; stored only with the PIN.
CornerFrame {
    id: root

    readonly property ResultViewModel result: root.corner.result
    readonly property bool stored: root.result.seq >= 0
    readonly property string tone: CornerBenchTexts.tone(root.result)

    title: CornerTexts.task(root.result.kind === "check" ? "check_daily" : "calibrate") + CornerBenchTexts.resultOf(root.stored)
    backText: root.stored ? "" : CornerTexts.button("reject")
    alsoText: !root.stored && root.result.kind === "calibrate" && root.corner.bench.mayTakeAgain ? CornerBenchTexts.withdraw() : ""
    nextText: root.stored ? CornerTexts.button("to_menu") : root.result.acceptable ? CornerTexts.button(root.result.kind === "check" ? "sign" : "accept") : ""
    onBack: root.corner.ask("reject")
    onAlso: root.corner.again()
    onNext: root.stored ? root.corner.go("menu") : root.corner.ask("accept")

    Column {
        id: words

        width: root.portrait ? parent.width : parent.width * 0.47
        spacing: Math.round(Theme.gapSmall * 0.7)

        Rectangle {
            width: parent.width
            height: verdict.height + Theme.gapSmall
            radius: Theme.radius / 3
            color: root.tone === "good" ? Theme.done : root.tone === "warn" ? Theme.problem : Theme.stone

            Icon {
                id: mark

                x: Theme.gapSmall
                anchors.verticalCenter: parent.verticalCenter
                name: root.tone === "good" ? "check" : "attention"
                ink: verdict.color
                tint: parent.color
                size: Math.round(Theme.work * 1.5)
            }

            Words {
                id: verdict

                objectName: "resultVerdict"
                x: mark.x + mark.width + Theme.gapSmall
                width: parent.width - x - Theme.gapSmall
                anchors.verticalCenter: parent.verticalCenter
                text: CornerBenchTexts.verdict(root.result)
                size: Theme.work * 1.1
                strong: true
                lineHeight: 1.0
                color: root.tone === "good" ? Theme.doneInk : root.tone === "warn" ? Theme.problemInk : Theme.stoneInk
            }
        }

        Words {
            objectName: "resultFigures"
            width: parent.width
            text: CornerBenchTexts.resultFigures(root.result)
            size: Theme.work * 0.9
            lineHeight: 1.05
        }

        Repeater {
            model: root.result.objections.slice(0, 3)

            Words {
                id: objection

                required property var modelData

                width: words.width
                text: "• " + CornerReasons.objection(objection.modelData.why)
                size: Theme.work * 0.86
                lineHeight: 1.0
            }
        }

        Words {
            width: parent.width
            visible: root.result.objections.length > 3
            text: CornerBenchTexts.andMore(root.result.objections.length - 3)
            size: Theme.work * 0.86
        }
    }

    CornerPlot {
        objectName: "resultPlot"
        x: root.portrait ? 0 : words.width + Theme.gap
        y: root.portrait ? words.height + Theme.gap : 0
        width: parent.width - x
        height: parent.height - y
        feed: root.corner.bench.plot
        names: root.result.kind === "check" ? CornerBenchTexts.chartNames() : CornerBenchTexts.residualNames()
    }
}

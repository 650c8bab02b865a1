pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// One temperature at a time: what to do now, what the program waits for, and the readings as they come.
CornerFrame {
    id: root

    readonly property BenchViewModel bench: root.corner.bench
    readonly property bool setting: root.bench.stage === "setting"
    readonly property bool watching: root.bench.stage === "watching" || root.bench.stage === "warming"
    readonly property bool silent: Number.isNaN(root.bench.objectC)

    title: CornerTexts.task(root.bench.kind === "check" ? "check_daily" : "calibrate") + CornerBenchTexts.stepOf(root.bench.step, root.bench.steps)
    backText: CornerBenchTexts.leave(root.bench.kind)
    alsoText: root.watching ? CornerBenchTexts.anew() : root.bench.mayTakeAgain ? CornerBenchTexts.withdraw() : ""
    nextText: root.setting ? CornerBenchTexts.stands(CornerTexts.celsius(root.bench.referenceC, 1)) : ""
    message: root.silent && root.watching ? CornerBenchTexts.silent() : ""
    onBack: root.corner.go("menu")
    onAlso: root.corner.again()
    onNext: root.corner.stands()

    Column {
        id: words

        width: root.portrait ? parent.width : parent.width * 0.44
        spacing: Math.round(Theme.gapSmall * 0.8)

        Words {
            objectName: "benchDo"
            width: parent.width
            text: CornerBenchTexts.toDo(root.bench.stage, CornerTexts.celsius(root.bench.referenceC, 1))
            size: Theme.work * 1.3
            strong: true
            lineHeight: 1.0
            color: Theme.water
        }

        Words {
            objectName: "benchWhy"
            width: parent.width
            text: root.setting ? CornerBenchTexts.howToSet(root.bench.approach, root.bench.purpose) : CornerBenchTexts.waits(root.bench)
            size: Theme.work * 0.94
            lineHeight: 1.0
        }

        Rectangle {
            objectName: "benchProgress"
            width: parent.width
            height: Math.max(10, Math.round(Theme.work * 0.6))
            visible: root.watching
            radius: height / 2
            color: Theme.stone

            Rectangle {
                width: Math.max(parent.height, parent.width * Math.min(1, root.bench.watchedS / Math.max(1, root.bench.neededS)))
                height: parent.height
                radius: parent.radius
                color: Theme.water
            }

            Accessible.role: Accessible.ProgressBar
            Accessible.name: CornerBenchTexts.watched(root.bench.watchedS, root.bench.neededS)
        }

        Words {
            objectName: "benchFigures"
            width: parent.width
            text: CornerBenchTexts.figures(root.bench)
            size: Theme.work * 0.94
            lineHeight: 1.1
        }
    }

    Column {
        objectName: "benchTaken"
        x: root.portrait ? 0 : words.width + Theme.gap
        y: root.portrait ? words.height + 2 * Theme.gap : 0
        width: parent.width - x
        visible: !root.watching
        spacing: Math.round(Theme.gapSmall * 0.6)

        CornerSay {
            width: parent.width
            visible: root.bench.points.length === 0
            drawing: "temperature"
            said: CornerBenchTexts.placing()
        }

        Words {
            width: parent.width
            visible: root.bench.points.length > 0
            text: CornerBenchTexts.takenSoFar()
            size: Theme.work
            strong: true
        }

        Repeater {
            model: root.bench.points

            Row {
                id: point

                required property var modelData

                spacing: Theme.gapSmall

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "check"
                    ink: Theme.water
                    size: Math.round(Theme.work)
                }

                Words {
                    text: CornerBenchTexts.taken(point.modelData)
                    size: Theme.work * 0.92
                }
            }
        }
    }

    CornerPlot {
        objectName: "benchPlot"
        x: root.portrait ? 0 : words.width + Theme.gap
        y: root.portrait ? words.height + Theme.gap : 0
        width: parent.width - x
        height: parent.height - y
        visible: root.watching
        feed: root.bench.plot
        names: CornerBenchTexts.liveNames()
    }
}

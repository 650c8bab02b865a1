pragma ComponentBehavior: Bound

import QtQuick

// Which blackbody stands before the sensor; for a check also how warm it is set.
CornerFrame {
    id: root

    readonly property bool check: root.now.kind === "check"
    readonly property int shown: Math.max(1, Math.min(4, Math.floor((list.height + list.spacing) / (Math.max(64, Theme.touch) + list.spacing)) - 1))

    title: CornerTexts.task(root.check ? "check_daily" : "calibrate")
    alsoText: root.now.sources.length > 0 ? CornerTexts.button("change") : ""
    nextText: root.now.sources.length > 0 ? CornerTexts.button(root.check ? "to_check" : "to_calibration") : CornerTexts.button("write")
    onBack: root.corner.go("menu")
    onAlso: root.corner.write(true)
    onNext: root.now.sources.length > 0 ? root.corner.useSource() : root.corner.write(false)

    Column {
        id: list

        readonly property real wide: root.portrait || !root.check ? parent.width : (parent.width - Theme.gap) * 0.58

        width: list.wide
        height: root.portrait && root.check ? parent.height - setting.height - Theme.gap : parent.height
        spacing: Theme.gapSmall

        Words {
            id: question

            width: list.wide
            text: CornerCalibrationTexts.whichSource(root.now.sources.length > 0)
            size: Theme.work
        }

        Repeater {
            model: root.now.sources.slice(root.corner.first, root.corner.first + root.shown - (question.height > Theme.touch * 0.4 && root.shown > 2 ? 1 : 0))

            CornerTile {
                id: source

                required property var modelData
                required property int index
                readonly property int place: root.corner.first + source.index

                objectName: "source_" + source.place
                width: list.wide
                height: Math.max(64, Theme.touch * (root.portrait ? 1.3 : 1))
                chosen: root.corner.chosen === source.place
                name: (source.chosen ? "✓ " : "") + source.modelData.serial
                hint: CornerCalibrationTexts.sourceHint(source.modelData)
                onClicked: root.corner.pick(source.place)
            }
        }

        Row {
            spacing: Theme.gapSmall

            CornerButton {
                objectName: "sourceNew"
                visible: root.now.sources.length > 0
                height: Math.max(64, Theme.touch * (root.portrait ? 1.1 : 0.9))
                text: CornerTexts.button("other_source")
                onClicked: root.corner.write(false)
            }

            CornerButton {
                objectName: "sourceMore"
                visible: root.now.sources.length > root.shown
                height: Math.max(64, Theme.touch * (root.portrait ? 1.1 : 0.9))
                text: CornerTexts.button("more")
                onClicked: root.corner.leaf(root.corner.first + root.shown < root.now.sources.length ? 1 : -root.corner.first, root.shown)
            }
        }
    }

    Column {
        id: setting

        x: root.portrait ? 0 : list.wide + Theme.gap
        y: root.portrait ? parent.height - height : 0
        width: root.portrait ? parent.width : parent.width - x
        visible: root.check
        spacing: Theme.gapSmall

        Words {
            width: parent.width
            text: CornerCalibrationTexts.setTo()
            size: Theme.work
            horizontalAlignment: Text.AlignHCenter
        }

        Words {
            objectName: "checkC"
            width: parent.width
            text: CornerTexts.celsius(root.corner.checkC, 1)
            size: Theme.title
            strong: true
            lineHeight: 1.0
            horizontalAlignment: Text.AlignHCenter
        }

        Row {
            id: steps

            readonly property real cell: (parent.width - 3 * spacing) / 4

            width: parent.width
            spacing: Theme.gapSmall

            Repeater {
                model: [-1, -0.1, 0.1, 1]

                CornerButton {
                    id: step

                    required property real modelData

                    objectName: "warmer_" + step.modelData
                    width: steps.cell
                    height: Math.max(64, Theme.touch)
                    text: (step.modelData > 0 ? "+" : "\u2212") + CornerTexts.number(Math.abs(step.modelData), Math.abs(step.modelData) < 1 ? 1 : 0)
                    onClicked: root.corner.warmer(step.modelData)
                }
            }
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick

// Every calibration of this sensor, newest first; an earlier one can be put in force again.
CornerFrame {
    id: root

    readonly property real rowHeight: Math.max(64, Theme.touch * (root.portrait ? 1.1 : 0.86))
    readonly property int shown: Math.max(1, Math.floor((list.height + list.spacing) / (root.rowHeight + list.spacing)))
    readonly property var row: root.now.rows[root.corner.chosen] ?? null
    readonly property bool more: root.now.rows.length > root.shown

    title: CornerTexts.title("calibrations")
    alsoText: root.more ? CornerTexts.button("more") : ""
    nextText: root.row !== null && root.row.may_roll_back && root.now.may.includes("roll_back") ? CornerTexts.button("roll_back") : ""
    onBack: root.corner.go("menu")
    onAlso: root.corner.leaf(root.corner.first + root.shown < root.now.rows.length ? root.shown : -root.corner.first, root.shown)
    onNext: root.corner.ask("roll_back")

    CornerSay {
        width: parent.width
        visible: root.now.rows.length === 0
        drawing: "attention"
        said: CornerCalibrationTexts.noCalibrations()
    }

    Column {
        id: list

        width: root.portrait ? parent.width : (parent.width - Theme.gap) * 0.52
        height: root.portrait ? parent.height * 0.66 : parent.height
        spacing: Theme.gapSmall

        Repeater {
            model: root.now.rows.slice(root.corner.first, root.corner.first + root.shown)

            CornerTile {
                id: one

                required property var modelData
                required property int index
                readonly property int place: root.corner.first + one.index

                objectName: "calibration_" + one.place
                width: list.width
                height: root.rowHeight
                chosen: root.corner.chosen === one.place
                name: CornerTexts.day(one.modelData.at) + " · " + CornerCalibrationTexts.state(one.modelData.state)
                hint: one.modelData.by + (one.modelData.simulated ? " · " + CornerCalibrationTexts.simulated() : "")
                onClicked: root.corner.pick(one.place)
            }
        }
    }

    Words {
        objectName: "calibrationDetails"
        x: root.portrait ? 0 : list.width + Theme.gap
        y: root.portrait ? Math.min(root.shown, root.now.rows.length) * (root.rowHeight + list.spacing) + Theme.gap : 0
        width: parent.width - x
        height: parent.height - y
        visible: root.row !== null
        text: root.row === null ? "" : CornerCalibrationTexts.calibrationDetails(root.row)
        size: Theme.work * 0.94
        fontSizeMode: Text.Fit
        minimumPixelSize: 14
        lineHeight: 1.1
    }
}

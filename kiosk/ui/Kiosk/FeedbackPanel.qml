pragma ComponentBehavior: Bound

import QtQuick

// Something in the way: one face, one matter, no name. Beside it the national complaints channel.
PanelPage {
    id: root

    drawing: root.desk.thanked ? "check" : "feedback"
    title: root.desk.thanked ? PanelTexts.thanks() : PanelTexts.inYourWay()
    hint: root.desk.thanked ? PanelTexts.thanksHint() : PanelTexts.feedbackHint()
    headWidth: root.portrait || root.desk.thanked ? root.width - 2 * Theme.margin : root.width * 0.5 - 1.5 * Theme.margin

    Row {
        id: channel

        readonly property bool below: root.portrait || root.desk.thanked
        readonly property real start: channel.below ? root.bodyTop : Theme.gap * 1.8
        readonly property real room: (root.desk.thanked ? root.height : controls.y) - channel.start - Theme.gap

        readonly property real alone: Math.min(root.width - 2 * Theme.margin, Theme.unit * (root.portrait ? 952 : 820))

        x: channel.below ? (root.width - channel.alone) / 2 : root.width * 0.5 + Theme.margin / 2
        y: channel.start + (channel.room - height) / 2
        width: channel.below ? channel.alone : root.width - Theme.margin - x
        visible: root.desk.complaints !== ""
        spacing: Theme.gap

        QrSquare {
            id: qr

            width: Math.round(Math.min(channel.room, Theme.unit * (root.portrait ? 340 : 230)))
            height: width
            text: root.desk.complaints
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: channel.width - qr.width - channel.spacing
            spacing: Theme.gapSmall / 2

            Words {
                width: parent.width
                text: PanelTexts.complaintsHint()
                size: Theme.label
                lineHeight: 1.0
            }

            Words {
                objectName: "complaintsAddress"
                width: parent.width
                text: root.desk.complaints.replace(/^https?:\/\/(www\.)?/, "")
                size: Theme.body
                strong: true
                lineHeight: 1.0
                wrapMode: Text.WrapAnywhere
                color: Theme.water
            }
        }
    }

    Column {
        id: controls

        readonly property real rows: (root.reach - spacing) / 2

        x: Theme.margin
        y: root.height - height
        width: root.width - 2 * Theme.margin
        visible: !root.desk.thanked
        spacing: Theme.gapSmall

        Row {
            id: faces

            readonly property real cell: (width - 2 * spacing) / 3

            width: parent.width
            height: Math.min(controls.rows, Theme.unit * (root.portrait ? 400 : 200))
            spacing: Theme.gapSmall

            Repeater {
                model: ["good", "so_so", "bad"]

                Tile {
                    id: face

                    required property string modelData

                    objectName: "mood_" + face.modelData
                    width: faces.cell
                    height: faces.height
                    drawing: face.modelData
                    text: PanelTexts.mood(face.modelData)
                    chosen: root.desk.mood === face.modelData
                    checkable: true
                    onClicked: root.desk.chooseMood(face.modelData)
                }
            }
        }

        Row {
            id: matters

            readonly property real cell: (width - 4 * spacing) / 5

            width: parent.width
            height: Math.min(controls.rows, Theme.unit * (root.portrait ? 250 : 160))
            spacing: Theme.gapSmall

            Repeater {
                model: ["queue", "sensor", "mask", "staff", "other"]

                Tile {
                    id: matter

                    required property string modelData

                    objectName: "matter_" + matter.modelData
                    width: matters.cell
                    height: matters.height
                    drawing: matter.modelData === "sensor" ? "temperature" : matter.modelData === "staff" ? "officer" : matter.modelData
                    text: PanelTexts.matter(matter.modelData)
                    size: Theme.step * (root.portrait ? 0.82 : 0.92)
                    chosen: root.desk.matter === matter.modelData
                    checkable: true
                    onClicked: root.desk.chooseMatter(matter.modelData)
                }
            }
        }
    }
}

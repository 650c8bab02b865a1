pragma ComponentBehavior: Bound

import QtQuick

// Before something is done for good: the reason, the PIN, or a second yes.
CornerFrame {
    id: root

    readonly property bool signing: root.corner.asking === "sign"

    title: CornerReasons.deed(root.corner.deed)
    backText: CornerTexts.button("cancel")
    nextText: root.corner.asking === "why" ? "" : CornerReasons.doIt(root.corner.deed)
    nextEnabled: !root.signing || root.corner.pinLength > 0
    noteBeside: root.signing
    onBack: root.corner.ask("")
    onNext: root.corner.confirm()

    Column {
        id: left

        readonly property real wide: root.signing && !root.portrait ? (parent.width - Theme.gap) * 0.46 : parent.width

        width: left.wide
        spacing: Theme.gap

        Words {
            objectName: "deedMeans"
            width: left.wide
            text: CornerReasons.deedMeans(root.corner.deed, root.corner.asking)
            size: Theme.work
        }

        Words {
            objectName: "deedOf"
            width: left.wide
            visible: text !== ""
            text: root.corner.deed === "accept" ? CornerBenchTexts.signed(root.corner.result) : root.corner.deed === "roll_back" ? CornerCalibrationTexts.chosen(root.now.rows[root.corner.chosen]) : ""
            size: Theme.work
            strong: true
        }

        CornerField {
            objectName: "field_sign"
            width: left.wide
            visible: root.signing
            name: CornerReasons.signs(root.now.who)
            value: "●".repeat(root.corner.pinLength)
            here: true
        }
    }

    CornerKeypad {
        x: root.portrait ? parent.width * 0.07 : left.wide + Theme.gap
        y: root.portrait ? left.height + Theme.gap : 0
        width: root.portrait ? parent.width * 0.86 : parent.width - x
        height: parent.height - y
        visible: root.signing
        corner: root.corner
    }

    Grid {
        id: whys

        readonly property real cell: (parent.width - (columns - 1) * spacing) / columns

        y: left.height + Theme.gap
        width: parent.width
        visible: root.corner.asking === "why"
        columns: root.portrait ? 1 : 2
        spacing: Theme.gapSmall

        Repeater {
            model: root.corner.reasons

            CornerButton {
                id: why

                required property string modelData

                objectName: "why_" + why.modelData
                width: whys.cell
                height: Math.max(64, Theme.touch * (root.portrait ? 1.2 : 0.9))
                text: CornerReasons.why(why.modelData)
                onClicked: root.corner.because(why.modelData)
            }
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick

// The one big sentence, with its picture.
Item {
    id: root

    required property string phase
    required property string guidance

    RoundIcon {
        id: picture

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        size: Math.round(Math.min(root.height, Theme.unit * (Theme.portrait ? 190 : 116)))
        name: {
            if (root.phase === "measuring")
                return "temperature";
            if (root.phase === "deciding")
                return "wait";
            return root.guidance === "clean_hands" ? "hands" : root.guidance === "hold_still" || root.guidance === "" ? "stand_here" : root.guidance;
        }
    }

    Column {
        anchors.left: picture.right
        anchors.right: parent.right
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gapSmall / 2

        Words {
            objectName: "guidance"
            width: parent.width
            text: Texts.guidance(root.phase, root.guidance)
            size: Theme.title
            strong: true
            lineHeight: 1.0
            color: Theme.water

            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }

        Words {
            objectName: "guidanceHint"
            width: parent.width
            text: Texts.guidanceHint(root.phase, root.guidance)
            size: Theme.label
            color: Theme.softInk
        }
    }
}

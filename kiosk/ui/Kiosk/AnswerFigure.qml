pragma ComponentBehavior: Bound

import QtQuick

// The answer as a picture. A mask to put right is shown before and after.
Item {
    id: root

    required property string advice
    property color ink: Theme.water
    property color tint: Theme.waterTint
    readonly property bool pair: root.advice === "put_on_mask" || root.advice === "straighten_mask"

    RoundIcon {
        anchors.centerIn: parent
        visible: !root.pair
        size: Math.round(Math.min(root.width, root.height))
        color: root.tint
        ink: root.ink
        tint: "#FFFFFF"
        name: {
            switch (root.advice) {
            case "come_in":
                return "check";
            case "clean_hands":
                return "hands";
            case "measure_again":
                return "again";
            case "see_officer":
                return "officer";
            default:
                return root.advice;
            }
        }
    }

    Row {
        readonly property real disc: Math.min(root.height * 0.86, root.width * 0.4)

        anchors.centerIn: parent
        visible: root.pair
        spacing: disc * 0.1

        RoundIcon {
            id: before

            size: Math.round(parent.disc)
            color: root.tint
            ink: root.ink
            tint: "#FFFFFF"
            name: root.advice === "put_on_mask" ? "face" : "mask_low"

            StepBadge {
                x: parent.width - width
                y: parent.height - height
                progress: "problem"
                size: Math.round(parent.width * 0.3)
            }
        }

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            size: Math.round(parent.disc * 0.26)
            name: "arrow"
            ink: root.ink
        }

        RoundIcon {
            size: before.size
            color: root.tint
            ink: root.ink
            tint: "#FFFFFF"
            name: "mask"

            StepBadge {
                x: parent.width - width
                y: parent.height - height
                progress: "done"
                size: Math.round(parent.width * 0.3)
            }
        }
    }
}

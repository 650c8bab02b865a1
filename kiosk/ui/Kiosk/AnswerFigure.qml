pragma ComponentBehavior: Bound

import QtQuick

// The answer as a picture. A mask to put right is shown before and after; what sits wrong has two ways of doing so,
// below the nose and below the chin, and both are shown while it is not known which.
Item {
    id: root

    required property string advice
    // "nose" or "chin"; anything else shows both.
    property string wrongWay: ""
    property color ink: Theme.water
    property color tint: Theme.waterTint
    readonly property var before: {
        switch (root.advice) {
        case "put_on_mask":
            return ["face"];
        case "straighten_mask":
            return root.wrongWay === "nose" ? ["mask_low"] : root.wrongWay === "chin" ? ["mask_chin"] : ["mask_low", "mask_chin"];
        default:
            return [];
        }
    }

    component Disc: RoundIcon {
        id: disc

        property string progress

        color: root.tint
        ink: root.ink
        tint: "#FFFFFF"

        StepBadge {
            x: parent.width - width
            y: parent.height - height
            progress: disc.progress
            size: Math.round(parent.width * 0.3)
        }
    }

    RoundIcon {
        anchors.centerIn: parent
        visible: root.before.length === 0
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
        id: row

        readonly property int disc: Math.round(Math.min(root.height * 0.86, root.width * (root.before.length > 1 ? 0.28 : 0.4)))

        anchors.centerIn: parent
        visible: root.before.length > 0
        spacing: row.disc * (root.before.length > 1 ? 0.06 : 0.1)

        Repeater {
            model: root.before

            Disc {
                required property string modelData

                objectName: "before_" + modelData
                size: row.disc
                name: modelData
                progress: "problem"
            }
        }

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            size: Math.round(row.disc * 0.26)
            name: "arrow"
            ink: root.ink
        }

        Disc {
            size: row.disc
            name: "mask"
            progress: "done"
        }
    }
}

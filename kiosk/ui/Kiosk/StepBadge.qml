pragma ComponentBehavior: Bound

import QtQuick

// Done, now, next, problem, recommended or not needed: a shape of its own for each.
Rectangle {
    id: root

    required property string progress
    property real size: 40

    implicitWidth: root.size
    implicitHeight: root.size
    radius: root.progress === "problem" ? root.width * 0.24 : root.width / 2
    rotation: 0
    color: {
        switch (root.progress) {
        case "done":
            return Theme.done;
        case "problem":
            return Theme.problem;
        case "now":
            return Theme.water;
        default:
            return Theme.card;
        }
    }
    border.width: Theme.line
    border.color: {
        switch (root.progress) {
        case "done":
            return Theme.done;
        case "problem":
            return Theme.problemInk;
        case "not_needed":
            return Theme.softInk;
        default:
            return Theme.water;
        }
    }

    Icon {
        anchors.centerIn: parent
        size: Math.round(root.width * 0.62)
        name: {
            switch (root.progress) {
            case "done":
                return "check";
            case "problem":
                return "attention";
            case "not_needed":
                return "dash";
            case "advised":
                return "dot";
            default:
                return "arrow";
            }
        }
        ink: {
            switch (root.progress) {
            case "done":
                return Theme.doneInk;
            case "problem":
                return Theme.problemInk;
            case "not_needed":
                return Theme.softInk;
            case "now":
                return Theme.waterInk;
            default:
                return Theme.water;
            }
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick

// How the thermometer stands, and what this person may do.
CornerFrame {
    id: root

    title: CornerTexts.title("menu")
    backText: ""

    Rectangle {
        id: standing

        readonly property bool good: root.now.standing === "valid"

        width: parent.width
        height: state.height + Theme.gap
        radius: Theme.radius / 3
        color: standing.good ? Theme.card : Theme.problemTint
        border.width: Theme.line / 2
        border.color: standing.good ? Theme.water : Theme.gold

        Icon {
            id: mark

            x: Theme.gap * 0.8
            anchors.verticalCenter: parent.verticalCenter
            name: standing.good ? "check" : "attention"
            ink: Theme.ink
            tint: standing.color
            size: Math.round(Theme.work * 1.6)
        }

        Words {
            id: state

            objectName: "cornerStanding"
            x: mark.x + mark.width + Theme.gap * 0.8
            width: parent.width - x - Theme.gapSmall
            anchors.verticalCenter: parent.verticalCenter
            text: CornerCalibrationTexts.standing(root.now)
            size: Theme.work
        }
    }

    Grid {
        id: tiles

        readonly property real cellWidth: (parent.width - (columns - 1) * spacing) / columns
        readonly property real cellHeight: Math.min(Theme.touch * (root.portrait ? 1.9 : 3), (height - (Math.ceil(5 / columns) - 1) * spacing) / Math.ceil(5 / columns))

        y: standing.height + Theme.gap * 0.7
        width: parent.width
        height: parent.height - y
        columns: root.portrait ? 1 : 3
        spacing: Theme.gapSmall

        Repeater {
            model: ["check_daily", "calibrate", "roll_back", "devices", "shut_down"]

            CornerTile {
                id: tile

                required property string modelData

                objectName: "menu_" + tile.modelData
                width: tiles.cellWidth
                height: tiles.cellHeight
                enabled: root.now.busy === "" && (tile.modelData === "devices" || tile.modelData === "roll_back" || root.now.may.includes(tile.modelData))
                name: CornerTexts.task(tile.modelData)
                hint: tile.enabled ? CornerTexts.taskHint(tile.modelData, root.now) : CornerTexts.notYours(root.now.busy)
                onClicked: {
                    switch (tile.modelData) {
                    case "check_daily":
                        root.corner.begin("check");
                        break;
                    case "calibrate":
                        root.corner.begin("calibrate");
                        break;
                    case "roll_back":
                        root.corner.go("calibrations");
                        break;
                    default:
                        root.corner.go(tile.modelData);
                    }
                }
            }
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick

// A drawing on its disc.
Rectangle {
    id: root

    property string name
    property color ink: Theme.water
    property color tint: Theme.card
    property real size: Theme.touch

    implicitWidth: root.size
    implicitHeight: root.size
    radius: root.width / 2
    color: Theme.waterTint

    Icon {
        anchors.centerIn: parent
        name: root.name
        ink: root.ink
        tint: root.tint
        size: Math.round(root.width * 0.72)
    }
}

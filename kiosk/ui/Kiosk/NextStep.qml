pragma ComponentBehavior: Bound

import QtQuick

// One line with its picture: a reason, or what comes next.
Row {
    id: root

    property string drawing: "arrow"
    property alias text: words.text
    property bool strong: false

    spacing: Theme.gap * 0.75

    Icon {
        id: picture

        anchors.verticalCenter: parent.verticalCenter
        name: root.drawing
        ink: Theme.water
        tint: Theme.waterTint
        size: Math.round(Theme.body * 1.4)
    }

    Words {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        width: root.width - picture.width - root.spacing
        size: root.strong ? Theme.body : Theme.label
        strong: root.strong
    }
}

pragma ComponentBehavior: Bound

import QtQuick

// Whose door this is.
Row {
    id: root

    required property string name
    property color ink: Theme.ink

    visible: root.name !== ""
    spacing: Theme.gapSmall

    Flower {
        anchors.verticalCenter: parent.verticalCenter
        size: Math.round(Theme.label * 1.5)
    }

    Words {
        objectName: "siteName"
        anchors.verticalCenter: parent.verticalCenter
        width: root.width - x
        text: root.name
        color: root.ink
        size: Theme.label
        strong: true
    }
}

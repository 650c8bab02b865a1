pragma ComponentBehavior: Bound

import QtQuick

// Whose door this is.
Row {
    id: root

    required property string name
    property string logo
    property color ink: Theme.ink

    visible: root.name !== "" || root.logo !== ""
    spacing: Theme.gapSmall

    Flower {
        anchors.verticalCenter: parent.verticalCenter
        visible: root.logo === ""
        size: Math.round(Theme.label * 1.5)
    }

    Image {
        objectName: "logo"
        anchors.verticalCenter: parent.verticalCenter
        visible: root.logo !== ""
        height: Math.round(Theme.label * 1.9)
        width: Math.min(implicitWidth * height / Math.max(1, implicitHeight), root.width * 0.3)
        fillMode: Image.PreserveAspectFit
        mipmap: true
        source: root.logo

        Accessible.role: Accessible.Graphic
        Accessible.name: root.name
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

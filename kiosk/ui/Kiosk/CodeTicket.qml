pragma ComponentBehavior: Bound

import QtQuick

// The short code a visitor takes along, as large as a queue number.
Rectangle {
    id: root

    required property string code

    implicitHeight: Math.round(Theme.unit * (Theme.portrait ? 180 : 112))
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.line
    border.color: Theme.water

    Accessible.role: Accessible.StaticText
    Accessible.name: label.text + " " + root.code

    Words {
        id: label

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap * 1.4
        anchors.verticalCenter: parent.verticalCenter
        width: root.width * 0.42
        text: Texts.yourCode()
        size: Theme.title * 0.72
        strong: true
        color: Theme.water
    }

    Words {
        objectName: "code"
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap * 1.6
        anchors.verticalCenter: parent.verticalCenter
        text: root.code
        size: root.height * 0.72
        strong: true
        lineHeight: 1.0
        wrapMode: Text.NoWrap
        font.letterSpacing: Theme.unit * 6
    }
}

pragma ComponentBehavior: Bound

import QtQuick

// One of the three things that happen here.
Rectangle {
    id: root

    required property string drawing
    required property string title
    required property string text
    readonly property bool low: root.height < Theme.body * 1.4 + Theme.label * 2.4 + Theme.gapSmall

    radius: Theme.radius
    color: Theme.card
    border.width: Theme.line / 2
    border.color: Theme.stone

    RoundIcon {
        id: picture

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        name: root.drawing
        size: Math.round(Math.min(root.height - 2 * Theme.gapSmall, Theme.unit * (Theme.portrait ? 190 : 120)))
    }

    Column {
        anchors.left: picture.right
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        spacing: Theme.gapSmall / 2

        Words {
            width: parent.width
            text: root.title
            size: Theme.body * 1.06
            lineHeight: 1.0
            strong: true
            color: Theme.water
        }

        Words {
            width: parent.width
            text: root.low ? root.text.split("\n")[0] : root.text
            size: Theme.label
            lineHeight: 1.0
        }
    }
}

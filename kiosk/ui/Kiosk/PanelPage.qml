pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// What a visitor opens beside the passage: a head that says what it is, and controls that keep low when asked.
Rectangle {
    id: root

    required property DeskViewModel desk
    required property string drawing
    required property string title
    property string hint
    property real headWidth: root.width - 2 * Theme.margin
    default property alias content: body.data
    readonly property bool portrait: Theme.portrait
    readonly property real bodyTop: head.y + head.height + Theme.gap
    // The lower half of the window ends at the bar.
    readonly property real reach: root.desk.lower ? Theme.windowHeight / 2 - Theme.bar : root.height * (root.portrait ? 0.58 : 0.62)

    color: Theme.paper

    Accessible.role: Accessible.Dialog
    Accessible.name: root.title

    MouseArea {
        anchors.fill: parent
        onPressed: root.desk.stay()
    }

    WeaveBand {
        id: cloth

        anchors.left: parent.left
        anchors.right: parent.right
    }

    Row {
        id: head

        x: Theme.margin
        y: cloth.height + Theme.gap
        width: root.headWidth
        spacing: Theme.gap

        RoundIcon {
            id: picture

            name: root.drawing
            size: Math.round(Theme.unit * (root.portrait ? 170 : 104))
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: head.width - picture.width - head.spacing
            spacing: Theme.gapSmall / 2

            Words {
                objectName: "panelTitle"
                width: parent.width
                text: root.title
                size: Theme.title * 0.86
                strong: true
                lineHeight: 1.0
                color: Theme.water
            }

            Words {
                objectName: "panelHint"
                width: parent.width
                visible: text !== ""
                text: root.hint
                size: Theme.label
                lineHeight: 1.0
            }
        }
    }

    Item {
        id: body

        anchors.fill: parent
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// What is typed, under its name; the one that keys go to has a thick edge and a cursor.
T.AbstractButton {
    id: root

    property string name
    property string value
    property string unit
    property bool here: false

    implicitHeight: Math.max(64, Math.round(Theme.work * 3.1))
    Accessible.name: root.name + ": " + root.value

    contentItem: Item {
        Words {
            id: label

            x: Theme.gapSmall
            y: Math.round(root.height * 0.06)
            width: parent.width - 2 * x
            height: root.height * 0.38
            text: root.name
            size: Theme.work * 0.8
            fontSizeMode: Text.Fit
            minimumPixelSize: 12
            lineHeight: 1.0
            verticalAlignment: Text.AlignVCenter
            color: Theme.softInk
        }

        Row {
            x: Theme.gapSmall
            y: root.height * 0.44
            width: parent.width - 2 * x
            height: root.height * 0.5
            spacing: Math.round(Theme.gapSmall / 2)

            Words {
                width: Math.min(implicitWidth, parent.width - measure.width - 2 * parent.spacing - 4)
                height: parent.height
                visible: text !== ""
                text: root.value
                size: Theme.work * 1.15
                fontSizeMode: Text.Fit
                minimumPixelSize: 12
                strong: true
                lineHeight: 1.0
                wrapMode: Text.NoWrap
                verticalAlignment: Text.AlignVCenter
            }

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: Math.max(2, Theme.line)
                height: parent.height * 0.8
                visible: root.here
                color: Theme.water
            }

            Words {
                id: measure

                height: parent.height
                visible: text !== ""
                text: root.unit
                size: Theme.work
                wrapMode: Text.NoWrap
                verticalAlignment: Text.AlignVCenter
                color: Theme.softInk
            }
        }
    }

    background: Rectangle {
        radius: Theme.radius / 3
        color: root.here ? Theme.waterTint : Theme.card
        border.width: root.here ? Theme.line * 1.6 : Theme.line / 2
        border.color: Theme.water
    }
}

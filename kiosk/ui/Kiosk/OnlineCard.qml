pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Backend

// After an answer that is not "come in": what can be done without waiting. The whole card opens all of it.
T.AbstractButton {
    id: root

    required property DeskViewModel desk
    readonly property var service: root.desk.services[0] ?? null
    readonly property real pad: Theme.gapSmall

    text: PanelTexts.onlineInstead()
    Accessible.name: root.text
    onClicked: root.desk.open("services")

    contentItem: Item {
        QrSquare {
            id: qr

            x: root.pad
            y: root.pad
            width: Math.round(root.height - 2 * root.pad)
            height: width
            text: root.service?.address ?? ""
        }

        Column {
            anchors.left: qr.right
            anchors.right: more.left
            anchors.leftMargin: Theme.gap * 0.7
            anchors.rightMargin: Theme.gapSmall
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gapSmall / 2

            Words {
                width: parent.width
                text: root.text
                size: Theme.step
                strong: true
                lineHeight: 1.0
                color: Theme.water
            }

            Words {
                width: parent.width
                text: root.service?.title ?? ""
                size: Theme.step * 0.9
                lineHeight: 1.0
            }

            Words {
                width: parent.width
                text: root.service?.shortAddress ?? ""
                size: Theme.step * 0.9
                strong: true
                lineHeight: 1.0
                wrapMode: Text.WrapAnywhere
            }
        }

        Icon {
            id: more

            anchors.right: parent.right
            anchors.rightMargin: Theme.gapSmall
            anchors.verticalCenter: parent.verticalCenter
            name: "arrow"
            ink: Theme.water
            size: Math.round(Theme.step * 1.3)
        }
    }

    background: Rectangle {
        radius: Theme.radius * 0.8
        color: root.pressed ? Theme.waterTint : Theme.card
        border.width: root.visualFocus ? Theme.line * 1.6 : Theme.line / 2
        border.color: root.visualFocus ? Theme.gold : Theme.water
    }
}

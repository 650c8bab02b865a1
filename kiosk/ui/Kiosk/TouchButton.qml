pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// Big enough for any finger; `quiet` is outlined, otherwise filled; `chosen` is ticked.
T.AbstractButton {
    id: root

    property string drawing
    property bool quiet: false
    property bool chosen: false
    property real size: Theme.label
    readonly property color ink: root.quiet ? Theme.water : Theme.waterInk

    implicitWidth: Math.max(Theme.touch, contentItem.implicitWidth + leftPadding + rightPadding)
    implicitHeight: Theme.touch
    leftPadding: Math.round(Theme.gap * 1.1)
    rightPadding: leftPadding
    Accessible.name: root.text
    Accessible.checkable: root.quiet
    Accessible.checked: root.chosen

    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight

        Row {
            id: row

            anchors.centerIn: parent
            scale: Math.min(1, root.availableWidth / Math.max(1, row.implicitWidth))
            spacing: Theme.gapSmall

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: name !== ""
                name: root.chosen ? "check" : root.drawing
                ink: root.ink
                tint: root.quiet ? Theme.card : Theme.water
                size: Math.round(root.size * (root.quiet ? 1 : 1.5))
            }

            Words {
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                color: root.ink
                size: root.size
                strong: true
                wrapMode: Text.NoWrap
            }
        }
    }

    background: Rectangle {
        radius: Math.min(root.height / 2, Theme.radius)
        color: root.quiet ? (root.pressed || root.chosen ? Theme.waterTint : Theme.card) : (root.pressed ? Theme.waterPressed : Theme.water)
        border.width: root.visualFocus || root.chosen ? Theme.line * 1.6 : Theme.line / 2
        border.color: root.visualFocus ? Theme.gold : Theme.water
    }
}

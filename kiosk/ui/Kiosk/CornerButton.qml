pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// A touch for gloved fingers. `main` is what comes next; one that cannot be used now says so by looking flat.
T.AbstractButton {
    id: root

    property bool main: false
    property bool chosen: false
    property string drawing
    property real size: Theme.work
    readonly property color ink: !root.enabled ? Theme.stoneInk : root.main ? Theme.waterInk : Theme.water
    readonly property real air: Math.round(Theme.gap * 0.7)

    implicitWidth: Math.max(Theme.touch, Math.ceil(words.implicitWidth + (picture.visible ? picture.width + Theme.gapSmall : 0)) + 2 * root.air)
    implicitHeight: Theme.touch
    Accessible.name: root.text
    Accessible.checkable: root.checkable
    Accessible.checked: root.chosen

    contentItem: Item {
        Icon {
            id: picture

            x: root.text === "" ? (parent.width - width) / 2 : root.air
            anchors.verticalCenter: parent.verticalCenter
            visible: root.drawing !== ""
            name: root.drawing
            ink: root.ink
            tint: root.main ? Theme.water : Theme.card
            size: Math.round(root.size * 1.5)
        }

        Words {
            id: words

            readonly property real start: picture.visible ? picture.x + picture.width + Theme.gapSmall : root.air

            x: start
            width: parent.width - start - root.air
            height: parent.height
            visible: root.text !== ""
            text: root.text
            color: root.ink
            size: root.size
            strong: true
            lineHeight: 1.0
            fontSizeMode: Text.Fit
            minimumPixelSize: Math.max(14, Math.round(root.size * 0.7))
            horizontalAlignment: picture.visible ? Text.AlignLeft : Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }
    }

    background: Rectangle {
        radius: Math.min(root.height / 2, Theme.radius * 0.7)
        color: !root.enabled ? Theme.stone : root.main ? (root.pressed ? Theme.waterPressed : Theme.water) : (root.pressed || root.chosen ? Theme.waterTint : Theme.card)
        border.width: !root.enabled ? 0 : root.visualFocus || root.chosen ? Theme.line * 1.6 : Theme.line / 2
        border.color: root.visualFocus ? Theme.gold : Theme.water
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// A way on: its name, and what one finds there.
T.AbstractButton {
    id: root

    property string name
    property string hint
    property bool chosen: false
    readonly property color ink: root.enabled ? Theme.water : Theme.stoneInk

    Accessible.name: root.name + ". " + root.hint
    Accessible.checked: root.chosen

    contentItem: Item {
        Words {
            id: title

            x: Theme.gap * 0.7
            y: Math.max(2, (parent.height - height - hints.height) / 2)
            width: parent.width - 2 * x
            text: root.name
            size: Theme.work * 1.08
            strong: true
            lineHeight: 1.0
            color: root.ink
        }

        Words {
            id: hints

            x: title.x
            y: title.y + title.height
            width: title.width
            height: Math.min(implicitHeight, parent.height - title.height - 4)
            text: root.hint
            size: Theme.work * 0.86
            fontSizeMode: Text.Fit
            minimumPixelSize: 13
            lineHeight: 1.0
            color: root.enabled ? Theme.softInk : Theme.stoneInk
        }
    }

    background: Rectangle {
        radius: Theme.radius / 2
        color: !root.enabled ? Theme.stone : root.pressed || root.chosen ? Theme.waterTint : Theme.card
        border.width: !root.enabled ? 0 : root.chosen || root.visualFocus ? Theme.line * 1.6 : Theme.line / 2
        border.color: root.visualFocus ? Theme.gold : Theme.water
    }
}

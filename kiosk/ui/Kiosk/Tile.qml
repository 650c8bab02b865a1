pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// A touch with a picture and a word: beside each other, or stacked where there is height. Its place sets its size.
T.AbstractButton {
    id: root

    property string drawing
    property bool chosen: false
    property bool strong: true
    property real size: Theme.step
    property bool beside: false
    readonly property bool stacked: root.text === "" || (!root.beside && root.height > root.size * 3.6)
    readonly property real air: Theme.gapSmall

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch
    Accessible.name: root.text
    Accessible.checkable: root.checkable
    Accessible.checked: root.chosen

    contentItem: Item {
        TextMetrics {
            id: oneLine

            font: words.font
            text: root.text
        }

        Icon {
            id: picture

            // Beside a word that fits into one line both stand in the middle.
            x: root.stacked ? (parent.width - width) / 2 : Math.max(root.air * 0.6, (parent.width - width - root.air * 0.8 - oneLine.advanceWidth) / 2)
            y: root.text === "" ? (parent.height - height) / 2 : root.stacked ? Math.max(root.air, (parent.height - height - 1.3 * root.size - root.air) / 2) : (parent.height - height) / 2
            visible: root.drawing !== ""
            name: root.chosen && root.text !== "" && !root.stacked ? "check" : root.drawing
            ink: Theme.water
            tint: root.chosen ? Theme.card : Theme.waterTint
            size: Math.round(root.text === "" ? Math.min(root.width, root.height) * 0.56 : root.stacked ? Math.min(root.width * 0.6, root.height - 1.3 * root.size - 3 * root.air) : Math.min(root.height * 0.5, root.width * 0.24))
        }

        Words {
            id: words

            readonly property real start: picture.visible && !root.stacked ? picture.x + picture.width + root.air * 0.8 : root.air * 0.6

            x: start
            y: root.stacked && picture.visible ? picture.y + picture.height + root.air / 2 : (parent.height - height) / 2
            width: parent.width - start - root.air * 0.6
            height: Math.min(implicitHeight, (root.stacked && picture.visible ? 1.3 : 2.3) * root.size)
            visible: root.text !== ""
            text: root.text
            color: Theme.water
            size: root.size
            strong: root.strong
            lineHeight: 1.0
            fontSizeMode: Text.Fit
            minimumPixelSize: Math.max(12, Math.round(root.size * 0.7))
            horizontalAlignment: root.stacked || !picture.visible ? Text.AlignHCenter : Text.AlignLeft
            verticalAlignment: Text.AlignVCenter
        }
    }

    background: Rectangle {
        radius: Math.min(Math.min(root.width, root.height) / 2, Theme.radius * 0.8)
        color: root.pressed || root.chosen ? Theme.waterTint : Theme.card
        border.width: root.visualFocus || root.chosen ? Theme.line * 1.6 : Theme.line / 2
        border.color: root.visualFocus ? Theme.gold : Theme.water
    }
}

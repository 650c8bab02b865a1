pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// "I have a code": two large places, and keys.
PanelPage {
    id: root

    required property ScreenViewModel view
    readonly property bool flat: root.desk.lower && !root.portrait
    readonly property bool beside: !root.portrait && !root.flat
    readonly property string answer: root.desk.sent === "" ? "" : root.view.codeAnswer

    readonly property real side: Math.round(root.portrait ? Theme.unit * 230 : root.flat ? Math.min(Theme.unit * 130, root.height - root.reach - 3 * Theme.gap) : Theme.unit * 170)

    drawing: "code"
    title: Texts.helper("code")
    hint: PanelTexts.codeHint(root.desk.sent !== "", root.answer)
    headWidth: root.portrait ? root.width - 2 * Theme.margin : root.flat ? root.width - 2 * Theme.margin - root.side * 2 - Theme.gap : (root.width - 3 * Theme.margin) * (root.desk.letters ? 0.4 : 0.5)

    Row {
        id: places

        x: root.portrait ? (root.width - width) / 2 : root.flat ? root.width - Theme.margin - width : Theme.margin + (root.headWidth - width) / 2
        y: root.flat ? Theme.gap * 2 : root.bodyTop + (root.portrait ? (keys.y - root.bodyTop - height) / 2 : Theme.gap)
        spacing: Theme.gap

        Accessible.role: Accessible.StaticText
        Accessible.name: Texts.yourCode() + " " + root.desk.typed

        Repeater {
            model: 2

            Rectangle {
                id: place

                required property int index
                readonly property bool here: root.desk.typed.length === place.index

                width: root.side * 0.86
                height: root.side
                radius: Theme.radius
                color: root.answer === "accepted" ? Theme.admitTint : Theme.card
                border.width: place.here ? Theme.line * 2 : Theme.line
                border.color: place.here ? Theme.gold : Theme.water

                Words {
                    objectName: "typed" + place.index
                    anchors.centerIn: parent
                    text: root.desk.typed.charAt(place.index)
                    size: root.side * 0.66
                    strong: true
                    lineHeight: 1.0
                    color: root.answer === "accepted" ? Theme.admit : Theme.ink
                }
            }
        }
    }

    Keypad {
        id: keys

        objectName: "keypad"
        desk: root.desk
        flat: root.flat
        x: root.flat ? Theme.gapSmall : root.portrait ? Theme.margin : root.headWidth + 2 * Theme.margin
        y: root.height - height
        width: (root.flat ? root.width - Theme.gapSmall : root.width - Theme.margin) - x
        height: root.beside ? root.height - Theme.gap * 2 : root.reach
    }
}

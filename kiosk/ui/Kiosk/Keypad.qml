pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// Digits, or the letters that codes are made of: as large as their place allows.
Grid {
    id: root

    required property DeskViewModel desk
    required property bool flat
    readonly property var digits: root.flat ? ["1", "2", "3", "4", "5", "back", "6", "7", "8", "9", "0", "letters"] : ["1", "2", "3", "4", "5", "6", "7", "8", "9", "letters", "0", "back"]
    readonly property var keys: root.desk.letters ? [..."ABCDEFHJKLMNPRTUVWXY".split(""), "digits", "back"] : root.digits
    readonly property int wanted: root.desk.letters ? (root.flat ? 11 : Theme.portrait ? 5 : 6) : (root.flat ? 6 : 3)
    readonly property int lines: Math.ceil(root.keys.length / root.wanted)
    readonly property real cellWidth: (root.width - (root.wanted - 1) * root.spacing) / root.wanted
    readonly property real cellHeight: Math.min((root.height - (root.lines - 1) * root.spacing) / root.lines, Math.max(64, root.cellWidth * 0.9))

    columns: root.wanted
    spacing: Math.max(4, Theme.gapSmall)
    topPadding: root.height - root.lines * root.cellHeight - (root.lines - 1) * root.spacing

    Repeater {
        model: root.keys

        Tile {
            id: key

            required property string modelData
            readonly property bool word: key.modelData === "letters" || key.modelData === "digits"

            objectName: "key_" + key.modelData
            width: root.cellWidth
            height: root.cellHeight
            drawing: key.modelData === "back" ? "backspace" : ""
            text: key.modelData === "back" ? "" : key.modelData === "letters" ? "A-Z" : key.modelData === "digits" ? "1-9" : key.modelData
            size: Math.min(key.height, key.width) * (key.word ? 0.3 : 0.46)
            Accessible.name: key.modelData === "back" ? Texts.helper("erase") : key.text
            onClicked: root.desk.press(key.modelData)
        }
    }
}

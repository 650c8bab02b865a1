pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// Digits, digits with a decimal sign, or a whole keyboard, as large as its place allows.
Item {
    id: root

    required property CornerViewModel corner
    // digits, figures or text
    property string mode: "digits"
    property bool letters: true
    readonly property bool roomy: root.height >= 4 * 64 + 3 * root.gap
    readonly property real gap: Math.max(4, Theme.gapSmall * 0.7)
    readonly property int columns: root.mode === "text" ? 10 : 3
    readonly property var keys: {
        if (root.mode !== "text")
            return ["1", "2", "3", "4", "5", "6", "7", "8", "9", root.mode === "figures" ? "point" : "clear", "0", "back"];
        const last = ["-", "/", "back"];
        if (root.roomy)
            return [..."1234567890QWERTYUIOPASDFGHJKL.ZXCVBNM".split(""), ...last];
        return root.letters ? [..."QWERTYUIOPASDFGHJKL".split(""), "-", ..."ZXCVBNM".split(""), ".", "digits", "back"] : [..."1234567890".split(""), ..."-./_:+()#".split(""), "space", ...Array(8).fill(""), "letters", "back"];
    }
    readonly property int rows: Math.ceil(root.keys.length / root.columns)
    readonly property real keyWidth: (root.width - (root.columns - 1) * root.gap) / root.columns
    readonly property real keyHeight: Math.min((root.height - (root.rows - 1) * root.gap) / root.rows, Math.max(64, root.mode === "text" ? root.keyWidth * 1.1 : root.keyWidth * 0.8))
    readonly property real above: root.height - root.rows * root.keyHeight - (root.rows - 1) * root.gap

    Repeater {
        model: root.keys

        CornerButton {
            id: key

            required property string modelData
            required property int index

            objectName: "pad_" + key.modelData
            visible: key.modelData !== ""
            x: (key.index % root.columns) * (root.keyWidth + root.gap)
            y: root.above + Math.floor(key.index / root.columns) * (root.keyHeight + root.gap)
            width: root.keyWidth
            height: root.keyHeight
            drawing: key.modelData === "back" ? "backspace" : ""
            text: CornerTexts.key(key.modelData)
            size: Math.min(root.keyHeight * 0.46, Theme.title, key.text.length > 1 ? root.keyWidth * 0.26 : root.keyWidth)
            Accessible.name: CornerTexts.keyName(key.modelData)
            onClicked: {
                if (key.modelData === "letters" || key.modelData === "digits")
                    root.letters = key.modelData === "letters";
                else
                    root.corner.press(key.modelData === "space" ? " " : key.modelData);
            }
        }
    }
}

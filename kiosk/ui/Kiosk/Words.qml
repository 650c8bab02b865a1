pragma ComponentBehavior: Bound

import QtQuick

// Text in the house's type. It wraps, and is never cut.
Text {
    id: root

    property real size: Theme.body
    property bool strong: false

    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Math.round(root.size)
    font.bold: root.strong
    lineHeight: 1.08
    textFormat: Text.PlainText
    wrapMode: Text.WordWrap
}

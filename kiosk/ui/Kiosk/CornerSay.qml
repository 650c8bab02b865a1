pragma ComponentBehavior: Bound

import QtQuick

// A page that is mostly a sentence: its picture, what it is, and what that means.
Row {
    id: root

    property string drawing
    property string said
    property string more

    spacing: Theme.gap

    RoundIcon {
        id: picture

        name: root.drawing
        size: Math.round(Theme.work * (Theme.portrait ? 5 : 4))
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: root.width - picture.width - root.spacing
        spacing: Theme.gapSmall

        Words {
            objectName: "said"
            width: parent.width
            text: root.said
            size: Theme.work * 1.12
            strong: root.more !== ""
        }

        Words {
            width: parent.width
            visible: text !== ""
            text: root.more
            size: Theme.work
        }
    }
}

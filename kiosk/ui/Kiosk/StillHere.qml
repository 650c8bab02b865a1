pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// Before anything closes by itself: one question, and the whole screen is the answer.
Rectangle {
    id: root

    required property DeskViewModel desk

    color: Qt.alpha(Theme.paper, 0.94)

    Accessible.role: Accessible.AlertMessage
    Accessible.name: question.text + " " + answer.text

    MouseArea {
        objectName: "stay"
        anchors.fill: parent
        onPressed: root.desk.stay()

        Accessible.role: Accessible.Button
        Accessible.name: answer.text
        Accessible.onPressAction: root.desk.stay()
    }

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        spacing: Theme.gap

        RoundIcon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "wait"
            size: Math.round(Theme.unit * (Theme.portrait ? 260 : 130))
        }

        Words {
            id: question

            objectName: "stillHere"
            width: parent.width
            text: PanelTexts.stillHere()
            size: Theme.title
            strong: true
            color: Theme.water
            horizontalAlignment: Text.AlignHCenter
        }

        Words {
            id: answer

            width: parent.width
            text: PanelTexts.touchToStay()
            size: Theme.body
            horizontalAlignment: Text.AlignHCenter
        }
    }
}

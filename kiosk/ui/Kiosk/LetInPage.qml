pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// An officer let somebody in: their code, and the door.
Rectangle {
    id: root

    required property ScreenViewModel view
    readonly property bool portrait: Theme.portrait

    color: Theme.admit

    Accessible.role: Accessible.AlertMessage
    Accessible.name: headline.text

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        spacing: Theme.gap

        RoundIcon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "come_in"
            color: Theme.admitTint
            ink: Theme.admit
            tint: "#FFFFFF"
            size: Math.round(Math.max(20, Math.min(Theme.unit * (root.portrait ? 420 : 170), root.height - code.height - headline.height - door.height - 5 * Theme.gap)))
        }

        Words {
            id: code

            objectName: "letInCode"
            width: parent.width
            text: root.view.letIn
            size: Theme.display * (root.portrait ? 2.2 : 1.7)
            strong: true
            lineHeight: 1.0
            color: Theme.admitInk
            horizontalAlignment: Text.AlignHCenter
        }

        Words {
            id: headline

            objectName: "letInHeadline"
            width: parent.width
            text: Texts.letIn(root.view.letIn)
            size: Theme.title
            strong: true
            lineHeight: 1.0
            color: Theme.admitInk
            horizontalAlignment: Text.AlignHCenter
        }

        Words {
            id: door

            width: parent.width
            text: AnswerTexts.nextStep("come_in", true, root.view.doorOpen, false)
            size: Theme.body
            color: Theme.admitInk
            horizontalAlignment: Text.AlignHCenter
        }
    }
}

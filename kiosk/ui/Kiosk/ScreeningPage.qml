pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// Somebody is here: guide, measure, decide, in one arrangement that never jumps.
Item {
    id: root

    required property ScreenViewModel view
    required property PreviewFeed feed
    readonly property bool portrait: Theme.portrait
    readonly property real side: root.portrait ? root.width - 2 * Theme.margin : (root.width - 3 * Theme.margin) * 0.5

    WeaveBand {
        id: cloth

        anchors.left: parent.left
        anchors.right: parent.right
    }

    GuidanceLine {
        id: guidance

        x: root.portrait ? Theme.margin : root.width - Theme.margin - width
        y: cloth.height + Theme.gap
        width: root.side
        height: root.portrait ? Math.round(Theme.unit * 280) : steps.y - y - Theme.gap
        phase: root.view.phase
        guidance: root.view.guidance
    }

    PreviewPane {
        x: Theme.margin
        y: root.portrait ? guidance.y + guidance.height + Theme.gap : guidance.y
        width: root.side
        height: (root.portrait ? steps.y - Theme.gap : root.height) - y
        view: root.view
        feed: root.feed
    }

    StepCards {
        id: steps

        x: guidance.x
        y: touch.y - Theme.gap - height
        width: root.side
        height: Math.round(Theme.unit * (root.portrait ? 270 : 168))
        view: root.view
    }

    Item {
        id: touch

        x: guidance.x
        y: root.height - height
        width: root.side
        height: Theme.touch

        TouchButton {
            objectName: "confirmHands"
            anchors.fill: parent
            visible: root.view.handsTouch
            text: qsTr("My hands are clean")
            drawing: "check"
            size: Theme.body
            onClicked: root.view.confirmHands()
        }

        Words {
            anchors.fill: parent
            visible: !root.view.handsTouch
            text: qsTr("You need not touch anything.") + "\n" + Texts.welcome("privacy")
            size: Theme.step
            lineHeight: 1.0
            color: Theme.softInk
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }
    }
}

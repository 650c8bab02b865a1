pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// The answer, why, and the next step.
Item {
    id: root

    required property ScreenViewModel view
    required property DeskViewModel desk
    readonly property bool portrait: Theme.portrait
    // Above what the touches below need, and in the lower half where controls are asked to keep there.
    readonly property real room: Theme.windowHeight / 2 - Theme.bar - touches.height - 2 * Theme.gap
    readonly property bool fits: !root.desk.lower || root.portrait || root.room >= Theme.unit * 120
    readonly property bool online: root.view.outcome !== "admit" && root.desk.services.length > 0 && root.fits

    AnswerPanel {
        id: panel

        width: root.portrait ? root.width : Math.round(root.width * (Theme.compact ? 0.54 : 0.5))
        height: root.portrait ? steps.y - words.height - cloth.height - 2 * Theme.gap : root.height
        view: root.view
    }

    WeaveBand {
        id: cloth

        x: root.portrait ? 0 : panel.width
        y: root.portrait ? panel.height : 0
        width: root.width - x
    }

    Column {
        id: words

        x: root.portrait ? Theme.margin : panel.width + (Theme.compact ? Theme.gap : Theme.margin)
        width: root.width - Theme.margin - x
        y: cloth.y + cloth.height + (root.portrait ? Theme.gap : (steps.y - cloth.y - cloth.height - height) / 2)
        spacing: Theme.compact ? Theme.gapSmall : Theme.gap

        // As large as what is said below leaves it.
        RoundIcon {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: !root.portrait && root.view.advice === "come_in" && size >= Theme.unit * 90
            name: "come_in"
            size: Math.round(Math.min(Theme.unit * 180, steps.y - cloth.height - said.height - words.spacing - 2 * Theme.gap))
        }

        Column {
            id: said

            width: parent.width
            spacing: words.spacing

            CodeTicket {
                width: parent.width
                visible: root.view.code !== ""
                code: root.view.code
            }

            NextStep {
                objectName: "nextStep"
                width: parent.width
                drawing: root.view.advice === "come_in" && root.portrait ? "come_in" : "arrow"
                text: AnswerTexts.nextStep(root.view.advice, root.view.code !== "", root.view.doorOpen, root.view.staysLocked)
                strong: true
            }

            Repeater {
                model: root.view.reasons

                NextStep {
                    required property string modelData

                    width: words.width
                    drawing: "dot"
                    text: AnswerTexts.reason(modelData, root.view.outcome)
                }
            }

            NextStep {
                objectName: "skin"
                width: parent.width
                visible: root.view.showsSkin
                drawing: "temperature"
                text: {
                    const local = Qt.locale(root.view.language);
                    const skin = Number(root.view.skinC).toLocaleString(local, "f", 1);
                    const spread = Number(root.view.uncertaintyC).toLocaleString(local, "f", 1);
                    return root.view.uncertaintyC > 0 ? qsTr("Skin temperature %1 °C, give or take\u00a0%2").arg(skin).arg(spread) : qsTr("Skin temperature %1 °C").arg(skin);
                }
            }
        }
    }

    StepCards {
        id: steps

        x: words.x
        width: words.width
        height: Math.round(Theme.unit * (root.portrait ? (root.online ? 210 : 240) : root.online && root.desk.lower ? Math.min(156, root.room / Theme.unit) : 156))
        y: touches.y - (touches.height > 0 ? Theme.gap : 0) - height
        visible: !root.online
        view: root.view
    }

    OnlineCard {
        objectName: "onlineCard"
        x: words.x
        y: steps.y
        width: words.width
        height: steps.height
        visible: root.online
        desk: root.desk
    }

    Column {
        id: touches

        x: words.x
        y: root.height - height - (root.portrait ? 0 : Theme.gap)
        width: words.width
        spacing: Theme.gapSmall

        TouchButton {
            objectName: "handsAfterAnswer"
            width: parent.width
            visible: root.view.handsTouch
            text: qsTr("My hands are clean")
            drawing: "check"
            size: Theme.body
            onClicked: root.view.confirmHands()
        }

        TouchButton {
            objectName: "measureAgain"
            width: parent.width
            visible: root.view.againTouch && !root.view.handsTouch
            text: qsTr("Measure again")
            drawing: "again"
            size: Theme.body
            onClicked: root.view.askAgain()
        }
    }
}

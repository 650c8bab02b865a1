pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// The answer for everybody from three metres: colour, picture and a few words.
Rectangle {
    id: root

    required property ScreenViewModel view
    readonly property color ink: Theme.toneInk(root.view.outcome)

    color: Theme.tone(root.view.outcome)

    Accessible.role: Accessible.AlertMessage
    Accessible.name: headline.text + ". " + explanation.text

    // The headline at its full size, to know how much room it would take.
    Words {
        id: wished

        width: words.width
        visible: false
        text: headline.text
        size: headline.size
        strong: true
        lineHeight: 1.0
    }

    Column {
        id: words

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: Theme.margin
        spacing: Theme.gap

        AnswerFigure {
            width: parent.width
            height: Math.round(Math.max(44, Math.min(root.height * 0.36, root.height - 3 * Theme.gap - headline.height - explanation.height - Theme.gap)))
            scale: root.visible ? 1 : 0.6
            advice: root.view.advice
            wrongWay: root.view.wrongWay
            ink: root.view.outcome === "admit" ? root.color : root.ink
            tint: Theme.tint(root.view.outcome)

            Behavior on scale {
                enabled: Theme.motion && root.visible

                NumberAnimation {
                    duration: Theme.calm
                    easing.type: Easing.OutCubic
                }
            }
        }

        Words {
            id: headline

            objectName: "headline"
            width: parent.width
            text: AnswerTexts.headline(root.view.advice)
            color: root.ink
            height: Math.min(wished.height, Math.round(Theme.display * 1.2 * (Theme.portrait ? 2 : 3)), Math.round(root.height * 0.5))
            size: Theme.display
            strong: true
            lineHeight: 1.0
            fontSizeMode: Text.Fit
            minimumPixelSize: Math.round(Theme.display * 0.6)
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }

        Words {
            id: explanation

            objectName: "explanation"
            width: parent.width
            text: AnswerTexts.explain(root.view.advice)
            color: root.ink
            size: Theme.body
            horizontalAlignment: Text.AlignHCenter
        }
    }
}

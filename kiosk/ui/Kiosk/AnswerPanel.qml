pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// The answer for everybody from three metres: colour, picture and a few words.
Rectangle {
    id: root

    required property ScreenViewModel view
    readonly property color ink: Theme.toneInk(root.view.outcome)
    readonly property real gap: Theme.compact ? Theme.gapSmall : Theme.gap
    // What the headline may take of the height at most.
    readonly property real most: Theme.compact ? Math.max(Theme.answerLeast * 3.4, root.height - explanation.height - Theme.unit * 124 - 4 * root.gap) : Math.min(Theme.display * 1.2 * (Theme.portrait ? 2 : 3), root.height * 0.5)

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
        lineHeight: headline.lineHeight
    }

    Column {
        id: words

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: Theme.compact ? Theme.gapSmall * 1.5 : Theme.margin
        spacing: root.gap

        AnswerFigure {
            width: parent.width
            height: Math.round(Math.max(44, Math.min(root.height * 0.36, root.height - 4 * root.gap - headline.height - explanation.height)))
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
            height: Math.min(wished.height, Math.round(root.most))
            size: Theme.answer
            strong: true
            lineHeight: Theme.compact ? 0.92 : 1.0
            fontSizeMode: Text.Fit
            minimumPixelSize: Theme.answerLeast
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

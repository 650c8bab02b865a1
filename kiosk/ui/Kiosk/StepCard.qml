pragma ComponentBehavior: Bound

import QtQuick

// How far one of the three checks is: picture, badge and words.
Rectangle {
    id: root

    required property string step
    required property string progress
    readonly property bool idle: root.progress === "not_needed"

    radius: Theme.radius * 0.8
    color: root.progress === "problem" ? Theme.problemTint : Theme.card
    border.width: Theme.line / 2
    border.color: root.progress === "problem" ? Theme.problem : Theme.stone

    Accessible.role: Accessible.StaticText
    Accessible.name: title.text + ": " + word.text

    RoundIcon {
        id: picture

        x: (root.width - width) / 2
        y: Theme.gapSmall
        name: root.step
        ink: root.idle ? Theme.softInk : Theme.water
        color: root.idle ? Theme.stone : Theme.waterTint
        size: Math.round(root.height - Theme.gapSmall * 2.5 - words.height)
    }

    StepBadge {
        x: picture.x + picture.width - width * 0.7
        y: picture.y + picture.height - height * 0.86
        progress: root.progress
        size: Math.round(picture.width * 0.44)
    }

    Column {
        id: words

        x: Theme.gapSmall / 2
        y: root.height - height - Theme.gapSmall
        width: root.width - 2 * x

        Words {
            id: title

            width: parent.width
            text: Texts.stepName(root.step)
            size: Theme.step
            strong: true
            horizontalAlignment: Text.AlignHCenter
        }

        Words {
            id: word

            objectName: root.step + "State"
            width: parent.width
            text: Texts.stepState(root.step, root.progress)
            size: Theme.step * 0.9
            lineHeight: 1.0
            color: Theme.softInk
            horizontalAlignment: Text.AlignHCenter
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// Every page of the corner: what it is and who is in above, what came of the last touch, and what each button does below.
Rectangle {
    id: root

    required property CornerViewModel corner
    property string title
    property string backText: CornerTexts.button("back")
    property string alsoText
    property string nextText
    property bool alsoEnabled: true
    property bool nextEnabled: true
    // Sentences of this page that are more urgent than what the corner notes.
    property string message: ""
    readonly property bool portrait: Theme.portrait
    readonly property CornerNowModel now: root.corner.now
    readonly property string told: root.message !== "" ? root.message : CornerTexts.told(root.now)
    readonly property bool bad: root.message !== "" || CornerTexts.bad(root.now)
    readonly property bool waiting: root.message === "" && root.now.busy !== ""
    // Where keys take all the height the note stands beside them, or between the buttons.
    property bool noteBeside: false
    property bool noteBelow: false
    readonly property bool beside: root.noteBeside && !root.portrait
    readonly property bool below: root.noteBelow && !root.noteBeside && !root.portrait
    default property alias content: body.data

    signal back
    signal also
    signal next

    color: Theme.paper

    Accessible.role: Accessible.Dialog
    Accessible.name: root.title

    MouseArea {
        anchors.fill: parent
    }

    Rectangle {
        id: head

        width: parent.width
        height: Theme.touch + 2 * Math.round(Theme.gapSmall / 2)
        color: Theme.stone

        Words {
            objectName: "cornerTitle"
            x: Theme.margin
            width: (root.now.who === "" ? time.x : tongue.x) - x - Theme.gap
            height: parent.height * (root.now.who === "" ? 1 : 0.58)
            verticalAlignment: Text.AlignVCenter
            text: root.title
            size: Math.min(Theme.title * 0.7, Theme.work * 1.5)
            fontSizeMode: Text.Fit
            minimumPixelSize: 16
            strong: true
            lineHeight: 1.0
            color: Theme.stoneInk
        }

        Words {
            objectName: "cornerWho"
            x: Theme.margin
            y: parent.height * 0.55
            width: time.x - x - Theme.gap
            height: parent.height * 0.42
            verticalAlignment: Text.AlignVCenter
            visible: root.now.who !== ""
            text: root.now.who + " · " + CornerTexts.role(root.now.role)
            size: Theme.work * 0.86
            fontSizeMode: Text.Fit
            minimumPixelSize: 13
            color: Theme.stoneInk
        }

        Words {
            id: time

            objectName: "cornerTime"
            visible: text !== ""
            x: tongue.x - width - Theme.gap
            y: root.now.who === "" ? 0 : parent.height * 0.55
            height: parent.height * (root.now.who === "" ? 1 : 0.42)
            verticalAlignment: Text.AlignVCenter
            text: root.now.closesInS < 0 ? "" : CornerTexts.closes(root.now.who !== "", root.now.closesInS)
            size: Theme.work * 0.86
            strong: root.now.closesInS >= 0 && root.now.closesInS <= 10
            color: Theme.stoneInk
            wrapMode: Text.NoWrap
            horizontalAlignment: Text.AlignRight
        }

        // The pages for staff are written in these two.
        CornerButton {
            id: tongue

            readonly property string other: root.now.language === "en" ? "id" : "en"

            objectName: "cornerLanguage"
            x: (leave.visible ? leave.x - Theme.gapSmall : parent.width - Theme.margin) - width
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.touch
            text: tongue.other.toUpperCase()
            Accessible.name: Texts.languageName(tongue.other)
            onClicked: root.now.languageAsked(tongue.other)
        }

        CornerButton {
            id: leave

            objectName: "cornerSignOut"
            x: parent.width - width - Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.touch
            visible: root.now.who !== ""
            text: CornerTexts.button("sign_out")
            onClicked: root.corner.signOut()
        }
    }

    Item {
        id: body

        x: Theme.margin
        y: head.height + Math.round(Theme.gap * 0.6)
        width: root.width - 2 * Theme.margin
        height: (note.visible && !root.below && !root.beside ? note.y : foot.y) - y - Math.round(Theme.gap * 0.6)
    }

    Rectangle {
        id: note

        readonly property color ink: root.waiting ? Theme.stoneInk : root.bad ? Theme.problemInk : Theme.doneInk
        readonly property real wide: root.below ? nextButton.x - backButton.width - 2 * Theme.gap : root.beside ? foot.width * 0.43 : foot.width

        x: Theme.margin + (root.below ? backButton.width + Theme.gap : 0)
        y: root.below ? foot.y : foot.y - height - Math.round(Theme.gap * 0.5)
        width: wide
        height: root.below ? foot.height : words.height + Theme.gapSmall
        visible: root.told !== ""
        radius: Theme.radius / 3
        color: root.waiting ? Theme.stone : root.bad ? Theme.problem : Theme.done

        Accessible.role: Accessible.AlertMessage
        Accessible.name: words.text

        Icon {
            id: mark

            x: Theme.gapSmall
            anchors.verticalCenter: parent.verticalCenter
            name: root.waiting ? "wait" : root.bad ? "attention" : "check"
            ink: note.ink
            tint: note.color
            size: Math.round(Theme.work * 1.3)
        }

        Words {
            id: words

            objectName: "cornerNote"
            x: mark.x + mark.width + Theme.gapSmall
            width: parent.width - x - Theme.gapSmall
            y: (parent.height - height) / 2
            height: root.below ? Math.min(implicitHeight, foot.height - 4) : implicitHeight
            text: root.told
            size: Theme.work * (root.below ? 0.86 : 0.92)
            fontSizeMode: root.below ? Text.Fit : Text.FixedSize
            minimumPixelSize: 12
            strong: true
            lineHeight: 1.0
            color: note.ink
        }
    }

    Item {
        id: foot

        readonly property real third: (width - 2 * Theme.gap) / 3
        readonly property real half: root.alsoText === "" ? (width - Theme.gap) * 0.6 : third

        x: Theme.margin
        y: root.height - height - Math.round(Theme.gap * 0.5)
        width: root.width - 2 * Theme.margin
        height: root.backText + root.alsoText + root.nextText === "" ? 0 : Theme.touch

        CornerButton {
            id: backButton

            objectName: "cornerBack"
            width: Math.min(foot.third, Math.max(implicitWidth, foot.third * 0.7))
            height: Theme.touch
            visible: root.backText !== ""
            text: root.backText
            onClicked: root.back()
        }

        CornerButton {
            objectName: "cornerAlso"
            x: (backButton.visible ? backButton.width + Theme.gap : 0)
            width: foot.third
            height: Theme.touch
            visible: root.alsoText !== ""
            enabled: root.alsoEnabled && root.now.busy === ""
            text: root.alsoText
            onClicked: root.also()
        }

        CornerButton {
            id: nextButton

            objectName: "cornerNext"
            x: foot.width - width
            width: Math.min(foot.half, Math.max(implicitWidth, foot.third))
            height: Theme.touch
            visible: root.nextText !== ""
            main: true
            enabled: root.nextEnabled && root.now.busy === ""
            text: root.nextText
            onClicked: root.next()
        }
    }
}

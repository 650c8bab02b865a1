pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// Nobody is here yet: what happens at this door, in three pictures.
Item {
    id: root

    required property ScreenViewModel view
    required property DeskViewModel desk
    readonly property bool portrait: Theme.portrait

    WeaveBand {
        id: cloth

        anchors.left: parent.left
        anchors.right: parent.right
    }

    SiteName {
        id: site

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: cloth.bottom
        anchors.margins: Theme.margin
        anchors.topMargin: Theme.gap
        name: root.view.siteName
        logo: root.desk.logo
    }

    Item {
        id: greeting

        readonly property real needed: Math.max(headline.height, flower.size) + intention.height + privacy.height + 2 * Theme.gapSmall

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.top: site.visible ? site.bottom : cloth.bottom
        anchors.topMargin: Theme.gap
        width: root.portrait ? root.width - 2 * Theme.margin : (root.width - 3 * Theme.margin) * 0.46
        height: root.portrait ? greeting.needed : invitation.y - y - Theme.gap

        Flower {
            id: flower

            x: parent.width - width
            y: (greeting.height - greeting.needed) / 2 + Math.max(0, (headline.height - flower.size) / 2)
            size: Math.round(Theme.unit * (root.portrait ? 270 : 110))
        }

        Words {
            id: headline

            objectName: "welcomeHeadline"
            y: (greeting.height - greeting.needed) / 2 + Math.max(0, (flower.size - headline.height) / 2)
            width: parent.width - flower.size - Theme.gapSmall
            text: Texts.welcome("headline")
            size: Theme.display * (root.portrait ? 0.87 : 0.8)
            strong: true
            lineHeight: 1.0
            color: Theme.water
        }

        Words {
            id: intention

            y: privacy.y - height - Theme.gapSmall
            width: parent.width
            text: Texts.welcome("intention")
            size: Theme.body
        }

        Words {
            id: privacy

            objectName: "privacyNote"
            y: (greeting.height + greeting.needed) / 2 - height
            width: parent.width
            text: Texts.welcome("privacy")
            size: Theme.label
            color: Theme.softInk
        }
    }

    Grid {
        id: cards

        readonly property real cardHeight: (height - (rows - 1) * rowSpacing) / rows

        x: root.portrait ? Theme.margin : greeting.x + greeting.width + Theme.margin
        y: root.portrait ? greeting.y + greeting.height + Theme.gap : greeting.y
        width: root.width - Theme.margin - x
        height: invitation.y - y - Theme.gap
        columns: 1
        rows: [root.view.hands, root.view.mask, root.view.temperature].filter(state => state !== "not_needed").length || 1
        rowSpacing: root.portrait ? Theme.gap : Theme.gapSmall * 1.4

        WelcomeCard {
            width: cards.width
            height: cards.cardHeight
            visible: root.view.hands !== "not_needed"
            drawing: "hands"
            title: Texts.stepName("hands")
            text: Texts.welcome("hands")
        }

        WelcomeCard {
            width: cards.width
            height: cards.cardHeight
            visible: root.view.mask !== "not_needed"
            drawing: "mask"
            title: Texts.stepName("mask")
            text: Texts.welcome("mask")
        }

        WelcomeCard {
            width: cards.width
            height: cards.cardHeight
            visible: root.view.temperature !== "not_needed"
            drawing: "temperature"
            title: Texts.stepName("temperature")
            text: Texts.welcome("temperature")
        }
    }

    Rectangle {
        id: invitation

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Math.round(Theme.unit * (root.portrait ? 200 : 104))
        color: Theme.water

        Icon {
            id: footprint

            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            name: "stand_here"
            ink: Theme.waterInk
            tint: Theme.water
            size: Math.round(parent.height * 0.62)
        }

        Words {
            objectName: "invitation"
            anchors.left: footprint.right
            anchors.right: parent.right
            anchors.leftMargin: Theme.gap
            anchors.rightMargin: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            text: Texts.welcome("invitation")
            size: Theme.title * (root.portrait ? 0.78 : 0.86)
            strong: true
            color: Theme.waterInk
        }
    }
}

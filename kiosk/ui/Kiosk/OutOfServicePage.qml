pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// The kiosk cannot measure: where to go instead, and in small print what staff should look at.
Item {
    id: root

    required property ScreenViewModel view
    required property DeskViewModel desk
    readonly property bool starting: root.view.trouble === "starting"

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

    Column {
        id: words

        readonly property real room: smallPrint.y - site.y - site.height - headline.height - explanation.height - 4 * Theme.gap

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        y: site.y + site.height + (smallPrint.y - site.y - site.height - height) / 2
        spacing: Theme.gap

        RoundIcon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: root.starting ? "wait" : "officer"
            size: Math.round(Math.max(20, Math.min(words.room, Theme.unit * (Theme.portrait ? 380 : 190))))
        }

        Words {
            id: headline

            objectName: "outOfServiceHeadline"
            width: parent.width
            text: Texts.resting(root.starting)
            size: Theme.display * 0.8
            strong: true
            lineHeight: 1.0
            color: Theme.water
            horizontalAlignment: Text.AlignHCenter
        }

        Words {
            id: explanation

            width: parent.width
            text: Texts.restingHint(root.starting)
            size: Theme.body
            horizontalAlignment: Text.AlignHCenter
        }
    }

    Rectangle {
        id: smallPrint

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        height: Math.max(notes.height, spanner.height) + 2 * Theme.gapSmall
        visible: root.view.source !== ""
        radius: Theme.radius / 2
        color: Theme.stone

        Icon {
            id: spanner

            anchors.left: parent.left
            anchors.leftMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            name: "staff"
            ink: Theme.stoneInk
            tint: Theme.paper
            size: Math.round(Theme.small * 2.2)
        }

        Column {
            id: notes

            anchors.left: spanner.right
            anchors.right: parent.right
            anchors.leftMargin: Theme.gap
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter

            Words {
                objectName: "faultText"
                width: parent.width
                text: qsTr("For staff: %1").arg(FaultTexts.fault(root.view.source, root.view.trouble)) + ". " + FaultTexts.remedy(root.view.source, root.view.trouble)
                size: Theme.small
                color: Theme.stoneInk
            }

            Words {
                objectName: "faultDetail"
                width: parent.width
                visible: text !== ""
                text: root.view.detail
                size: Theme.small
                color: Theme.stoneInk
            }
        }
    }
}

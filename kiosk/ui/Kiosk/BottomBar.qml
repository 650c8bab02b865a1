pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// Language by touch, low enough for everybody; a quiet word for staff at its end.
Item {
    id: root

    required property ScreenViewModel view

    implicitHeight: Theme.touch

    Row {
        id: languages

        x: Theme.portrait ? 0 : root.width - width
        spacing: Theme.gapSmall

        TouchButton {
            objectName: "languageId"
            text: "Indonesia"
            quiet: true
            chosen: root.view.language === "id"
            Accessible.name: "Bahasa Indonesia"
            onClicked: root.view.chooseLanguage("id")
        }

        TouchButton {
            objectName: "languageEn"
            text: "English"
            quiet: true
            chosen: root.view.language === "en"
            Accessible.name: "English"
            onClicked: root.view.chooseLanguage("en")
        }
    }

    Column {
        x: Theme.portrait ? root.width - width : 0
        anchors.verticalCenter: parent.verticalCenter
        width: root.width - languages.width - Theme.gap

        Words {
            objectName: "privacyNote"
            width: parent.width
            visible: root.view.page === "welcome" || root.view.page === "screening"
            text: qsTr("No picture of your face is kept.")
            color: Theme.softInk
            size: Theme.small
            horizontalAlignment: Theme.portrait ? Text.AlignRight : Text.AlignLeft
        }

        Words {
            objectName: "uncalibratedNote"
            width: parent.width
            visible: root.view.uncalibrated
            //: A quiet word for staff: the thermometer has no calibration yet.
            text: qsTr("Not calibrated")
            color: Theme.softInk
            size: Theme.small
            horizontalAlignment: Theme.portrait ? Text.AlignRight : Text.AlignLeft
        }
    }
}

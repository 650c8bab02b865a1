pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// Always in the same place, low enough for everybody: help beside the passage, the language, and how the screen suits one.
Item {
    id: root

    required property ScreenViewModel view
    required property DeskViewModel desk
    readonly property bool portrait: Theme.portrait
    readonly property bool open: root.desk.panel !== ""

    implicitHeight: Theme.barRows

    Row {
        id: helpers

        readonly property var shown: root.open ? ["back"] : ["code", "services", "feedback"].filter(name => name === "code" ? root.view.page !== "out_of_service" : name === "services" ? root.desk.services.length > 0 : true)

        width: root.portrait ? root.width : languages.x - 2 * Theme.gapSmall
        height: Theme.touch
        spacing: Theme.gapSmall

        Repeater {
            model: helpers.shown

            Tile {
                id: helper

                required property string modelData

                objectName: "open_" + helper.modelData
                width: root.open ? Math.min(helpers.width, Theme.unit * 420) : (helpers.width - (helpers.shown.length - 1) * helpers.spacing) / helpers.shown.length
                height: Theme.touch
                beside: true
                drawing: helper.modelData === "services" ? "online" : helper.modelData
                text: Texts.helper(helper.modelData)
                onClicked: helper.modelData === "back" ? root.desk.close() : root.desk.open(helper.modelData)
            }
        }
    }

    Row {
        id: languages

        x: root.portrait ? 0 : suits.x - width - Theme.gapSmall
        y: root.portrait ? root.height - height : 0
        spacing: Theme.gapSmall

        Repeater {
            model: root.desk.languages

            TouchButton {
                id: language

                required property string modelData

                objectName: "language_" + language.modelData
                text: Texts.languageName(language.modelData)
                quiet: true
                size: root.portrait ? Theme.label * (root.desk.languages.length > 2 ? 0.86 : 1) : Theme.step
                leftPadding: Math.round(Theme.gap * (root.desk.languages.length > 2 ? 0.6 : 0.9))
                chosen: root.view.language === language.modelData
                onClicked: root.view.chooseLanguage(language.modelData)
            }
        }
    }

    Row {
        id: suits

        x: root.width - width
        y: languages.y
        spacing: Theme.gapSmall

        Tile {
            objectName: "toggleSpeech"
            width: Theme.touch
            height: Theme.touch
            visible: root.desk.speaks && root.view.language !== "ban"
            drawing: root.desk.speaking ? "speaker" : "speaker_off"
            checkable: true
            chosen: root.desk.speaking
            Accessible.name: Texts.helper(root.desk.speaking ? "silent" : "speak")
            onClicked: root.desk.toggleSpeech()
        }

        Tile {
            objectName: "toggleLower"
            width: Theme.touch
            height: Theme.touch
            drawing: root.desk.lower ? "upper" : "lower"
            checkable: true
            chosen: root.desk.lower
            Accessible.name: Texts.helper(root.desk.lower ? "higher" : "lower")
            onClicked: root.desk.toggleLower()
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick

// What can be done without coming: a code to photograph, a short address to type, a number to call.
PanelPage {
    id: root

    readonly property int count: root.desk.services.length
    readonly property int columns: root.portrait ? 1 : root.count === 4 ? 2 : Math.max(1, root.count)
    readonly property int lines: Math.ceil(root.count / root.columns)

    drawing: "online"
    title: Texts.helper("services")
    hint: PanelTexts.servicesHint()

    Grid {
        id: cards

        x: Theme.margin
        y: root.bodyTop
        width: root.width - 2 * Theme.margin
        height: root.height - y
        columns: root.columns
        spacing: Theme.gap * 0.8

        Repeater {
            model: root.desk.services

            ServiceCard {
                required property var modelData

                width: (cards.width - (root.columns - 1) * cards.spacing) / root.columns
                height: Math.min((cards.height - (root.lines - 1) * cards.spacing) / root.lines, Theme.unit * (root.portrait ? 430 : 620))
                service: modelData
                upright: !root.portrait && root.lines === 1
            }
        }
    }
}

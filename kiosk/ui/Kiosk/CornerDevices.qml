pragma ComponentBehavior: Bound

import QtQuick

// Each part of the station: which it is, and whether it works.
CornerFrame {
    id: root

    readonly property int columns: root.portrait ? 1 : 2
    readonly property real rowHeight: Math.max(56, root.portrait ? Theme.work * 3.8 : Math.min(Theme.work * 3.8, (list.height - 3 * list.spacing) / 4))
    readonly property int rows: Math.max(1, Math.floor((list.height + list.spacing) / (root.rowHeight + list.spacing)))
    readonly property int shown: root.rows * root.columns
    readonly property bool more: root.now.devices.length > root.shown

    title: CornerTexts.title("devices")
    alsoText: root.more ? CornerTexts.button("more") : ""
    onBack: root.corner.go("menu")
    onAlso: root.corner.leaf(root.corner.first + root.shown < root.now.devices.length ? root.shown : -root.corner.first, root.shown)

    Grid {
        id: list

        readonly property real cell: (parent.width - (columns - 1) * spacing) / columns

        width: parent.width
        height: parent.height
        columns: root.columns
        spacing: Theme.gapSmall

        Repeater {
            model: root.now.devices.slice(root.corner.first, root.corner.first + root.shown)

            Rectangle {
                id: device

                required property var modelData
                readonly property bool good: device.modelData.problem === ""

                objectName: "device_" + device.modelData.source
                width: list.cell
                height: root.rowHeight
                radius: Theme.radius / 3
                color: device.good ? Theme.card : Theme.problemTint
                border.width: Theme.line / 2
                border.color: device.good ? Theme.water : Theme.gold

                Icon {
                    id: mark

                    x: Theme.gapSmall
                    anchors.verticalCenter: parent.verticalCenter
                    name: device.good ? "check" : "attention"
                    ink: Theme.ink
                    tint: device.color
                    size: Math.round(Theme.work * 1.4)
                }

                Words {
                    id: name

                    x: mark.x + mark.width + Theme.gapSmall
                    y: device.height * 0.08
                    width: parent.width - x - Theme.gapSmall
                    height: device.height * 0.42
                    text: CornerTexts.device(device.modelData)
                    size: Theme.work * 0.92
                    fontSizeMode: Text.Fit
                    minimumPixelSize: 13
                    strong: true
                    lineHeight: 1.0
                    verticalAlignment: Text.AlignVCenter
                }

                Words {
                    x: name.x
                    y: device.height * 0.5
                    width: name.width
                    height: device.height * 0.44
                    text: device.good ? CornerTexts.works(device.modelData) : device.modelData.problem
                    size: Theme.work * 0.82
                    fontSizeMode: Text.Fit
                    minimumPixelSize: Math.round(Theme.work * 0.62)
                    lineHeight: 1.0
                    verticalAlignment: Text.AlignVCenter
                    wrapMode: Text.Wrap
                }
            }
        }
    }
}

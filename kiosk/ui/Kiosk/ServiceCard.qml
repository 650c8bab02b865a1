pragma ComponentBehavior: Bound

import QtQuick

// One service of an office: QR code, what it is, where, and who to call.
Rectangle {
    id: root

    required property var service
    property bool upright: false
    readonly property real pad: Theme.gap * 0.7
    readonly property real side: Math.round(root.upright ? Math.min(root.width - 2 * root.pad, root.height * 0.46) : Math.min(root.height - 2 * root.pad, root.width * 0.4))

    radius: Theme.radius
    color: Theme.card
    border.width: Theme.line / 2
    border.color: Theme.stone

    Accessible.role: Accessible.StaticText
    Accessible.name: [root.service.title, root.service.office, root.service.shortAddress, root.service.phone, root.service.hours].join(", ")

    QrSquare {
        id: qr

        x: root.upright ? (root.width - width) / 2 : root.pad
        y: root.upright ? root.pad : (root.height - height) / 2
        width: root.side
        height: root.side
        text: root.service.address
    }

    Column {
        x: root.upright ? root.pad : qr.x + qr.width + root.pad
        y: root.upright ? qr.y + qr.height + Theme.gapSmall : (root.height - height) / 2
        width: root.width - x - root.pad
        spacing: Theme.gapSmall / 2

        Line {
            text: root.service.title
            size: Theme.label
            strong: true
            color: Theme.water
        }

        Line {
            text: root.service.office
            color: Theme.softInk
        }

        Line {
            objectName: "shortAddress"
            text: root.service.shortAddress
            strong: true
            wrapMode: Text.WrapAnywhere
        }

        Line {
            visible: text !== ""
            text: root.service.phone === "" ? "" : PanelTexts.phone(root.service.phone)
        }

        Line {
            visible: text !== ""
            text: root.service.hours
        }
    }

    component Line: Words {
        width: parent?.width ?? 0
        size: Theme.step
        lineHeight: 1.0
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// A QR code with rounded white ground. Others refer to this item, never to the painted one: it goes first at the end.
Rectangle {
    id: root

    property string text

    radius: Theme.radius * 0.4
    color: "#FFFFFF"

    Accessible.role: Accessible.Graphic
    Accessible.name: "QR " + root.text

    QrCode {
        objectName: "qr"
        anchors.fill: parent
        anchors.margins: Math.round(parent.radius * 0.3)
        text: root.text
    }
}

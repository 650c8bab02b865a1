pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Kiosk.Backend

// A long press on the site's name: staff know of it, a ring tells them that it is noticed.
Item {
    id: root

    required property CornerViewModel corner

    MouseArea {
        objectName: "cornerDoor"
        anchors.fill: parent
        onPressed: root.corner.hold(true)
        onReleased: root.corner.hold(false)
        onCanceled: root.corner.hold(false)
        onContainsMouseChanged: {
            if (!containsMouse)
                root.corner.hold(false);
        }
    }

    Rectangle {
        objectName: "cornerRing"
        visible: root.corner.held > 0
        x: Theme.margin + Theme.label * 0.75 - width / 2
        y: root.height * 0.62 - height / 2
        width: Math.round(Theme.label * 2.6)
        height: width
        radius: width / 2
        color: Theme.card

        Shape {
            anchors.fill: parent

            ShapePath {
                strokeColor: Theme.water
                strokeWidth: Theme.line * 2
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap

                PathAngleArc {
                    centerX: Theme.label * 1.3
                    centerY: Theme.label * 1.3
                    radiusX: Theme.label * 1.05
                    radiusY: Theme.label * 1.05
                    startAngle: -90
                    sweepAngle: 360 * root.corner.held
                }
            }
        }

        Icon {
            anchors.centerIn: parent
            name: "staff"
            ink: Theme.water
            tint: Theme.card
            size: Math.round(Theme.label * 1.2)
        }
    }
}

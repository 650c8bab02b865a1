pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

// One of our own drawings, in two colours.
Item {
    id: root

    property string name
    property color ink: Theme.ink
    property color tint: Theme.card
    property real size: Theme.touch

    function shade(which: string): color {
        switch (which) {
        case "ink":
            return root.ink;
        case "tint":
            return root.tint;
        case "cloth":
            return Theme.maskCloth;
        default:
            return "transparent";
        }
    }

    implicitWidth: root.size
    implicitHeight: root.size

    Repeater {
        model: Drawings.layers[root.name] ?? []

        Shape {
            id: layer

            required property var modelData

            anchors.fill: parent

            ShapePath {
                strokeColor: root.shade(layer.modelData.stroke ?? "")
                fillColor: root.shade(layer.modelData.fill ?? "")
                strokeWidth: layer.modelData.stroke ? layer.modelData.width * root.width / 96 : -1
                capStyle: ShapePath.RoundCap
                joinStyle: ShapePath.RoundJoin
                fillRule: ShapePath.WindingFill
                scale: Qt.size(root.width / 96, root.height / 96)

                PathSvg {
                    path: layer.modelData.d
                }
            }
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

// A frangipani: five petals, each turned a fifth.
Item {
    id: root

    property real size: 200
    property color petal: Theme.petal
    property color edge: Theme.gold

    implicitWidth: root.size
    implicitHeight: root.size

    Repeater {
        model: 5

        Shape {
            id: leaf

            required property int index

            anchors.fill: parent
            rotation: leaf.index * 72

            ShapePath {
                strokeColor: root.edge
                strokeWidth: 1.6 * root.width / 96
                joinStyle: ShapePath.RoundJoin
                scale: Qt.size(root.width / 96, root.height / 96)

                fillGradient: RadialGradient {
                    centerX: root.width / 2
                    centerY: root.height / 2
                    centerRadius: root.width * 0.46
                    focalX: centerX
                    focalY: centerY

                    GradientStop {
                        position: 0.0
                        color: root.edge
                    }
                    GradientStop {
                        position: 0.28
                        color: "#F6D98E"
                    }
                    GradientStop {
                        position: 0.62
                        color: root.petal
                    }
                    GradientStop {
                        position: 1.0
                        color: root.petal
                    }
                }

                PathSvg {
                    path: "M48 48C36 40 27 24 34 12C40 2 56 2 63 13C68 22 62 38 48 48Z"
                }
            }
        }
    }
}

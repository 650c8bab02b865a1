pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

// A woven edge of lozenges, as on the cloth worn at the counters here.
Rectangle {
    id: root

    property color thread: Theme.gold
    readonly property real step: root.height * 2.2
    readonly property int count: Math.ceil(root.width / root.step) + 1
    readonly property real start: (root.width - root.count * root.step) / 2

    function lozenges(half: real, reach: real, shift: real): string {
        const middle = root.height / 2;
        let path = "";
        for (let i = 0; i < root.count; i++) {
            const x = root.start + (i + shift) * root.step;
            path += `M${x - reach} ${middle}L${x} ${middle - half}L${x + reach} ${middle}L${x} ${middle + half}Z`;
        }
        return path;
    }

    implicitHeight: Math.round(Theme.unit * (Theme.portrait ? 28 : 20))
    color: Theme.brick
    clip: true

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: root.thread
            strokeWidth: root.height * 0.08
            fillColor: "transparent"

            PathSvg {
                path: root.lozenges(root.height * 0.38, root.step * 0.5, 0.5)
            }
        }

        ShapePath {
            strokeWidth: -1
            fillColor: root.thread

            PathSvg {
                path: root.lozenges(root.height * 0.18, root.step * 0.2, 0.5) + root.lozenges(root.height * 0.14, root.step * 0.1, 0)
            }
        }
    }
}

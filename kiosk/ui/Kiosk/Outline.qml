pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

// Head and shoulders to stand in; the head's line fills up while the measurement runs.
Item {
    id: root

    property real progress: 0
    property bool measuring: false
    property real shown: root.progress
    readonly property real headHeight: root.height * 0.58
    readonly property real headWidth: root.headHeight * 0.76
    readonly property real middle: root.width / 2
    readonly property real headMiddle: root.height * 0.45
    readonly property real neck: root.headMiddle + root.headHeight * 0.5
    readonly property real thick: Theme.unit * (Theme.portrait ? 9 : 6)

    Behavior on shown {
        enabled: Theme.motion && root.measuring

        NumberAnimation {
            duration: Theme.calm
        }
    }

    component Line: ShapePath {
        fillColor: "transparent"
        capStyle: ShapePath.RoundCap
    }

    component Head: PathAngleArc {
        centerX: root.middle
        centerY: root.headMiddle
        radiusX: root.headWidth / 2
        radiusY: root.headHeight / 2
        startAngle: -90
        sweepAngle: 360
    }

    readonly property string shoulders: {
        const half = Math.min(root.width * 0.44, root.headWidth * 1.12);
        const left = root.middle - half;
        const right = root.middle + half;
        const bottom = root.height - root.thick;
        const inner = root.headWidth * 0.34;
        const top = root.headMiddle + root.headHeight * 0.42;
        return `M${left} ${bottom}C${left} ${root.neck + root.height * 0.06} ${root.middle - inner} ${root.neck + root.height * 0.08} ${root.middle - inner} ${top}` + `M${right} ${bottom}C${right} ${root.neck + root.height * 0.06} ${root.middle + inner} ${root.neck + root.height * 0.08} ${root.middle + inner} ${top}`;
    }

    Shape {
        anchors.fill: parent

        Line {
            strokeColor: "#90101C1B"
            strokeWidth: root.thick * 2

            Head {}
        }

        Line {
            strokeColor: "#90101C1B"
            strokeWidth: root.thick * 2

            PathSvg {
                path: root.shoulders
            }
        }

        Line {
            strokeColor: Theme.petal
            strokeWidth: root.thick

            Head {}
        }

        Line {
            strokeColor: Theme.petal
            strokeWidth: root.thick

            PathSvg {
                path: root.shoulders
            }
        }
    }

    Shape {
        anchors.fill: parent
        visible: root.measuring

        Line {
            strokeColor: "#0E4F52"
            strokeWidth: root.thick * 3.2

            Head {
                sweepAngle: 360 * root.shown
            }
        }

        Line {
            strokeColor: Theme.gold
            strokeWidth: root.thick * 2.2

            Head {
                sweepAngle: 360 * root.shown
            }
        }
    }
}

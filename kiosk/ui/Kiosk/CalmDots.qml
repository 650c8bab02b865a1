pragma ComponentBehavior: Bound

import QtQuick

// Three dots that breathe one after the other.
Row {
    id: root

    property real size: Theme.unit * 36

    spacing: root.size * 0.8

    Repeater {
        model: 3

        Rectangle {
            id: dot

            required property int index

            width: root.size
            height: root.size
            radius: root.size / 2
            color: Theme.water
            opacity: Theme.motion ? 0.35 : 0.35 + 0.3 * dot.index

            SequentialAnimation on opacity {
                running: Theme.motion && root.visible
                loops: Animation.Infinite

                PauseAnimation {
                    duration: dot.index * 200
                }
                NumberAnimation {
                    to: 1
                    duration: 400
                }
                NumberAnimation {
                    to: 0.35
                    duration: 400
                }
                PauseAnimation {
                    duration: (2 - dot.index) * 200
                }
            }
        }
    }
}

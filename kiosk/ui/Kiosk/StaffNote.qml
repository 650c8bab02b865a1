pragma ComponentBehavior: Bound

import QtQuick

// A quiet line for staff under the top edge.
Rectangle {
    id: root

    required property bool uncalibrated

    visible: root.uncalibrated
    implicitHeight: root.uncalibrated ? words.height + Theme.gapSmall / 2 : 0
    color: Theme.stone

    Words {
        id: words

        objectName: "uncalibratedNote"
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        //: A quiet word for staff: the thermometer has no calibration yet.
        text: qsTr("Not calibrated")
        color: Theme.stoneInk
        size: Theme.small
        lineHeight: 1.0
        horizontalAlignment: Text.AlignHCenter
    }
}

pragma ComponentBehavior: Bound

import QtQuick

// Over everything, on every page, whenever some source is simulated.
Rectangle {
    id: root

    objectName: "simulationBand"

    required property bool simulated

    visible: root.simulated
    implicitHeight: root.simulated ? Math.round(Math.max(34, Theme.unit * (Theme.portrait ? 72 : 46))) : 0
    color: Theme.simulation

    Accessible.role: Accessible.AlertMessage
    Accessible.name: label.text

    Words {
        id: label

        objectName: "simulationText"
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        text: qsTr("SIMULATION · not a real screening")
        color: Theme.simulationInk
        size: Math.max(17, Theme.label * 0.82)
        strong: true
        horizontalAlignment: Text.AlignHCenter
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// The mirror, and the outline to stand in.
Item {
    id: root

    required property ScreenViewModel view
    required property PreviewFeed feed
    readonly property bool deciding: root.view.phase === "deciding"

    Preview {
        objectName: "preview"
        anchors.fill: parent
        feed: root.feed
        radius: Theme.radius
        surface: Theme.paper
        visible: root.view.preview

        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("You, as in a mirror")
    }

    Outline {
        objectName: "outline"
        anchors.fill: parent
        visible: root.view.preview
        measuring: root.view.phase === "measuring"
        progress: root.view.progress

        Accessible.role: Accessible.ProgressBar
        Accessible.name: Texts.guidance(root.view.phase, root.view.guidance)
    }

    Rectangle {
        anchors.fill: parent
        visible: root.deciding
        radius: Theme.radius
        color: Theme.waterTint

        CalmDots {
            anchors.centerIn: parent
            size: Theme.unit * (Theme.portrait ? 56 : 36)
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// The three checks, side by side.
Row {
    id: root

    required property ScreenViewModel view
    readonly property real cellWidth: (root.width - 2 * root.spacing) / 3

    spacing: Theme.gap * 0.75

    StepCard {
        width: root.cellWidth
        height: root.height
        step: "hands"
        progress: root.view.hands === "next" && root.view.guidance === "clean_hands" ? "now" : root.view.hands
    }

    StepCard {
        width: root.cellWidth
        height: root.height
        step: "mask"
        progress: root.view.mask
    }

    StepCard {
        width: root.cellWidth
        height: root.height
        step: "temperature"
        progress: root.view.temperature === "next" && root.view.phase === "measuring" ? "now" : root.view.temperature
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// The three checks, side by side.
Row {
    id: root

    required property ScreenViewModel view
    readonly property bool answered: root.view.phase === "answered"
    readonly property real cellWidth: (root.width - 2 * root.spacing) / 3

    // A step still open is asked for now, comes next, or was recommended and not taken.
    function said(state: string, isNow: bool): string {
        if (state === "problem" && root.view.outcome === "admit")
            return "advised";
        if (state !== "next")
            return state;
        if (root.answered)
            return "advised";
        return isNow ? "now" : "next";
    }

    spacing: Theme.gap * 0.75

    StepCard {
        width: root.cellWidth
        height: root.height
        step: "hands"
        progress: root.said(root.view.hands, root.view.guidance === "clean_hands")
    }

    StepCard {
        width: root.cellWidth
        height: root.height
        step: "mask"
        progress: root.said(root.view.mask, root.view.phase === "measuring")
    }

    StepCard {
        width: root.cellWidth
        height: root.height
        step: "temperature"
        progress: root.said(root.view.temperature, root.view.phase === "measuring")
    }
}

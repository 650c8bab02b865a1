pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// A plot in the house's colours.
PlotView {
    id: root

    family: Theme.family
    typeSize: Math.max(13, Theme.work * 0.72)
    colours: ({
            "paper": Theme.card,
            "ink": Theme.ink,
            "grid": Theme.stone,
            "band": Theme.waterTint,
            "data": Theme.water,
            "trend": Theme.trend,
            "check": Theme.trend,
            "zero": Theme.ink,
            "limit": Theme.ink,
            "far_limit": Theme.trend
        })

    Accessible.role: Accessible.Graphic
    Accessible.name: root.names["y"] ?? ""
}

pragma ComponentBehavior: Bound

import QtQuick

// A calibration was interrupted: go on with it, or throw it away.
CornerFrame {
    id: root

    title: CornerTexts.task("calibrate")
    alsoText: CornerTexts.button("discard")
    nextText: root.now.hindrance === "" ? CornerTexts.button("resume") : ""
    onBack: root.corner.go("menu")
    onAlso: root.corner.ask("discard")
    onNext: root.corner.resume()

    CornerSay {
        width: parent.width
        drawing: root.now.hindrance === "" ? "wait" : "attention"
        said: CornerCalibrationTexts.runWaits(root.now)
        more: CornerCalibrationTexts.hindrance(root.now.hindrance)
    }
}

pragma ComponentBehavior: Bound

import QtQuick

// The end of the program: what that means for the door, and the PIN before it.
CornerFrame {
    id: root

    title: CornerTexts.task("shut_down")
    nextText: CornerTexts.button("shut_down")
    onBack: root.corner.go("menu")
    onNext: root.corner.ask("shut_down")

    CornerSay {
        width: parent.width
        drawing: "attention"
        said: CornerTexts.shutDownMeans()
    }
}

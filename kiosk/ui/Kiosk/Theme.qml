pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

// The whole visual language: sizes grow with the window, colours are named by what they are for.
QtObject {
    id: root

    property real windowWidth: 1080
    property real windowHeight: 1920
    property bool motion: true

    readonly property bool portrait: root.windowHeight > root.windowWidth
    readonly property real unit: root.portrait ? Math.min(root.windowWidth / 1080, root.windowHeight / 1920) : Math.min(root.windowWidth / 1280, root.windowHeight / 800)

    readonly property string family: "Kiosk Sans"

    // Type scale, px. `display` is read from 3 m, `title` and `body` from arm's length, `small` is for staff.
    readonly property real display: root.unit * (root.portrait ? 136 : 98)
    readonly property real title: root.unit * (root.portrait ? 80 : 54)
    readonly property real body: root.unit * (root.portrait ? 50 : 34)
    readonly property real label: root.unit * (root.portrait ? 40 : 28)
    readonly property real step: root.unit * (root.portrait ? 40 : 24)
    readonly property real small: Math.max(13, root.unit * (root.portrait ? 30 : 20))

    // Spacing and shape, px.
    readonly property real gapSmall: root.unit * (root.portrait ? 16 : 10)
    readonly property real gap: root.unit * (root.portrait ? 32 : 20)
    readonly property real margin: root.unit * (root.portrait ? 64 : 40)
    readonly property real radius: root.unit * (root.portrait ? 36 : 24)
    readonly property real line: Math.max(2, root.unit * (root.portrait ? 4 : 3))
    readonly property real touch: Math.max(64, root.unit * (root.portrait ? 112 : 76))
    // The bottom bar lies within everybody's reach; this much of the window belongs to it.
    readonly property real bar: root.touch + 2 * root.gap
    readonly property int calm: root.motion ? 240 : 0

    // Paper and ink.
    readonly property color paper: "#FBF5EA"
    readonly property color card: "#FFFFFF"
    readonly property color stone: "#EDE2CF"
    readonly property color stoneInk: "#3D3A33"
    readonly property color ink: "#1F2B2A"
    readonly property color softInk: "#3E4846"

    // Water, brick, frangipani and leaf: the accents.
    readonly property color water: "#0E4F52"
    readonly property color waterTint: "#D5E8E4"
    readonly property color waterInk: "#FFFFFF"
    readonly property color maskCloth: "#86C5BF"
    readonly property color brick: "#A64B32"
    readonly property color gold: "#E2AE4A"
    readonly property color petal: "#FFFDF6"

    // Answers. None of them is red; each comes with its own picture and its own words, and the three
    // differ in lightness too: dark green and dark blue would be one colour to tritanopic eyes.
    readonly property color admit: "#18553E"
    readonly property color admitInk: "#FFFFFF"
    readonly property color admitTint: "#DDEFE2"
    readonly property color retry: "#F3C66F"
    readonly property color retryInk: "#2A2111"
    readonly property color retryTint: "#FFF5DF"
    readonly property color refer: "#B7D4EE"
    readonly property color referInk: "#12263F"
    readonly property color referTint: "#F2F8FD"

    readonly property color problem: "#F3C66F"
    readonly property color problemInk: "#2A2111"
    readonly property color simulation: "#4B2A6E"
    readonly property color simulationInk: "#FFFFFF"

    function tone(outcome: string): color {
        switch (outcome) {
        case "admit":
            return root.admit;
        case "retry":
            return root.retry;
        default:
            return root.refer;
        }
    }

    function toneInk(outcome: string): color {
        switch (outcome) {
        case "admit":
            return root.admitInk;
        case "retry":
            return root.retryInk;
        default:
            return root.referInk;
        }
    }

    function tint(outcome: string): color {
        switch (outcome) {
        case "admit":
            return root.admitTint;
        case "retry":
            return root.retryTint;
        default:
            return root.referTint;
        }
    }
}

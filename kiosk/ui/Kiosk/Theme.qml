pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

// The whole visual language: sizes grow with the window, colours are named by what they are for.
QtObject {
    id: root

    property real windowWidth: 1080
    property real windowHeight: 1920
    property bool motion: true
    // day, night or bright (a hall in the sun)
    property string scheme: "day"

    readonly property bool portrait: root.windowHeight > root.windowWidth
    readonly property real unit: root.portrait ? Math.min(root.windowWidth / 1080, root.windowHeight / 1920) : Math.min(root.windowWidth / 1280, root.windowHeight / 800)

    // A panel the size of a hand (7 inch): what is read from afar takes the room of what is not.
    readonly property bool compact: !root.portrait && root.unit < 0.75

    readonly property string family: "Kiosk Sans"

    // Type scale, px. `display` is read from 3 m, `title` and `body` from arm's length, `small` is for staff.
    readonly property real display: root.unit * (root.portrait ? 136 : 98)
    // Of an answer: as large as it fits between these two.
    readonly property real answer: root.compact ? root.unit * 140 : root.display
    readonly property real answerLeast: root.compact ? Math.ceil(root.unit * 105) : Math.round(root.display * 0.6)
    readonly property real title: root.unit * (root.portrait ? 80 : 54)
    readonly property real body: root.unit * (root.portrait ? 50 : 34)
    readonly property real label: root.unit * (root.portrait ? 40 : 28)
    readonly property real step: Math.max(14, root.unit * (root.portrait ? 40 : 24))
    // Pages for staff: read at work, from 1 m.
    readonly property real work: Math.max(18, root.label)
    readonly property real small: Math.max(13, root.unit * (root.portrait ? 30 : 20))

    // Spacing and shape, px.
    readonly property real gapSmall: root.unit * (root.portrait ? 16 : 10)
    readonly property real gap: root.unit * (root.portrait ? 32 : 20)
    readonly property real margin: root.unit * (root.portrait ? 64 : 40)
    readonly property real radius: root.unit * (root.portrait ? 36 : 24)
    readonly property real line: Math.max(2, root.unit * (root.portrait ? 4 : 3))
    readonly property real touch: Math.max(64, root.unit * (root.portrait ? 112 : 76))
    // The bottom bar lies within everybody's reach; this much of the window belongs to it.
    readonly property real barRows: root.portrait ? 2 * root.touch + root.gapSmall : root.touch
    readonly property real bar: root.barRows + 2 * root.gap
    readonly property int calm: root.motion ? 240 : 0

    readonly property ThemeColours now: {
        switch (root.scheme) {
        case "night":
            return root.night;
        case "bright":
            return root.bright;
        default:
            return root.day;
        }
    }
    readonly property ThemeColours day: ThemeColours {}
    readonly property ThemeColours night: ThemeColours {
        paper: "#0F1A1A"
        card: "#182726"
        stone: "#2A3735"
        stoneInk: "#EDE5D4"
        ink: "#F3EEE2"
        softInk: "#CDD6D2"
        water: "#A9DDD4"
        waterTint: "#1F3A39"
        waterInk: "#08201F"
        waterPressed: "#D6F2EC"
        brick: "#70341F"
        gold: "#B98C34"
        petal: "#F1E9D6"
        admit: "#12432F"
        retry: "#D3A956"
        retryTint: "#F1E2C2"
        refer: "#98B7D4"
        referTint: "#DCE8F2"
        problemTint: "#3A2E14"
        done: "#A7D9B8"
        doneInk: "#0B2519"
        simulation: "#3A2156"
    }
    readonly property ThemeColours bright: ThemeColours {
        paper: "#FFFFFF"
        stone: "#DDDDDD"
        stoneInk: "#1A1A1A"
        ink: "#000000"
        softInk: "#222222"
        water: "#00363A"
        waterTint: "#CBE7E2"
        admit: "#00452B"
        retry: "#FFC547"
        retryInk: "#000000"
        refer: "#A6D2FF"
        referInk: "#00142E"
        problem: "#FFC547"
        problemInk: "#000000"
    }

    readonly property color paper: root.now.paper
    readonly property color card: root.now.card
    readonly property color stone: root.now.stone
    readonly property color stoneInk: root.now.stoneInk
    readonly property color ink: root.now.ink
    readonly property color softInk: root.now.softInk
    readonly property color water: root.now.water
    readonly property color waterTint: root.now.waterTint
    readonly property color waterInk: root.now.waterInk
    readonly property color waterPressed: root.now.waterPressed
    readonly property color maskCloth: root.now.maskCloth
    readonly property color brick: root.now.brick
    readonly property color gold: root.now.gold
    // A second line beside `water` in a plot.
    readonly property color trend: root.scheme === "night" ? root.gold : root.brick
    readonly property color petal: root.now.petal
    readonly property color admit: root.now.admit
    readonly property color admitInk: root.now.admitInk
    readonly property color admitTint: root.now.admitTint
    readonly property color retry: root.now.retry
    readonly property color retryInk: root.now.retryInk
    readonly property color retryTint: root.now.retryTint
    readonly property color refer: root.now.refer
    readonly property color referInk: root.now.referInk
    readonly property color referTint: root.now.referTint
    readonly property color problem: root.now.problem
    readonly property color problemInk: root.now.problemInk
    readonly property color problemTint: root.now.problemTint
    readonly property color done: root.now.done
    readonly property color doneInk: root.now.doneInk
    readonly property color simulation: root.now.simulation
    readonly property color simulationInk: root.now.simulationInk

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

pragma ComponentBehavior: Bound

import QtQuick

// One set of colours, as of a day with shade; the others say what they have different.
QtObject {
    // Paper and ink.
    property color paper: "#FBF5EA"
    property color card: "#FFFFFF"
    property color stone: "#EDE2CF"
    property color stoneInk: "#3D3A33"
    property color ink: "#1F2B2A"
    property color softInk: "#3E4846"

    // Water, brick, frangipani and leaf: the accents.
    property color water: "#0E4F52"
    property color waterTint: "#D5E8E4"
    property color waterInk: "#FFFFFF"
    property color waterPressed: "#136C70"
    property color maskCloth: "#86C5BF"
    property color brick: "#A64B32"
    property color gold: "#E2AE4A"
    property color petal: "#FFFDF6"

    // Answers. None of them is red; each comes with its own picture and its own words, and the three
    // differ in lightness too: dark green and dark blue would be one colour to tritanopic eyes.
    property color admit: "#18553E"
    property color admitInk: "#FFFFFF"
    property color admitTint: "#DDEFE2"
    property color retry: "#F3C66F"
    property color retryInk: "#2A2111"
    property color retryTint: "#FFF5DF"
    property color refer: "#B7D4EE"
    property color referInk: "#12263F"
    property color referTint: "#F2F8FD"

    property color problem: "#F3C66F"
    property color problemInk: "#2A2111"
    property color problemTint: "#FFF5DF"
    property color done: "#18553E"
    property color doneInk: "#FFFFFF"
    property color simulation: "#4B2A6E"
    property color simulationInk: "#FFFFFF"
}

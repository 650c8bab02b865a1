pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

// Sentences of the way through, by the station's own words. Plain, polite, and never a diagnosis.
QtObject {
    id: root

    function welcome(part: string): string {
        switch (part) {
        case "headline":
            return qsTr("Welcome");
        case "intention":
            return qsTr("Just a moment, then please come\u00a0in.");
        case "privacy":
            return qsTr("No picture of your face is\u00a0kept.");
        case "hands":
            return qsTr("Clean your hands.");
        case "mask":
            return qsTr("Cover your nose and chin.");
        case "temperature":
            return qsTr("Look at the screen for a moment.\nNothing touches you.");
        default:
            return qsTr("Please come to this\u00a0screen");
        }
    }

    // Each language by its own name.
    function languageName(language: string): string {
        switch (language) {
        case "id":
            return "Indonesia";
        case "en":
            return "English";
        default:
            return "Basa Bali";
        }
    }

    //: Labels of touches, short.
    function helper(name: string): string {
        switch (name) {
        case "code":
            return qsTr("I have a\u00a0code");
        case "services":
            return qsTr("Online services");
        case "feedback":
            return qsTr("Any trouble?");
        case "back":
            return qsTr("Back");
        case "erase":
            return qsTr("Erase");
        case "speak":
            return qsTr("Read aloud");
        case "silent":
            return qsTr("Stop reading aloud");
        case "lower":
            return qsTr("Move controls lower");
        default:
            return qsTr("Move controls higher");
        }
    }

    function yourCode(): string {
        return qsTr("Your code");
    }

    //: An officer let this visitor in; %1 is the code.
    function letIn(code: string): string {
        return qsTr("%1, please enter").arg(code);
    }

    function resting(starting: bool): string {
        return starting ? qsTr("One moment, this screen is getting\u00a0ready") : qsTr("Please see the\u00a0officer");
    }

    function restingHint(starting: bool): string {
        return starting ? qsTr("Thank you for your patience.") : qsTr("We are sorry, this screen is resting.\nThe officer will gladly help you in.");
    }

    function guidance(phase: string, guidance: string): string {
        if (phase === "measuring")
            return qsTr("Please hold\u00a0still");
        if (phase === "deciding")
            return qsTr("One moment, please");
        switch (guidance) {
        case "clean_hands":
            return qsTr("Please clean your hands first");
        case "one_person":
            return qsTr("One person first,\u00a0please");
        case "come_closer":
            return qsTr("Please come a little\u00a0closer");
        case "step_back":
            return qsTr("Please move back a\u00a0little");
        case "stand_in_middle":
            return qsTr("Please move to the\u00a0middle");
        case "camera_too_high":
            return qsTr("The camera is too\u00a0high");
        case "camera_too_low":
            return qsTr("The camera is too\u00a0low");
        case "look_here":
            return qsTr("Please look\u00a0here");
        case "hold_still":
            return qsTr("Please hold\u00a0still");
        default:
            return qsTr("Face in the outline, please");
        }
    }

    function guidanceHint(phase: string, guidance: string): string {
        if (phase === "measuring")
            return qsTr("Measuring, just a\u00a0moment.");
        if (phase === "deciding")
            return qsTr("Your answer is coming.");
        switch (guidance) {
        case "clean_hands":
            return qsTr("Use the sanitiser or the basin.");
        case "one_person":
            return qsTr("Companions follow one by\u00a0one.");
        case "come_closer":
            return qsTr("Until your face fills the\u00a0outline.");
        case "step_back":
            return qsTr("Until your face fits into the\u00a0outline.");
        case "stand_in_middle":
            return qsTr("Until your face is in the\u00a0outline.");
        case "camera_too_high":
            return qsTr("Please ask the officer to tilt it down for\u00a0you.");
        case "camera_too_low":
            return qsTr("Please ask the officer to tilt it up for\u00a0you.");
        case "look_here":
            return qsTr("Face the screen, forehead\u00a0free.");
        case "hold_still":
            return qsTr("The measurement starts by\u00a0itself.");
        default:
            return qsTr("The measurement starts by\u00a0itself.");
        }
    }

    function stepName(step: string): string {
        switch (step) {
        case "hands":
            return qsTr("Hands");
        case "mask":
            return qsTr("Mask");
        default:
            return qsTr("Temperature");
        }
    }

    function stepState(step: string, state: string): string {
        switch (state) {
        case "now":
            return qsTr("Now");
        case "advised":
            return qsTr("Recommended");
        case "done":
            return qsTr("Done");
        case "problem":
            return step === "temperature" ? qsTr("Once more") : qsTr("Needs attention");
        case "not_needed":
            return qsTr("Not needed");
        default:
            return qsTr("Next");
        }
    }
}

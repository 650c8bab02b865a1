pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// What is said aloud: the sentences on the screen, in the order a person would read them. Reasons stay unspoken: a
// queue need not hear them; whoever asked for the voice hears them too.
QtObject {
    id: root

    required property ScreenViewModel view
    required property DeskViewModel desk
    readonly property var sentences: {
        if (root.desk.panel === "code")
            return [Texts.helper("code"), Texts.codeHint(root.desk.sent !== "", root.desk.sent === "" ? "" : root.view.codeAnswer)];
        if (root.desk.panel === "services")
            return [Texts.helper("services"), Texts.servicesHint()];
        if (root.desk.panel === "feedback")
            return root.desk.thanked ? [Texts.thanks(), Texts.thanksHint()] : [Texts.inYourWay(), Texts.feedbackHint()];
        switch (root.view.page) {
        case "welcome":
            return [Texts.welcome("headline"), Texts.welcome("hands"), Texts.welcome("mask"), Texts.welcome("invitation")];
        case "screening":
            return [Texts.guidance(root.view.phase, root.view.guidance), Texts.guidanceHint(root.view.phase, root.view.guidance)];
        case "let_in":
            return [...root.view.letIn.split(""), Texts.headline("come_in")];
        case "answer":
            return root.answer;
        default:
            return [Texts.resting(root.view.trouble === "starting")];
        }
    }
    readonly property var answer: {
        const said = [Texts.headline(root.view.advice), Texts.explain(root.view.advice)];
        if (root.view.code !== "")
            said.push(Texts.yourCode(), ...root.view.code.split(""));
        said.push(Texts.nextStep(root.view.advice, root.view.code !== "", root.view.doorOpen, root.view.staysLocked));
        return said;
    }
    readonly property bool speaking: root.desk.speaking

    onSentencesChanged: root.desk.say(root.sentences, false)
    onSpeakingChanged: root.desk.say(root.speaking ? root.sentences.concat(root.view.reasons.map(reason => Texts.reason(reason, root.view.outcome))) : [], true)
}

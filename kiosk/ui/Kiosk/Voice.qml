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
            return [Texts.helper("code"), PanelTexts.codeHint(root.desk.sent !== "", root.desk.sent === "" ? "" : root.view.codeAnswer)];
        if (root.desk.panel === "services")
            return [Texts.helper("services"), PanelTexts.servicesHint()];
        if (root.desk.panel === "feedback")
            return root.desk.thanked ? [PanelTexts.thanks(), PanelTexts.thanksHint()] : [PanelTexts.inYourWay(), PanelTexts.feedbackHint()];
        switch (root.view.page) {
        case "welcome":
            return [Texts.welcome("headline"), Texts.welcome("hands"), Texts.welcome("mask"), Texts.welcome("invitation")];
        case "screening":
            return [Texts.guidance(root.view.phase, root.view.guidance), Texts.guidanceHint(root.view.phase, root.view.guidance)];
        case "let_in":
            return [...root.view.letIn.split(""), AnswerTexts.headline("come_in")];
        case "answer":
            return root.answer;
        default:
            return [Texts.resting(root.view.trouble === "starting")];
        }
    }
    readonly property var answer: {
        const said = [AnswerTexts.headline(root.view.advice), AnswerTexts.explain(root.view.advice)];
        if (root.view.code !== "")
            said.push(Texts.yourCode(), ...root.view.code.split(""));
        said.push(AnswerTexts.nextStep(root.view.advice, root.view.code !== "", root.view.doorOpen, root.view.staysLocked));
        return said;
    }
    readonly property bool speaking: root.desk.speaking

    onSentencesChanged: root.desk.say(root.sentences, false)
    onSpeakingChanged: root.desk.say(root.speaking ? root.sentences.concat(root.view.reasons.map(reason => AnswerTexts.reason(reason, root.view.outcome))) : [], true)
}

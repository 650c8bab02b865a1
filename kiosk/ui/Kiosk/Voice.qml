pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// What is said aloud: the sentences on the screen, in the order a person would read them. Of a page that changes, what
// has to be known; whoever asks for the voice hears all of it once, reasons too, which a queue need not hear.
QtObject {
    id: root

    required property ScreenViewModel view
    required property DeskViewModel desk
    // A list would count as changed with every report of the station, and the voice would begin anew each time.
    readonly property string said: JSON.stringify(root.sentences(false))
    readonly property bool speaking: root.desk.speaking

    function sentences(whole: bool): var {
        if (root.desk.panel === "code")
            return root.code();
        if (root.desk.panel === "services")
            return [Texts.helper("services"), PanelTexts.servicesHint()];
        if (root.desk.panel === "feedback")
            return root.feedback();
        switch (root.view.page) {
        case "welcome":
            return root.welcome(whole);
        case "screening":
            return [Texts.guidance(root.view.phase, root.view.guidance), Texts.guidanceHint(root.view.phase, root.view.guidance)];
        case "let_in":
            return [...root.view.letIn.split(""), AnswerTexts.headline("come_in")];
        case "answer":
            return root.answer(whole);
        default:
            return [Texts.resting(root.view.trouble === "starting"), Texts.restingHint(root.view.trouble === "starting")];
        }
    }

    // What a finger touched is heard; what becomes of it too.
    function code(): var {
        if (root.desk.sent !== "")
            return [PanelTexts.codeHint(true, root.view.codeAnswer)];
        return root.desk.typed !== "" ? root.desk.typed.split("") : [Texts.helper("code"), PanelTexts.codeHint(false, "")];
    }

    function feedback(): var {
        if (root.desk.thanked)
            return [PanelTexts.thanks(), PanelTexts.thanksHint()];
        if (root.desk.mood !== "")
            return [PanelTexts.mood(root.desk.mood)];
        return root.desk.matter !== "" ? [PanelTexts.matter(root.desk.matter)] : [PanelTexts.inYourWay(), PanelTexts.feedbackHint()];
    }

    function welcome(whole: bool): var {
        const asked = [["hands", root.view.hands], ["mask", root.view.mask]];
        if (whole)
            asked.push(["temperature", root.view.temperature]);
        const checks = asked.filter(([name, state]) => state !== "not_needed").map(([name]) => name);
        const parts = whole ? ["headline", "intention", "privacy", ...checks, "invitation"] : ["headline", ...checks, "invitation"];
        return parts.map(part => Texts.welcome(part));
    }

    function answer(whole: bool): var {
        const lines = [AnswerTexts.headline(root.view.advice), AnswerTexts.explain(root.view.advice)];
        if (root.view.code !== "")
            lines.push(Texts.yourCode(), ...root.view.code.split(""));
        lines.push(AnswerTexts.nextStep(root.view.advice, root.view.code !== "", root.view.doorOpen, root.view.staysLocked));
        return whole ? lines.concat(root.view.reasons.map(reason => AnswerTexts.reason(reason, root.view.outcome))) : lines;
    }

    onSaidChanged: root.desk.say(root.sentences(false), false)
    onSpeakingChanged: root.desk.say(root.speaking ? root.sentences(true) : [], true)
}

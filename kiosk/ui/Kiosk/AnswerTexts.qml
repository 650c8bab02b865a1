pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

// What an answer says: what was found, what to do, what happens next. Plain, polite, and never a diagnosis.
QtObject {
    id: root

    function headline(advice: string): string {
        switch (advice) {
        case "come_in":
            return qsTr("Please come\u00a0in");
        case "clean_hands":
            return qsTr("Please clean your\u00a0hands");
        case "put_on_mask":
            return qsTr("Please put on a mask");
        case "straighten_mask":
            return qsTr("Please straighten your mask");
        case "come_closer":
            return qsTr("Please come a little\u00a0closer");
        case "rest":
            return qsTr("Please rest a\u00a0little");
        case "measure_again":
            return qsTr("Let us measure once\u00a0more");
        case "see_officer":
            return qsTr("Please see the\u00a0officer");
        default:
            return "";
        }
    }

    //: The one sentence below the headline of an answer: what to do, in plain words.
    function explain(advice: string): string {
        switch (advice) {
        case "come_in":
            return qsTr("Thank you.\nWe wish you a smooth visit.");
        case "clean_hands":
            return qsTr("Use the sanitiser or the basin.");
        case "put_on_mask":
            return qsTr("No mask with you? Please ask the officer for\u00a0one.");
        case "straighten_mask":
            return qsTr("It should cover your nose, your mouth and your\u00a0chin.");
        case "come_closer":
            return qsTr("Face the screen, forehead\u00a0free.");
        case "rest":
            return qsTr("Sit in the shade for about 10\u00a0minutes and have some water.");
        case "measure_again":
            return qsTr("Face in the outline, and hold\u00a0still.");
        case "see_officer":
            return qsTr("The officer is glad to help you.");
        default:
            return "";
        }
    }

    //: What happens next, always on the screen after an answer.
    function nextStep(advice: string, hasCode: bool, doorOpen: bool, staysLocked: bool): string {
        switch (advice) {
        case "come_in":
            if (staysLocked)
                return qsTr("The officer will open the door for\u00a0you.");
            return doorOpen ? qsTr("The door is open for you.") : qsTr("Please go through the\u00a0door.");
        case "rest":
            return hasCode ? qsTr("Then come back and touch “I have a\u00a0code”. It keeps your place in the\u00a0queue.") : qsTr("Then come back here.");
        case "see_officer":
            return hasCode ? qsTr("Please go to the officer's desk and show your\u00a0code.") : qsTr("Please go to the officer's\u00a0desk.");
        case "come_closer":
        case "measure_again":
            return qsTr("The measurement starts again by\u00a0itself.");
        default:
            return qsTr("Then look at this screen\u00a0again.");
        }
    }

    function reason(reason: string, outcome: string): string {
        switch (reason) {
        case "hands_not_cleaned":
            return outcome === "admit" ? qsTr("Please clean your hands inside.") : qsTr("Clean hands protect everybody\u00a0here.");
        case "mask_missing":
            return outcome === "admit" ? qsTr("A mask is recommended inside.") : qsTr("A mask is needed inside.");
        case "mask_incorrect":
            return outcome === "admit" ? qsTr("Please pull your mask over nose and\u00a0chin.") : qsTr("Your mask does not sit well\u00a0yet.");
        case "mask_unsure":
            return qsTr("We could not see your mask clearly.");
        case "temperature_elevated":
            return qsTr("The officer will measure once more, with another thermometer.");
        case "hot_arrival":
            return qsTr("Your skin is still warm from outside.");
        case "temperature_near_threshold":
            return qsTr("One more measurement will make it\u00a0certain.");
        case "temperature_too_low":
            return qsTr("The measurement did not reach your face\u00a0well.");
        case "temperature_too_high":
            return qsTr("Sun or a lamp may have disturbed the\u00a0measurement.");
        case "temperature_unsteady":
            return qsTr("The measurement did not settle.");
        case "temperature_not_measured":
            return qsTr("Your temperature has not been measured\u00a0yet.");
        case "retries_used_up":
            return qsTr("We have tried a few times already.");
        case "referred_before":
            return qsTr("The officer is expecting you already.");
        default:
            return "";
        }
    }
}

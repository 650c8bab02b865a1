pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

// Every sentence that depends on a word of the station. Plain, polite, and never a diagnosis.
QtObject {
    id: root

    function welcome(part: string): string {
        switch (part) {
        case "headline":
            return qsTr("Welcome");
        case "intention":
            return qsTr("Just a moment, then please come\u00a0in.");
        case "privacy":
            return qsTr("No picture of your face is kept.");
        case "hands":
            return qsTr("Clean your hands.");
        case "mask":
            return qsTr("Cover your nose and chin.");
        case "temperature":
            return qsTr("Look at the screen for a moment.\nNothing touches you.");
        default:
            return qsTr("Please stand in front of this screen");
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
            return qsTr("I have a code");
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

    //: Below "I have a code": what to do, then what became of it.
    function codeHint(sent: bool, answer: string): string {
        if (!sent)
            return qsTr("Type the two characters of your code.");
        switch (answer) {
        case "accepted":
            return qsTr("Thank you, we know your code. Please look at the screen again.");
        case "unknown":
            return qsTr("We do not know this code. Please try again, or ask the officer.");
        case "expired":
            return qsTr("This code is too old. Please go on without it: touch Back.");
        case "used":
            return qsTr("This code has been used already. Please ask the officer.");
        case "wait":
            return qsTr("Please wait a minute, then try again, or ask the officer.");
        default:
            return qsTr("One moment, please");
        }
    }

    function servicesHint(): string {
        return qsTr("Point your phone's camera at a square. No waiting, from home.");
    }

    function phone(number: string): string {
        return qsTr("Phone %1").arg(number);
    }

    function onlineInstead(): string {
        return qsTr("Many things can be done online:");
    }

    function inYourWay(): string {
        return qsTr("Something in your way?");
    }

    function feedbackHint(): string {
        return qsTr("Touch one face and one matter. We ask for no name.");
    }

    function complaintsHint(): string {
        return qsTr("Or write to the national complaints channel:");
    }

    function thanks(): string {
        return qsTr("Thank you for telling us");
    }

    function thanksHint(): string {
        return qsTr("The office reads it. You may go on now.");
    }

    function mood(mood: string): string {
        switch (mood) {
        case "good":
            return qsTr("Good");
        case "so_so":
            return qsTr("So-so");
        default:
            return qsTr("Not good");
        }
    }

    function matter(matter: string): string {
        switch (matter) {
        case "queue":
            return qsTr("Queue");
        case "sensor":
            return qsTr("Sensor");
        case "mask":
            return qsTr("Mask");
        case "staff":
            return qsTr("Staff");
        default:
            return qsTr("Other");
        }
    }

    function stillHere(): string {
        return qsTr("Are you still here?");
    }

    function touchToStay(): string {
        return qsTr("Touch anywhere to go on.");
    }

    //: An officer let this visitor in; %1 is the code.
    function letIn(code: string): string {
        return qsTr("%1, please enter").arg(code);
    }

    function resting(starting: bool): string {
        return starting ? qsTr("One moment, this screen is getting ready") : qsTr("Please see the officer");
    }

    function guidance(phase: string, guidance: string): string {
        if (phase === "measuring")
            return qsTr("Please hold still");
        if (phase === "deciding")
            return qsTr("One moment, please");
        switch (guidance) {
        case "clean_hands":
            return qsTr("Please clean your hands first");
        case "one_person":
            return qsTr("One person first, please");
        case "come_closer":
            return qsTr("Please come a little closer");
        case "step_back":
            return qsTr("Please step back a little");
        case "look_here":
            return qsTr("Please look here");
        case "hold_still":
            return qsTr("Please hold still");
        default:
            return qsTr("Please stand inside the outline");
        }
    }

    function guidanceHint(phase: string, guidance: string): string {
        if (phase === "measuring")
            return qsTr("Measuring, just a moment.");
        if (phase === "deciding")
            return qsTr("Your answer is coming.");
        switch (guidance) {
        case "clean_hands":
            return qsTr("Use the sanitiser or the basin.");
        case "one_person":
            return qsTr("Companions follow one by one.");
        case "come_closer":
            return qsTr("Until your face fills the outline.");
        case "step_back":
            return qsTr("Until your face fits into the outline.");
        case "look_here":
            return qsTr("Face the screen, forehead free.");
        case "hold_still":
            return qsTr("The measurement starts by itself.");
        default:
            return qsTr("The measurement starts by itself.");
        }
    }

    function headline(advice: string): string {
        switch (advice) {
        case "come_in":
            return qsTr("Please come\u00a0in");
        case "clean_hands":
            return qsTr("Please clean your hands");
        case "put_on_mask":
            return qsTr("Please put on a mask");
        case "straighten_mask":
            return qsTr("Please straighten your mask");
        case "come_closer":
            return qsTr("Please come a little closer");
        case "rest":
            return qsTr("Please rest a little");
        case "measure_again":
            return qsTr("Let us measure once more");
        case "see_officer":
            return qsTr("Please see the officer");
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
            return qsTr("Have you none with you? The officer will gladly give you one.");
        case "straighten_mask":
            return qsTr("It should cover your nose, your mouth and your chin.");
        case "come_closer":
            return qsTr("Face the screen, forehead free.");
        case "rest":
            return qsTr("Sit in the shade for about 10\u00a0minutes and have some water.");
        case "measure_again":
            return qsTr("Stand inside the outline and hold still.");
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
                return qsTr("The officer will open the door for you.");
            return doorOpen ? qsTr("The door is open for you.") : qsTr("Please walk through the door.");
        case "rest":
            return hasCode ? qsTr("Then come back here. Your code keeps your place in the queue.") : qsTr("Then come back here.");
        case "see_officer":
            return hasCode ? qsTr("Please walk to the officer's desk and show your code.") : qsTr("Please walk to the officer's desk.");
        default:
            return qsTr("Then simply stand here again.");
        }
    }

    function reason(reason: string, outcome: string): string {
        switch (reason) {
        case "hands_not_cleaned":
            return outcome === "admit" ? qsTr("Please clean your hands inside.") : qsTr("Clean hands protect everybody here.");
        case "mask_missing":
            return outcome === "admit" ? qsTr("A mask is recommended inside.") : qsTr("A mask is needed inside.");
        case "mask_incorrect":
            return outcome === "admit" ? qsTr("Please pull your mask over nose and chin.") : qsTr("Your mask does not sit well yet.");
        case "mask_unsure":
            return qsTr("We could not see your mask clearly.");
        case "temperature_elevated":
            return qsTr("The officer will measure once more, with another thermometer.");
        case "hot_arrival":
            return qsTr("Your skin is still warm from outside.");
        case "temperature_near_threshold":
            return qsTr("One more measurement will make it certain.");
        case "temperature_too_low":
            return qsTr("The measurement did not reach your face well.");
        case "temperature_too_high":
            return qsTr("Sun or a lamp may have disturbed the measurement.");
        case "temperature_unsteady":
            return qsTr("The measurement did not settle.");
        case "temperature_not_measured":
            return qsTr("Your temperature has not been measured yet.");
        case "retries_used_up":
            return qsTr("We have tried a few times already.");
        case "referred_before":
            return qsTr("The officer is expecting you already.");
        default:
            return "";
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

    //: Small print for staff: the part of the station, then what is wrong with it.
    function fault(source: string, trouble: string): string {
        return qsTr("%1: %2").arg(root.sourceName(source)).arg(root.troubleName(trouble));
    }

    function sourceName(source: string): string {
        switch (source) {
        case "camera":
            return qsTr("Camera");
        case "sight":
            return qsTr("Face and mask recognition");
        case "thermometer":
            return qsTr("Thermometer");
        case "door":
            return qsTr("Door");
        case "records":
            return qsTr("Records");
        case "room":
            return qsTr("Room");
        case "clock":
            return qsTr("Clock");
        default:
            return qsTr("Station");
        }
    }

    function troubleName(trouble: string): string {
        switch (trouble) {
        case "starting":
            return qsTr("starting");
        case "disconnected":
            return qsTr("not connected");
        case "silent":
            return qsTr("gives no answer");
        case "stuck":
            return qsTr("repeats the same value");
        case "frozen":
            return qsTr("the picture stands still");
        case "black":
            return qsTr("the picture is dark");
        case "no_value":
            return qsTr("the sensor reports no value");
        case "too_cold":
            return qsTr("too cold");
        case "too_warm":
            return qsTr("too warm");
        case "changing":
            return qsTr("its temperature is changing");
        case "sun_or_lamp":
            return qsTr("sun or a lamp");
        case "warming_up":
            return qsTr("the sensor is warming up");
        case "not_writable":
            return qsTr("cannot be written");
        case "damaged":
            return qsTr("damaged");
        case "jumped":
            return qsTr("the time has jumped");
        case "calibration_expired":
            return qsTr("its calibration has expired");
        case "check_failed":
            return qsTr("the check against the blackbody failed");
        case "check_due":
            return qsTr("the check against the blackbody is due");
        default:
            return qsTr("stopped");
        }
    }

    //: Small print for staff: what to do first.
    function remedy(source: string, trouble: string): string {
        if (trouble === "starting")
            return qsTr("This takes a few seconds.");
        switch (source) {
        case "camera":
            return trouble === "black" ? qsTr("Uncover the lens and switch on the light.") : qsTr("Check the camera's cable, then its power.");
        case "thermometer":
            return trouble === "warming_up" ? qsTr("It comes back by itself. Keep draughts and sun off the sensor.") : qsTr("Check the thermometer's cable, then its power.");
        case "door":
            return qsTr("The door stays locked. Check the relay's cable; let visitors in by hand.");
        case "room":
            return trouble === "sun_or_lamp" ? qsTr("Draw the curtain or turn the lamp away; the kiosk goes on by itself.") : qsTr("Close the door, keep sun and draughts off the kiosk; it goes on by itself.");
        case "records":
            return qsTr("Check that the disk has free space and may be written.");
        case "clock":
            return qsTr("Check the date and time of this computer.");
        default:
            return qsTr("It restarts by itself. If it does not, call the technician.");
        }
    }
}

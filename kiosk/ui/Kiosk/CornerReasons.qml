pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// What the corner answers: refusals, notes, what something means before it is done, and what speaks against a calibration.
QtObject {
    id: root

    function refusal(now: CornerNowModel): string {
        switch (now.refused) {
        case "wrong":
            return now.attemptsLeft >= 0 ? qsTr("Number or PIN is not right. Attempts left: %1.").arg(now.attemptsLeft) : qsTr("Number or PIN is not right.");
        case "locked":
            return qsTr("Too many wrong attempts. Try again in %1, or at once after signing in on the staff web page.").arg(CornerTexts.clock(now.lockedS));
        case "no_right":
            return qsTr("The PIN is right, but your role may not do this.");
        case "no_pin":
            return qsTr("This account has no PIN. In a terminal:\nkiosk staff set-pin NAME");
        case "no_accounts":
            return qsTr("There are no accounts yet. In a terminal:\nkiosk staff add NAME --role technician");
        default:
            return qsTr("The accounts cannot be read. Put a copy of staff.db back, or add everybody anew.");
        }
    }

    function note(name: string): string {
        switch (name) {
        case "stored":
            return qsTr("Stored in the record. It counts from now on.");
        case "discarded":
            return qsTr("Thrown away. What was in force stays in force.");
        case "not_allowed":
            return qsTr("Your role may not do this.");
        case "station_busy":
            return qsTr("The kiosk could not pause for staff just now. Try again in a moment.");
        case "not_stored":
            return qsTr("It could not be stored; what was in force stays in force.");
        case "no_calibration":
            return qsTr("There is no valid calibration to check. Calibrate first.");
        case "not_this_source":
            return qsTr("These data of the blackbody will not do.");
        case "reason_missing":
            return qsTr("A reason is wanted.");
        case "not_this_calibration":
            return qsTr("This calibration cannot be put in force.");
        case "sensor_silent":
            return qsTr("No reading comes. Look at the sensor's cable; the bench waits.");
        case "sensor_changed":
            return qsTr("This is not the sensor that the work began with, or it is gone. Plug it in again.");
        case "not_steady":
            return qsTr("It did not come to rest. Leave sensor and blackbody alone, out of draughts, and confirm again.");
        case "signed_out_idle":
            return qsTr("Nobody touched the screen: signed out.");
        default:
            return qsTr("An error in the program. The corner began anew; please report it.");
        }
    }

    function waiting(busy: string): string {
        switch (busy) {
        case "checking_pin":
            return qsTr("Checking the PIN …");
        case "waiting_for_visitor":
            return qsTr("The PIN is right. The visitor being screened is finished first …");
        default:
            return qsTr("Writing to the record …");
        }
    }

    function deed(name: string): string {
        switch (name) {
        case "accept":
            return qsTr("Sign");
        case "reject":
            return qsTr("Do not accept");
        case "roll_back":
            return qsTr("Put an earlier calibration in force");
        case "shut_down":
            return qsTr("Shut down");
        default:
            return qsTr("Throw the run away");
        }
    }

    function doIt(name: string): string {
        switch (name) {
        case "accept":
            return qsTr("Sign and store");
        case "roll_back":
            return qsTr("Sign and put in force");
        case "shut_down":
            return qsTr("Sign and shut down");
        default:
            return qsTr("Throw it away");
        }
    }

    function deedMeans(name: string, asking: string): string {
        switch (name) {
        case "accept":
            return qsTr("With your PIN it is stored under your name, for good, and counts at once.");
        case "reject":
            return qsTr("Why? The figures and your reason are kept; what was in force stays in force.");
        case "roll_back":
            return asking === "why" ? qsTr("Why is the present one to be left?") : qsTr("With your PIN the chosen calibration counts at once. The present one stays on record.");
        case "shut_down":
            return qsTr("With your PIN the program ends now. The door stays locked.");
        default:
            return qsTr("What was taken so far is gone for good. The calibration in force is not touched.");
        }
    }

    function signs(who: string): string {
        return qsTr("PIN of %1").arg(who);
    }

    // The reasons are stored in these English words.
    function why(name: string): string {
        switch (name) {
        case "does not keep the rules":
            return qsTr("It does not keep the rules");
        case "disturbed while measuring":
            return qsTr("Disturbed while measuring");
        case "wrong reference or wrong setting":
            return qsTr("Wrong blackbody or wrong setting");
        case "readings are in doubt":
            return qsTr("The readings are in doubt");
        case "daily checks are off since":
            return qsTr("Daily checks are off since then");
        default:
            return qsTr("Only a trial");
        }
    }

    //: What speaks against a calibration, and what to do.
    function objection(why: string): string {
        switch (why) {
        case "too_few_points":
            return qsTr("Too few temperatures: take all steps.");
        case "too_few_readings":
            return qsTr("Too few readings at one temperature: look at the sensor's rate.");
        case "not_steady":
            return qsTr("A temperature was not steady: let the blackbody settle longer, keep draughts away.");
        case "room_unknown":
            return qsTr("What the blackbody mirrors is not known: type in the room's temperature.");
        case "too_narrow":
            return qsTr("The temperatures lie too close together.");
        case "residual":
            return qsTr("A point lies more than %1 off the line: take it again; is the sensor well before the opening?").arg(root.limit(0.1));
        case "gain":
            return qsTr("Gain is outside %1 to %2: wrong protocol, or a sensor at its end.").arg(CornerTexts.number(0.9, 1)).arg(CornerTexts.number(1.1, 1));
        case "offset":
            return qsTr("The sensor is more than %1 off: does it look at the blackbody alone?").arg(root.limit(2));
        case "hysteresis":
            return qsTr("From below and from above differ by more than %1: wait longer at each step.").arg(root.limit(0.2));
        case "technician":
            return qsTr("The technician did not accept it.");
        case "no_check":
            return qsTr("The check point is missing.");
        case "check":
            return qsTr("The check point is more than %1 off: the line does not hold between its points.").arg(root.limit(0.3));
        default:
            return qsTr("U is above %1: a better blackbody, or a sensor with less noise.").arg(root.limit(0.5));
        }
    }

    function limit(value: real): string {
        return CornerTexts.celsius(value, 1);
    }
}

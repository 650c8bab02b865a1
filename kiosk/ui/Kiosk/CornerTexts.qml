pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// Sentences of the staff corner but for the bench and what is calibrated. Short, and each says what to do.
QtObject {
    id: root

    function place(): var {
        return Qt.locale(qsTr("en_GB"));
    }

    function number(value: real, decimals: int): string {
        return Number(value).toLocaleString(root.place(), "f", decimals).replace("-", "\u2212");
    }

    function signed(value: real, decimals: int): string {
        return (value > 0 ? "+" : "") + root.number(value, decimals);
    }

    function celsius(value: real, decimals: int): string {
        return root.number(value, decimals) + "\u00a0°C";
    }

    // Times are the wall clock's, ISO 8601.
    function day(iso: string): string {
        return iso === "" ? "" : new Date(iso).toLocaleDateString(root.place(), "d\u00a0MMM\u00a0yyyy");
    }

    function moment(iso: string): string {
        return iso === "" ? "" : new Date(iso).toLocaleString(root.place(), "d\u00a0MMM\u00a0yyyy, HH:mm");
    }

    function clock(seconds: int): string {
        return Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
    }

    //: A figure as it is typed, with the language's decimal sign.
    function typedFigure(text: string): string {
        return /^[0-9]*\.[0-9]*$/.test(text) ? text.replace(".", root.place().decimalPoint) : text;
    }

    function key(name: string): string {
        switch (name) {
        case "back":
            return "";
        case "clear":
            return qsTr("Clear");
        case "point":
            return root.place().decimalPoint;
        case "letters":
            return "ABC";
        case "digits":
            return "123";
        case "space":
            return "␣";
        default:
            return name;
        }
    }

    function keyName(name: string): string {
        switch (name) {
        case "back":
            return qsTr("Erase the last one");
        case "space":
            return qsTr("Space");
        default:
            return root.key(name);
        }
    }

    function title(page: string): string {
        switch (page) {
        case "sign_in":
            return qsTr("Staff sign-in");
        case "form":
            return qsTr("Blackbody: as its certificate has it");
        case "calibrations":
            return qsTr("Calibrations of this sensor");
        case "devices":
            return qsTr("Devices and state");
        default:
            return qsTr("Staff corner");
        }
    }

    function task(name: string): string {
        switch (name) {
        case "check_daily":
            return qsTr("Daily check");
        case "calibrate":
            return qsTr("Calibrate");
        case "roll_back":
            return qsTr("Calibrations");
        case "devices":
            return qsTr("Devices");
        default:
            return qsTr("Shut down");
        }
    }

    function taskHint(name: string, now: CornerNowModel): string {
        switch (name) {
        case "check_daily":
            return now.standing === "valid" && now.checkDue !== "" ? qsTr("One look at the blackbody; next due %1.").arg(root.moment(now.checkDue)) : qsTr("One look at the blackbody.");
        case "calibrate":
            return now.waits ? qsTr("A run waits: %1 of %2 taken.").arg(now.runTaken).arg(now.runSteps) : qsTr("Before the blackbody, step by step.");
        case "roll_back":
            return qsTr("See all; go back to an earlier one.");
        case "devices":
            return qsTr("What is connected, and what is wrong.");
        default:
            return qsTr("End the program. The door stays locked.");
        }
    }

    function notYours(busy: string): string {
        return busy === "" ? qsTr("Not with your role.") : CornerReasons.waiting(busy);
    }

    function role(name: string): string {
        switch (name) {
        case "officer":
            return qsTr("officer");
        case "technician":
            return qsTr("technician");
        default:
            return qsTr("supervisor");
        }
    }

    function button(name: string): string {
        switch (name) {
        case "back":
            return qsTr("Back");
        case "before":
            return qsTr("Field before");
        case "next_field":
            return qsTr("Next field");
        case "cancel":
            return qsTr("Cancel");
        case "sign_in":
            return qsTr("Sign in");
        case "sign_out":
            return qsTr("Sign out");
        case "resume":
            return qsTr("Go on with it");
        case "discard":
            return qsTr("Throw it away …");
        case "change":
            return qsTr("Change its data");
        case "write":
            return qsTr("Type it in");
        case "other_source":
            return qsTr("Another blackbody");
        case "more":
            return qsTr("More");
        case "to_check":
            return qsTr("To the check");
        case "to_calibration":
            return qsTr("To the calibration");
        case "reject":
            return qsTr("Do not accept …");
        case "accept":
            return qsTr("Accept …");
        case "sign":
            return qsTr("Sign …");
        case "roll_back":
            return qsTr("Put in force again …");
        case "shut_down":
            return qsTr("Shut down …");
        default:
            return qsTr("To the menu");
        }
    }

    // What came of the last touch; what the corner is doing comes first.
    function told(now: CornerNowModel): string {
        if (now.busy !== "")
            return CornerReasons.waiting(now.busy);
        const said = now.refused !== "" ? CornerReasons.refusal(now) : now.note !== "" ? CornerReasons.note(now.note) : "";
        return said !== "" && now.detail !== "" ? said + " (" + now.detail + ")" : said;
    }

    function bad(now: CornerNowModel): bool {
        return now.busy === "" && (now.refused !== "" || !["", "stored", "discarded", "signed_out_idle"].includes(now.note));
    }

    function closes(signedIn: bool, seconds: int): string {
        return signedIn ? qsTr("signs out in %1").arg(root.clock(seconds)) : qsTr("closes in %1").arg(root.clock(seconds));
    }

    function forStaff(): string {
        return qsTr("For staff only. Visitors: please touch Back.");
    }

    function fieldName(field: string): string {
        switch (field) {
        case "number":
            return qsTr("Staff number");
        case "pin":
            return qsTr("PIN");
        case "serial":
            return qsTr("Serial number");
        case "certificate":
            return qsTr("Certificate");
        case "uncertainty":
            return qsTr("Uncertainty (k=2)");
        case "emissivity":
            return qsTr("Emissivity");
        default:
            return qsTr("Room (if needed)");
        }
    }

    function fieldHint(field: string): string {
        switch (field) {
        case "serial":
            return qsTr("On its type plate.");
        case "certificate":
            return qsTr("Number of the calibration certificate of the blackbody.");
        case "uncertainty":
            return qsTr("Of its temperature, from the certificate: expanded, k=2.");
        case "emissivity":
            return qsTr("From the certificate or the maker, such as %1.").arg(root.number(0.98, 2));
        default:
            return qsTr("Measured beside the blackbody, it makes U smaller. Empty: as warm as the sensor itself.");
        }
    }

    function unit(field: string): string {
        return field === "uncertainty" || field === "room" ? "°C" : "";
    }

    function device(one: var): string {
        return FaultTexts.sourceName(one.source) + (one.name === "" ? "" : " · " + one.name);
    }

    function works(one: var): string {
        const where = [one.where, one.serial].filter(word => word !== "").join(" · ");
        return where === "" ? qsTr("works") : qsTr("works") + " · " + where;
    }

    function shutDownMeans(): string {
        return qsTr("The program ends, and the door stays locked until it is started again. Nothing on record is lost. Whether the machine switches off as well is set by its service.");
    }
}

pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// Which blackbody, which run waits for it, and which calibrations there are.
QtObject {
    function standing(now: CornerNowModel): string {
        switch (now.standing) {
        case "valid":
            return qsTr("Calibrated, valid until %1. Daily check due by %2.").arg(CornerTexts.day(now.validUntil)).arg(CornerTexts.moment(now.checkDue));
        case "none":
            return qsTr("Not calibrated. A real door stays locked until it is.");
        case "expired":
            return qsTr("The calibration expired on %1. Calibrate.").arg(CornerTexts.day(now.validUntil));
        case "check_failed":
            return qsTr("The last daily check failed (%1). Calibrate.").arg(CornerTexts.moment(now.checkedAt));
        case "check_due":
            return qsTr("A daily check is due since %1.").arg(CornerTexts.moment(now.checkDue));
        default:
            return qsTr("The thermometer is not open: see Devices.");
        }
    }

    function whichSource(known: bool): string {
        return known ? qsTr("Which blackbody stands before the sensor?") : qsTr("No blackbody is on record here yet. Have its certificate at hand, and type it in once; it is offered from then on.");
    }

    function sourceHint(source: var): string {
        return qsTr("certificate %1 · U %2 · emissivity %3").arg(source.certificate).arg(CornerTexts.celsius(source.uncertainty_c, 2)).arg(CornerTexts.number(source.emissivity, 3));
    }

    function setTo(): string {
        return qsTr("Check at");
    }

    function runWaits(now: CornerNowModel): string {
        if (now.runBegun === "")
            return qsTr("A calibration was interrupted, and its file cannot be read.");
        return qsTr("A calibration of %1 by %2 was interrupted: %3 of %4 temperatures taken, before blackbody %5.").arg(CornerTexts.moment(now.runBegun)).arg(now.runBy).arg(now.runTaken).arg(now.runSteps).arg(now.runSource);
    }

    function hindrance(why: string): string {
        switch (why) {
        case "":
            return qsTr("Go on with it only before the same blackbody. Until a calibration is accepted, the one before stays in force.");
        case "other_sensor":
            return qsTr("It was begun with another sensor, or another setting of it. It can only be thrown away.");
        case "other_person":
            return qsTr("Only the person who began it goes on with it. You can throw it away.");
        default:
            return qsTr("It can only be thrown away. The calibration in force is not touched.");
        }
    }

    function state(name: string): string {
        switch (name) {
        case "in_force":
            return qsTr("in force");
        case "rejected":
            return qsTr("not accepted");
        case "expired":
            return qsTr("expired");
        default:
            return qsTr("earlier one");
        }
    }

    function simulated(): string {
        return qsTr("simulated");
    }

    function noCalibrations(): string {
        return qsTr("This sensor has no calibration yet. Until it has one, a real door stays locked. A technician makes one: Back, then Calibrate.");
    }

    function calibrationDetails(row: var): string {
        const lines = [qsTr("Row %1, by %2, %3").arg(row.seq).arg(row.by).arg(CornerTexts.moment(row.at))];
        if (row.gain !== undefined && row.gain !== null)
            lines.push(qsTr("Gain %1 · offset %2").arg(CornerTexts.number(row.gain, 4)).arg(CornerTexts.signed(row.offset_c, 3) + "\u00a0°C"));
        if (row.uncertainty_c !== undefined && row.uncertainty_c !== null)
            lines.push(qsTr("U %1 (k=2, at 37 °C)").arg(CornerTexts.celsius(row.uncertainty_c, 2)));
        if (row.objections.length > 0)
            lines.push(...row.objections.map(why => "• " + CornerReasons.objection(why)));
        else
            lines.push(qsTr("Valid until %1").arg(CornerTexts.day(row.valid_until)));
        return lines.join("\n");
    }

    function chosen(row: var): string {
        return row ? qsTr("Calibration of %1 by %2, row %3").arg(CornerTexts.day(row.at)).arg(row.by).arg(row.seq) : "";
    }
}

pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

// Small print for staff: what is wrong and what to do first. Never spoken.
QtObject {
    id: root

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
        case "screen":
            return qsTr("Screen");
        default:
            return qsTr("Kiosk");
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
            return qsTr("the daily check failed");
        case "check_due":
            return qsTr("the daily check is due");
        case "staff_at_work":
            return qsTr("staff are at work at the kiosk");
        case "reference_lost":
            return qsTr("it does not see its warm reference");
        case "reference_moved":
            return qsTr("its warm reference has been moved");
        case "reference_off":
            return qsTr("it reads its warm reference wrong");
        default:
            return qsTr("stopped");
        }
    }

    //: Small print for staff: what to do first.
    function remedy(source: string, trouble: string): string {
        if (trouble === "starting")
            return qsTr("This takes a few seconds.");
        if (trouble === "staff_at_work")
            return qsTr("It goes on as soon as they have finished.");
        switch (source) {
        case "camera":
            return trouble === "black" ? qsTr("Uncover the lens and switch on the light.") : qsTr("Check the camera's cable, then its power.");
        case "thermometer":
            return root.thermometerRemedy(trouble);
        case "door":
            return qsTr("The door stays locked. Check the relay's cable; let visitors in by hand.");
        case "room":
            return trouble === "sun_or_lamp" ? qsTr("Draw the curtain or turn the lamp away; the kiosk goes on by itself.") : qsTr("Close the door, keep sun and draughts off the kiosk; it goes on by itself.");
        case "records":
            return trouble === "damaged" ? qsTr("A supervisor looks at the records and acknowledges it; then it goes on.") : qsTr("Check that the disk has free space and may be written.");
        case "clock":
            return qsTr("Check the date and time of this computer.");
        default:
            return qsTr("It restarts by itself. If it does not, call the technician.");
        }
    }

    //: Small print for staff. The warm reference is a small blackbody that the sensor always has in view.
    function thermometerRemedy(trouble: string): string {
        switch (trouble) {
        case "warming_up":
            return qsTr("It comes back by itself. Keep draughts and sun off the sensor.");
        case "calibration_expired":
            return qsTr("A technician calibrates it before the blackbody.");
        case "check_failed":
        case "check_due":
            return qsTr("A technician checks it before the blackbody.");
        case "reference_lost":
            return qsTr("Switch the warm reference on, and let nothing stand before it.");
        case "reference_moved":
            return qsTr("Put the warm reference back where it was, or call the technician.");
        case "reference_off":
            return qsTr("Call the technician: check the warm reference, then calibrate.");
        default:
            return qsTr("Check the thermometer's cable, then its power.");
        }
    }
}

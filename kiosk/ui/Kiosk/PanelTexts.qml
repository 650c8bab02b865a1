pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

// What the panels say that a touch opens: a code, services that need no visit, something in the way.
QtObject {
    id: root

    //: Below "I have a code": what to do, then what became of it.
    function codeHint(sent: bool, answer: string): string {
        if (!sent)
            return qsTr("Type the two characters of your\u00a0code.");
        switch (answer) {
        case "accepted":
            return qsTr("Thank you, we know your code. Please look at the screen\u00a0again.");
        case "unknown":
            return qsTr("We do not know this code. Please try again, or ask the\u00a0officer.");
        case "expired":
            return qsTr("This code is too old. Please go on without it: touch\u00a0Back.");
        case "used":
            return qsTr("This code has been used already. Please ask the officer.");
        case "wait":
            return qsTr("Please wait a minute, then try again, or ask the\u00a0officer.");
        default:
            return qsTr("One moment, please");
        }
    }

    function servicesHint(): string {
        return qsTr("Point your phone's camera at a square. No waiting, from\u00a0home.");
    }

    function phone(number: string): string {
        return qsTr("Phone %1").arg(number);
    }

    function onlineInstead(): string {
        return qsTr("Also possible online:");
    }

    function inYourWay(): string {
        return qsTr("Something in your\u00a0way?");
    }

    function feedbackHint(): string {
        return qsTr("Touch one face and one matter. We ask for no\u00a0name.");
    }

    function complaintsHint(): string {
        return qsTr("Or write to the national complaints channel:");
    }

    function thanks(): string {
        return qsTr("Thank you for telling\u00a0us");
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
}

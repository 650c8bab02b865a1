pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Kiosk.Backend

Window {
    id: root

    required property ScreenViewModel view
    required property DeskViewModel desk
    required property PreviewFeed feed
    required property CornerViewModel corner
    property bool motion: true
    property bool fullScreen: false
    // Only the program itself closes a full screen; no key, gesture or window manager does.
    property bool mayClose: !root.fullScreen

    width: 1280
    height: 800
    visible: true
    visibility: root.fullScreen ? Window.FullScreen : Window.Windowed
    title: root.view.siteName
    color: Theme.paper

    onClosing: close => close.accepted = root.mayClose

    Binding {
        target: Theme
        property: "windowWidth"
        value: root.width
    }

    Binding {
        target: Theme
        property: "windowHeight"
        value: root.height
    }

    Binding {
        target: Theme
        property: "motion"
        value: root.motion
    }

    Binding {
        target: Theme
        property: "scheme"
        value: root.desk.scheme
    }

    Voice {
        view: root.view
        desk: root.desk
    }

    SimulationBand {
        id: band

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        simulated: root.view.simulated
    }

    StaffNote {
        id: note

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: band.bottom
        visible: uncalibrated && !pages.visible
        uncalibrated: root.view.uncalibrated
    }

    Item {
        id: stage

        objectName: "stage"
        visible: !pages.visible

        // A step to each side in turn, so that no edge burns into the panel.
        readonly property int step: Math.ceil(Theme.unit * 4)

        x: [0, 1, 0, -1][root.desk.shift] * stage.step
        width: root.width
        anchors.top: note.bottom
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.bar + [0, 0, 1, 0][root.desk.shift] * stage.step

        WelcomePage {
            objectName: "welcomePage"
            anchors.fill: parent
            visible: root.view.page === "welcome"
            view: root.view
            desk: root.desk
        }

        ScreeningPage {
            objectName: "screeningPage"
            anchors.fill: parent
            visible: root.view.page === "screening"
            view: root.view
            feed: root.feed
        }

        AnswerPage {
            objectName: "answerPage"
            anchors.fill: parent
            visible: root.view.page === "answer"
            view: root.view
            desk: root.desk
        }

        LetInPage {
            objectName: "letInPage"
            anchors.fill: parent
            visible: root.view.page === "let_in"
            view: root.view
        }

        OutOfServicePage {
            objectName: "outOfServicePage"
            anchors.fill: parent
            visible: root.view.page === "out_of_service"
            view: root.view
            desk: root.desk
        }

        CornerDoor {
            width: Math.min(root.width * 0.6, Theme.unit * 620)
            height: Math.round(Theme.touch * 1.3)
            visible: root.corner.offered
            corner: root.corner
        }

        CodePanel {
            objectName: "codePanel"
            anchors.fill: parent
            visible: root.desk.panel === "code"
            view: root.view
            desk: root.desk
        }

        ServicesPanel {
            objectName: "servicesPanel"
            anchors.fill: parent
            visible: root.desk.panel === "services"
            desk: root.desk
        }

        FeedbackPanel {
            objectName: "feedbackPanel"
            anchors.fill: parent
            visible: root.desk.panel === "feedback"
            desk: root.desk
        }

        StillHere {
            objectName: "stillHerePage"
            anchors.fill: parent
            visible: root.desk.asking
            desk: root.desk
        }
    }

    BottomBar {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        anchors.bottomMargin: Theme.gap
        visible: !pages.visible
        view: root.view
        desk: root.desk
    }

    CornerPages {
        id: pages

        objectName: "cornerPages"
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: band.bottom
        anchors.bottom: parent.bottom
        corner: root.corner
    }

    Rectangle {
        objectName: "dimmer"
        anchors.fill: parent
        color: "black"
        visible: root.desk.dimmed
        opacity: 0.6
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Kiosk.Backend

Window {
    id: root

    required property ScreenViewModel view
    required property PreviewFeed feed
    property bool motion: true
    property bool fullScreen: false

    width: 1280
    height: 800
    visible: true
    visibility: root.fullScreen ? Window.FullScreen : Window.Windowed
    title: root.view.siteName
    color: Theme.paper

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

    SimulationBand {
        id: band

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        simulated: root.view.simulated
    }

    Item {
        id: stage

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: band.bottom
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.bar

        WelcomePage {
            objectName: "welcomePage"
            anchors.fill: parent
            visible: root.view.page === "welcome"
            view: root.view
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
        }

        OutOfServicePage {
            objectName: "outOfServicePage"
            anchors.fill: parent
            visible: root.view.page === "out_of_service"
            view: root.view
        }
    }

    BottomBar {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Theme.margin + (!Theme.portrait && root.view.page === "answer" ? root.width / 2 : 0)
        anchors.rightMargin: Theme.margin
        anchors.bottomMargin: Theme.gap
        view: root.view
    }
}

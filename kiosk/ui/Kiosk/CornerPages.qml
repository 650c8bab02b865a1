pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// The staff corner over the visitor's screen. A page lives only while it is shown.
Item {
    id: root

    required property CornerViewModel corner
    readonly property string page: root.corner.now.page
    // Nothing stands over the page.
    readonly property bool bare: root.corner.asking === "" && !root.corner.writing

    visible: root.page !== "closed"

    Loader {
        anchors.fill: parent
        visible: root.bare
        active: root.page === "sign_in"
        sourceComponent: CornerSignIn {
            corner: root.corner
        }
    }

    Loader {
        anchors.fill: parent
        visible: root.bare
        active: root.page === "menu"
        sourceComponent: CornerMenu {
            corner: root.corner
        }
    }

    Loader {
        anchors.fill: parent
        visible: root.bare
        active: root.page === "source" && root.corner.now.kind === "calibrate" && root.corner.now.waits
        sourceComponent: CornerResume {
            corner: root.corner
        }
    }

    Loader {
        anchors.fill: parent
        visible: root.bare
        active: root.page === "source" && !(root.corner.now.kind === "calibrate" && root.corner.now.waits)
        sourceComponent: CornerSource {
            corner: root.corner
        }
    }

    Loader {
        anchors.fill: parent
        visible: root.corner.asking === ""
        active: root.corner.writing
        sourceComponent: CornerForm {
            corner: root.corner
        }
    }

    Loader {
        anchors.fill: parent
        visible: root.bare
        active: root.page === "bench"
        sourceComponent: CornerBench {
            corner: root.corner
        }
    }

    Loader {
        anchors.fill: parent
        visible: root.bare
        active: root.page === "result"
        sourceComponent: CornerResult {
            corner: root.corner
        }
    }

    Loader {
        anchors.fill: parent
        visible: root.bare
        active: root.page === "calibrations"
        sourceComponent: CornerCalibrations {
            corner: root.corner
        }
    }

    Loader {
        anchors.fill: parent
        visible: root.bare
        active: root.page === "devices"
        sourceComponent: CornerDevices {
            corner: root.corner
        }
    }

    Loader {
        anchors.fill: parent
        visible: root.bare
        active: root.page === "shut_down"
        sourceComponent: CornerShutDown {
            corner: root.corner
        }
    }

    Loader {
        anchors.fill: parent
        active: root.corner.asking !== ""
        sourceComponent: CornerAsk {
            corner: root.corner
        }
    }

    // Above all pages: it sees each touch first, and takes none.
    Item {
        anchors.fill: parent

        PointHandler {
            onActiveChanged: root.corner.touch()
        }
    }
}

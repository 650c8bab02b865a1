pragma ComponentBehavior: Bound

import QtQuick

// Number and PIN. Nothing here says who works here.
CornerFrame {
    id: root

    title: CornerTexts.title("sign_in")
    nextText: CornerTexts.button("sign_in")
    nextEnabled: root.corner.number !== "" && root.corner.pinLength > 0
    noteBeside: true
    onBack: root.corner.close()
    onNext: root.corner.signIn()

    Column {
        id: fields

        readonly property real wide: root.portrait ? parent.width : (parent.width - Theme.gap) * 0.46

        width: fields.wide
        spacing: Theme.gapSmall

        CornerField {
            objectName: "field_number"
            width: fields.wide
            name: CornerTexts.fieldName("number")
            value: root.corner.number
            here: root.corner.field === "number"
            onClicked: root.corner.choose("number")
        }

        CornerField {
            objectName: "field_pin"
            width: fields.wide
            name: CornerTexts.fieldName("pin")
            value: "●".repeat(root.corner.pinLength)
            here: root.corner.field === "pin"
            onClicked: root.corner.choose("pin")
        }

        Words {
            width: fields.wide
            text: CornerTexts.forStaff()
            size: Theme.work * (root.portrait ? 1 : 0.9)
            color: Theme.softInk
        }
    }

    CornerKeypad {
        x: root.portrait ? parent.width * 0.07 : fields.wide + Theme.gap
        y: root.portrait ? fields.height + Theme.gap : 0
        width: root.portrait ? parent.width * 0.86 : parent.width - x
        height: parent.height - y
        corner: root.corner
    }
}

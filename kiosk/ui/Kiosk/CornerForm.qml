pragma ComponentBehavior: Bound

import QtQuick

// A blackbody's certificate, field by field.
CornerFrame {
    id: root

    readonly property var fields: root.corner.form
    readonly property int at: Math.max(0, root.fields.findIndex(one => one.field === root.corner.field))
    readonly property var here: root.fields[root.at]
    readonly property bool last: root.at === root.fields.length - 1
    readonly property bool figures: ["uncertainty", "emissivity", "room"].includes(root.corner.field)
    // All fields where there is room for them and the keys; otherwise the one that is typed.
    readonly property bool roomy: root.portrait || root.height > 620
    readonly property var listed: root.roomy ? root.fields : [root.here]
    // Few keys stand beside the field, many below it.
    readonly property bool keysBeside: root.figures && !root.portrait

    title: CornerTexts.title("form")
    backText: CornerTexts.button(root.at > 0 ? "before" : "back")
    nextText: root.last ? CornerTexts.button(root.now.kind === "check" ? "to_check" : "to_calibration") : CornerTexts.button("next_field")
    nextEnabled: root.last ? root.corner.filled : root.here.good
    noteBelow: true
    noteBeside: root.figures
    onBack: root.corner.turn(-1)
    onNext: root.last ? root.corner.useSource() : root.corner.turn(1)

    Grid {
        id: places

        readonly property real cell: (width - (columns - 1) * spacing) / columns

        width: root.keysBeside && !root.roomy ? parent.width * 0.42 : parent.width
        columns: root.roomy && !root.portrait ? 3 : 1
        spacing: Theme.gapSmall

        Repeater {
            model: root.listed

            CornerField {
                id: place

                required property var modelData

                objectName: "field_" + place.modelData.field
                width: places.cell
                name: CornerTexts.fieldName(place.modelData.field) + (hint.visible ? "" : " · " + hint.text)
                value: CornerTexts.typedFigure(place.modelData.text)
                unit: CornerTexts.unit(place.modelData.field)
                here: place.modelData.field === root.corner.field
                onClicked: root.corner.choose(place.modelData.field)
            }
        }
    }

    Words {
        id: hint

        objectName: "fieldHint"
        visible: root.roomy || root.figures
        y: places.height + Theme.gapSmall
        width: root.keysBeside ? parent.width * 0.42 : parent.width
        text: CornerTexts.fieldHint(root.corner.field)
        size: Theme.work * 0.92
        lineHeight: 1.0
        color: Theme.softInk
    }

    CornerKeypad {
        id: keys

        x: root.keysBeside ? hint.width + Theme.gap : root.portrait && root.figures ? parent.width * 0.07 : 0
        y: root.keysBeside ? (root.roomy ? places.height + Theme.gapSmall : 0) : (hint.visible ? hint.y + hint.height : places.height) + Theme.gapSmall
        width: root.figures ? (root.portrait ? parent.width * 0.86 : parent.width - x) : parent.width
        height: parent.height - y
        corner: root.corner
        mode: root.figures ? "figures" : "text"
    }
}

pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

// Our own drawings, as layers of SVG path data in a 96 x 96 field. `ink` and `tint` are given by whoever draws.
QtObject {
    id: root

    readonly property string face: "M48 9C69 9 79 24 79 44C79 67 65 87 48 87C31 87 17 67 17 44C17 24 27 9 48 9Z"
    readonly property string hair: "M17 40C15 18 30 7 48 7C66 7 81 18 79 40C74 34 70 28 67 21C56 27 36 27 29 21C26 28 22 34 17 40Z"
    readonly property string eyes: "M36 38a4 4 0 1 0 .1 0ZM60 38a4 4 0 1 0 .1 0Z"
    readonly property string maskCovering: "M24 53C32 49 40 47 48 47C56 47 64 49 72 53L70 66C65 78 57 84 48 84C39 84 31 78 26 66Z"
    readonly property string maskLow: "M24 63C32 61 40 60 48 60C56 60 64 61 72 63L69 72C64 80 57 84 48 84C39 84 32 80 27 72Z"
    readonly property string maskChin: "M25 72C32 71 40 71 48 71C56 71 64 71 71 72L67 82C63 90 57 93 48 93C39 93 33 90 29 82Z"
    readonly property string palm: "M33 30V60M45 21V60M57 24V60M68 35V60M21 54L36 72M31 62L36 58V68ZM36 60H66V66C66 76 60 82 52 82H48C42 82 38 78 36 72Z"
    readonly property string headAndShoulders: "M48 16a15 15 0 1 0 .1 0ZM16 86C16 66 30 56 48 56C66 56 80 66 80 86Z"

    readonly property string round: "M48 8a40 40 0 1 0 .1 0Z"
    readonly property string looks: "M33 33a5 5 0 1 0 .1 0ZM63 33a5 5 0 1 0 .1 0Z"

    readonly property var layers: ({
            "hands": [
                { "d": root.palm, "stroke": "ink", "fill": "ink", "width": 13 },
                { "d": root.palm, "stroke": "tint", "fill": "tint", "width": 5 },
                { "d": "M81 6C81 6 72 17 72 24a9 9 0 0 0 18 0C90 17 81 6 81 6Z", "fill": "ink" }
            ],
            "mask": [
                { "d": root.face, "stroke": "ink", "fill": "tint", "width": 5 },
                { "d": root.hair, "fill": "ink" },
                { "d": root.eyes, "fill": "ink" },
                { "d": "M25 54L18 48M71 54L78 48", "stroke": "ink", "width": 4 },
                { "d": root.maskCovering, "stroke": "ink", "fill": "cloth", "width": 4 },
                { "d": "M33 59C43 56 53 56 63 59M34 68C43 66 53 66 62 68", "stroke": "ink", "width": 3 }
            ],
            "face": [
                { "d": root.face, "stroke": "ink", "fill": "tint", "width": 5 },
                { "d": root.hair, "fill": "ink" },
                { "d": root.eyes, "fill": "ink" },
                { "d": "M48 46L45 55H50", "stroke": "ink", "width": 4 },
                { "d": "M39 67C44 71 52 71 57 67", "stroke": "ink", "width": 4 }
            ],
            "mask_low": [
                { "d": root.face, "stroke": "ink", "fill": "tint", "width": 5 },
                { "d": root.hair, "fill": "ink" },
                { "d": root.eyes, "fill": "ink" },
                { "d": "M48 44L44 55H51", "stroke": "ink", "width": 4 },
                { "d": "M25 64L18 56M71 64L78 56", "stroke": "ink", "width": 4 },
                { "d": root.maskLow, "stroke": "ink", "fill": "cloth", "width": 4 },
                { "d": "M35 71C43 69 53 69 61 71", "stroke": "ink", "width": 3 }
            ],
            "mask_chin": [
                { "d": root.face, "stroke": "ink", "fill": "tint", "width": 5 },
                { "d": root.hair, "fill": "ink" },
                { "d": root.eyes, "fill": "ink" },
                { "d": "M48 43L44 53H51", "stroke": "ink", "width": 4 },
                { "d": "M40 62C44 65 52 65 56 62", "stroke": "ink", "width": 4 },
                { "d": "M27 72L19 58M69 72L77 58", "stroke": "ink", "width": 4 },
                { "d": root.maskChin, "stroke": "ink", "fill": "cloth", "width": 4 },
                { "d": "M36 82C44 80 52 80 60 82", "stroke": "ink", "width": 3 }
            ],
            "temperature": [
                { "d": "M34 19a11 11 0 0 1 22 0V55a19 19 0 1 1 -22 0Z", "stroke": "ink", "fill": "tint", "width": 5 },
                { "d": "M45 34V70", "stroke": "ink", "width": 7 },
                { "d": "M45 60a10 10 0 1 0 .1 0Z", "fill": "ink" },
                { "d": "M66 20H78M66 33H74M66 46H78", "stroke": "ink", "width": 5 }
            ],
            "check": [{ "d": "M20 50L41 71L77 27", "stroke": "ink", "width": 12 }],
            "attention": [
                { "d": "M48 18V54", "stroke": "ink", "width": 12 },
                { "d": "M48 68a7 7 0 1 0 .1 0Z", "fill": "ink" }
            ],
            "dash": [{ "d": "M26 48H70", "stroke": "ink", "width": 12 }],
            "dot": [{ "d": "M48 36a12 12 0 1 0 .1 0Z", "fill": "ink" }],
            "arrow": [{ "d": "M14 48H80M54 22L81 48L54 74", "stroke": "ink", "width": 10 }],
            "again": [
                { "d": "M80 60A34 34 0 1 1 72 24L86 38", "stroke": "ink", "width": 9 },
                { "d": "M86 14V38H62", "stroke": "ink", "width": 9 }
            ],
            "come_in": [
                { "d": "M44 10H84V86H44", "stroke": "ink", "fill": "tint", "width": 6 },
                { "d": "M8 48H58M42 30L60 48L42 66", "stroke": "ink", "width": 9 }
            ],
            "rest": [
                { "d": "M8 44C12 20 32 8 48 8C64 8 84 20 88 44C78 38 68 38 61 44C54 38 42 38 35 44C28 38 18 38 8 44Z", "stroke": "ink", "fill": "tint", "width": 5 },
                { "d": "M48 8V3M48 40V88", "stroke": "ink", "width": 5 },
                { "d": "M70 50a7 7 0 1 0 .1 0Z", "fill": "ink" },
                { "d": "M71 68V77H58V88", "stroke": "ink", "width": 8 },
                { "d": "M62 88H86M82 78V88", "stroke": "ink", "width": 5 },
                { "d": "M14 88H40", "stroke": "ink", "width": 5 }
            ],
            "officer": [
                { "d": "M48 18a17 17 0 1 0 .1 0Z", "stroke": "ink", "fill": "tint", "width": 5 },
                { "d": "M14 88C14 68 29 58 48 58C67 58 82 68 82 88Z", "stroke": "ink", "fill": "tint", "width": 5 },
                { "d": "M22 19C28 9 40 6 48 6C56 6 68 9 74 19L68 29H28Z", "stroke": "ink", "fill": "ink", "width": 3 },
                { "d": "M29 31C40 36 56 36 67 31", "stroke": "ink", "width": 4 },
                { "d": "M41 44C45 48 51 48 55 44", "stroke": "ink", "width": 3 },
                { "d": "M48 13a4 4 0 1 0 .1 0Z", "fill": "tint" },
                { "d": "M40 59L48 70L56 59M48 70V86", "stroke": "ink", "width": 4 },
                { "d": "M66 70a5 5 0 1 0 .1 0Z", "fill": "ink" }
            ],
            "come_closer": [
                { "d": "M10 12H26V84H10Z", "stroke": "ink", "fill": "tint", "width": 5 },
                { "d": "M62 46H38M47 36L37 46L47 56", "stroke": "ink", "width": 7 },
                { "d": "M78 12a9 9 0 1 0 .1 0Z", "fill": "ink" },
                { "d": "M78 40V60M78 60L71 84M78 60L85 84", "stroke": "ink", "width": 9 }
            ],
            "step_back": [
                { "d": "M10 12H26V84H10Z", "stroke": "ink", "fill": "tint", "width": 5 },
                { "d": "M62 46H86M77 36L87 46L77 56", "stroke": "ink", "width": 7 },
                { "d": "M46 12a9 9 0 1 0 .1 0Z", "fill": "ink" },
                { "d": "M46 40V60M46 60L39 84M46 60L53 84", "stroke": "ink", "width": 9 }
            ],
            "one_person": [
                { "d": "M19 30a9 9 0 1 0 .1 0ZM4 82C4 64 9 54 19 54C29 54 34 64 34 82Z", "stroke": "ink", "fill": "tint", "width": 4 },
                { "d": "M77 30a9 9 0 1 0 .1 0ZM92 82C92 64 87 54 77 54C67 54 62 64 62 82Z", "stroke": "ink", "fill": "tint", "width": 4 },
                { "d": "M48 16a13 13 0 1 0 .1 0ZM24 84C24 65 33 50 48 50C63 50 72 65 72 84Z", "fill": "ink" }
            ],
            "look_here": [
                { "d": "M6 48C20 26 34 18 48 18C62 18 76 26 90 48C76 70 62 78 48 78C34 78 20 70 6 48Z", "stroke": "ink", "fill": "tint", "width": 6 },
                { "d": "M48 33a15 15 0 1 0 .1 0Z", "fill": "ink" },
                { "d": "M53 39a4 4 0 1 0 .1 0Z", "fill": "tint" }
            ],
            "stand_in_middle": [
                { "d": "M4 50H20M13 42L21 50L13 58M92 50H76M83 42L75 50L83 58", "stroke": "ink", "width": 6 },
                { "d": "M48 18a13 13 0 1 0 .1 0ZM28 82C28 62 36 51 48 51C60 51 68 62 68 82Z", "stroke": "ink", "fill": "tint", "width": 5 }
            ],
            "camera_too_high": [
                { "d": "M8 8H44V34H8ZM45 21L60 12V30Z", "stroke": "ink", "fill": "tint", "width": 5 },
                { "d": "M28 48V84M16 72L28 85L40 72", "stroke": "ink", "width": 7 },
                { "d": "M72 46a10 10 0 1 0 .1 0ZM54 90C54 78 62 71 72 71C82 71 90 78 90 90Z", "fill": "ink" }
            ],
            "camera_too_low": [
                { "d": "M8 62H44V88H8ZM45 75L60 66V84Z", "stroke": "ink", "fill": "tint", "width": 5 },
                { "d": "M28 48V12M16 24L28 11L40 24", "stroke": "ink", "width": 7 },
                { "d": "M72 8a10 10 0 1 0 .1 0ZM54 52C54 40 62 33 72 33C82 33 90 40 90 52Z", "fill": "ink" }
            ],
            "stand_here": [
                { "d": "M8 28V8H28M68 8H88V28M88 68V88H68M28 88H8V68", "stroke": "ink", "width": 7 },
                { "d": "M48 20a13 13 0 1 0 .1 0ZM24 78C24 60 34 51 48 51C62 51 72 60 72 78Z", "stroke": "ink", "fill": "tint", "width": 5 }
            ],
            "staff": [
                { "d": "M66 12A22 22 0 0 0 40 40L12 68A11 11 0 0 0 28 84L56 56A22 22 0 0 0 84 30L70 42L56 40L54 26Z", "stroke": "ink", "fill": "tint", "width": 5 }
            ],
            "wait": [
                { "d": "M48 10a38 38 0 1 0 .1 0Z", "stroke": "ink", "fill": "tint", "width": 6 },
                { "d": "M48 24V50L64 60", "stroke": "ink", "width": 7 }
            ],
            "code": [
                { "d": "M8 24H88V38A10 10 0 0 0 88 58V72H8V58A10 10 0 0 0 8 38Z", "stroke": "ink", "fill": "tint", "width": 6 },
                { "d": "M32 36V60M48 36V60M64 36V60", "stroke": "ink", "width": 7 }
            ],
            "online": [
                { "d": "M28 6H68A8 8 0 0 1 76 14V82A8 8 0 0 1 68 90H28A8 8 0 0 1 20 82V14A8 8 0 0 1 28 6Z", "stroke": "ink", "fill": "tint", "width": 6 },
                { "d": "M32 22H46V36H32ZM52 22H64V34H52ZM32 44H44V56H32ZM52 42H58V48H52ZM58 50H64V56H58Z", "fill": "ink" },
                { "d": "M42 74H54", "stroke": "ink", "width": 6 }
            ],
            "feedback": [
                { "d": "M10 12H86V66H52L32 86V66H10Z", "stroke": "ink", "fill": "tint", "width": 6 },
                { "d": "M34 28a4 4 0 1 0 .1 0ZM62 28a4 4 0 1 0 .1 0Z", "fill": "ink" },
                { "d": "M32 46C40 56 56 56 64 46", "stroke": "ink", "width": 6 }
            ],
            "speaker": [
                { "d": "M10 36H28L50 18V78L28 60H10Z", "stroke": "ink", "fill": "ink", "width": 4 },
                { "d": "M63 34C71 42 71 54 63 62M74 23C89 38 89 58 74 73", "stroke": "ink", "width": 7 }
            ],
            "speaker_off": [
                { "d": "M10 36H28L50 18V78L28 60H10Z", "stroke": "ink", "fill": "tint", "width": 6 },
                { "d": "M65 38L86 59M86 38L65 59", "stroke": "ink", "width": 7 }
            ],
            "lower": [
                { "d": "M14 8H82V88H14Z", "stroke": "ink", "fill": "tint", "width": 6 },
                { "d": "M14 54H82V88H14Z", "fill": "ink" },
                { "d": "M48 18V42M36 31L48 43L60 31", "stroke": "ink", "width": 7 }
            ],
            "upper": [
                { "d": "M14 8H82V88H14Z", "stroke": "ink", "fill": "tint", "width": 6 },
                { "d": "M14 24H82V88H14Z", "fill": "ink" },
                { "d": "M48 72V46M36 57L48 45L60 57", "stroke": "tint", "width": 7 }
            ],
            "back": [{ "d": "M82 48H16M42 22L15 48L42 74", "stroke": "ink", "width": 10 }],
            "backspace": [
                { "d": "M32 20H88V76H32L8 48Z", "stroke": "ink", "fill": "tint", "width": 6 },
                { "d": "M48 37L70 59M70 37L48 59", "stroke": "ink", "width": 7 }
            ],
            "good": [
                { "d": root.round, "stroke": "ink", "fill": "tint", "width": 6 },
                { "d": root.looks, "fill": "ink" },
                { "d": "M27 56C36 74 60 74 69 56", "stroke": "ink", "width": 7 }
            ],
            "so_so": [
                { "d": root.round, "stroke": "ink", "fill": "tint", "width": 6 },
                { "d": root.looks, "fill": "ink" },
                { "d": "M30 63H66", "stroke": "ink", "width": 7 }
            ],
            "bad": [
                { "d": root.round, "stroke": "ink", "fill": "tint", "width": 6 },
                { "d": root.looks, "fill": "ink" },
                { "d": "M27 71C36 54 60 54 69 71", "stroke": "ink", "width": 7 }
            ],
            "queue": [
                { "d": "M20 18a10 10 0 1 0 .1 0ZM8 82V60C8 49 13 43 20 43C27 43 32 49 32 60V82Z", "fill": "ink" },
                { "d": "M50 18a10 10 0 1 0 .1 0ZM38 82V60C38 49 43 43 50 43C57 43 62 49 62 60V82Z", "fill": "ink" },
                { "d": "M80 20a8 8 0 1 0 .1 0ZM70 80V60C70 50 74 45 80 45C86 45 90 50 90 60V80Z", "stroke": "ink", "fill": "tint", "width": 4 }
            ],
            "other": [{ "d": "M20 38a10 10 0 1 0 .1 0ZM48 38a10 10 0 1 0 .1 0ZM76 38a10 10 0 1 0 .1 0Z", "fill": "ink" }]
        })
}

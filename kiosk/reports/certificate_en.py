"""The certificate in English."""

TEXT = {
    "title": "In-house calibration certificate",
    "subtitle": "Infrared thermometer of the entry-screening kiosk {station}, {office}",
    "mark": "SIMULATED",
    "footer": "{station} · calibration {calibration} · record row {seq}",
    "simulated": "SIMULATED. No real sensor stood before a real blackbody: these figures come from a simulation "
    "or from a "
    "file of readings. They show how the program computes, and prove nothing about any device.",
    "accepted": "ACCEPTED on {day}. Valid until {until}, as long as the daily checks pass.",
    "rejected": "NOT ACCEPTED on {day}. This calibration corrects nothing and was never in force; the reasons "
    "are below.",
    "technician_against": "Its technician did not accept it: {why}",
    "standing_valid": "When this was printed it was in force.",
    "standing_expired": "When this was printed it had expired: the station does not screen with it.",
    "standing_check_failed": "When this was printed the last daily check had failed: the station does not screen "
    "with it.",
    "standing_check_due": "When this was printed a daily check was overdue: the station does not screen with it "
    "until then.",
    "standing_replaced": "When this was printed another calibration was in force in its place.",
    "standing_rejected": "",
    "is_not": "What this document is not: it was not issued by an accredited laboratory, and it claims "
    "conformity with no "
    "law and no standard. The kiosk is not a medical device and makes no diagnosis. The chain back to national "
    "standards "
    "is that of the reference's own certificate, named below, and reaches no further than that.",
    "h_sensor": "What was calibrated",
    "sensor": "Sensor, by its wire protocol",
    "serial": "Serial number",
    "no_serial": "the sensor tells none; the record ties the calibration to its protocol and setting only",
    "sensor_emissivity": "Emissivity set in the sensor",
    "resolution": "One step of its output",
    "station": "Station, office",
    "software": "Software",
    "h_reference": "Reference",
    "source": "Blackbody, serial number",
    "certificate": "Its certificate",
    "source_u": "Its expanded uncertainty (k = 2)",
    "source_emissivity": "Its emissivity",
    "aperture": "Uniformity and aperture (k = 1)",
    "standard_u": "{value} (standard uncertainty {u})",
    "not_stated": "not stated; taken as 0",
    "h_conditions": "When, where, by whom",
    "begun": "Begun, ended",
    "technician": "Technician (staff_id)",
    "can": "The sensor's own temperature",
    "no_can": "the sensor tells none",
    "around": "What the reference mirrors",
    "around_as_can": "taken as the sensor's own temperature",
    "unrecorded": "Measuring distance, humidity",
    "unrecorded_told": "not recorded; to be written here by hand",
    "readings": "Readings",
    "readings_told": "{count} at {points} set-points; none was left out for its value",
    "to": "{low} to {high}",
    "h_points": "Set-points",
    "points_note": "Apparent: what a black body would have to have to look like this source, which is not quite "
    "black "
    "and mirrors the room. Standard error from the means of six blocks of readings. Deviation: apparent less "
    "calibrated. "
    "All in °C.",
    "c_set": "Set",
    "c_from": "Come from",
    "c_use": "Used for",
    "c_apparent": "Apparent",
    "c_read": "Sensor read",
    "c_error": "Std. error",
    "c_residual": "Deviation",
    "c_drift": "Drift /min",
    "c_n": "n",
    "up": "below",
    "down": "above",
    "fit": "fit",
    "check": "check",
    "h_fit": "Correction found",
    "formula": "calibrated = 37 °C + offset + gain × (read − 37 °C)",
    "gain": "Gain",
    "offset": "Offset at 37 °C",
    "covariance": "Covariance of the two",
    "scatter": "Scatter about the line",
    "hysteresis": "From below against from above",
    "check_error": "Error at the independent check",
    "linearity": "Linearity",
    "linearity_yes": "seen at more than two temperatures",
    "linearity_no": "NOT verified: two temperatures prove nothing about what lies between",
    "no_line": "No line could be fitted.",
    "none": "none",
    "caption": "Deviation of each set-point from the fitted line, with two standard errors of its reading. The "
    "band is "
    "the largest deviation that is accepted. Open marks were come to from above; the square is the independent "
    "check.",
    "y_axis": "deviation, °C",
    "x_axis": "apparent temperature of the reference, °C",
    "h_budget": "Uncertainty budget at 37 °C",
    "budget_note": "Standard uncertainties (k = 1) of the calibrated temperature, taken as independent and added "
    "in "
    "quadrature. U is twice their root: about 95 of 100 cases. In use the station adds what belongs to the "
    "moment of "
    "measuring (drift since the last check, ambient, skin, spot, repeatability).",
    "c_term": "Term",
    "c_kind": "How it was found",
    "c_u": "u, °C",
    "c_share": "Share of u²",
    "t_source": "reference's temperature, common to all points",
    "k_source": "its certificate, halved (k = 2)",
    "t_source_emissivity": "reference not quite black",
    "k_source_emissivity": "stated emissivity; what it mirrors, ± {told} °C where measured, else ± {felt} °C (own "
    "estimates); T⁴ law",
    "k_source_emissivity_alone": "its stated uncertainty, through the T⁴ law; what it mirrors is not counted",
    "t_aperture": "its uniformity; what is seen beside it",
    "k_aperture": "stated by the technician",
    "t_hysteresis": "from below against from above",
    "k_hysteresis": "largest difference, rectangular (÷ root of 12)",
    "t_resolution": "one step of the sensor's output",
    "k_resolution": "rectangular (÷ root of 12)",
    "t_fit": "fitted line",
    "k_fit": "statistics of the points",
    "expanded": "Expanded uncertainty U (k = 2)",
    "h_criteria": "Criteria of acceptance",
    "criteria_note": "These limits are this project's own.",
    "c_criterion": "Criterion",
    "c_limit": "Limit",
    "c_found": "Found",
    "c_met": "Met",
    "yes": "yes",
    "no": "NO",
    "at_least": "at least {value}",
    "at_most": "at most {value}",
    "between": "{low} to {high}",
    "x_points": "Temperatures that stand apart",
    "x_readings": "Fewest readings at a set-point",
    "x_steady": "Set-points that stood still (drift surely below {value} °C a minute)",
    "x_all_of": "all",
    "x_steady_found": "{count} of {points}",
    "x_room": "What the reference mirrors is known, or it is black",
    "x_room_limit": "known",
    "x_room_yes": "known",
    "x_room_no": "not known",
    "x_span": "Span of the fitted set-points",
    "x_residual": "Largest deviation of a fitted point",
    "x_gain": "Gain",
    "x_offset": "Offset",
    "x_hysteresis": "From below against from above",
    "x_check": "Error at the independent check",
    "x_uncertainty": "U at 37 °C (k = 2)",
    "h_method": "Method, and where it comes from",
    "method": "The reference is brought to each temperature from below, then from above. A set-point counts when "
    "it has "
    "stood still for two minutes. Readings are left out for broken frames only, never for their value. The line "
    "is fitted "
    "by weighted least squares; a temperature that is not fitted checks it. Apparent temperatures follow the "
    "Stefan-Boltzmann "
    "law. Combining independent standard uncertainties in quadrature and stating U with k = 2 is the common way "
    "of the GUM "
    "(JCGM 100), described here from memory; of ASTM E2847 only the scope was read. No clause of a standard was "
    "followed by "
    "its text. docs/measurement.md explains each step.",
    "h_identity": "Identity in the record",
    "calibration_id": "Calibration",
    "id_note": "{value} (the first 16 digits of the SHA-256 of all its readings and figures)",
    "parent": "Replaces",
    "row": "Row, chain",
    "row_hash": "SHA-256 of the row",
    "run": "Run",
    "verify": "`kiosk records verify` proves that row and chain are unchanged, `kiosk records show {seq} --json` "
    "prints every "
    "single reading, and the same program computes the same figures from them.",
    "signed_pin": "Signed in the record by the technician named above, with a PIN.",
    "signed_password": "Signed in the record by the technician named above, with a password.",
    "signed_not": "Not signed: the technician's name was typed in, and nobody proved to be that person.",
    "printed": "Printed {at} from the record.",
    "sign_technician": "Technician",
    "sign_supervisor": "Seen by the supervisor",
}

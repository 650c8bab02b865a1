"""What to do first about a fault, in the sentences that the kiosk's own screen says; a test holds the two equal."""

from kiosk.reports.words import LANGUAGES

_BY_TROUBLE = {
    "starting": ("Ini memerlukan beberapa detik.", "This takes a few seconds."),
    "staff_at_work": ("Kios berjalan lagi setelah mereka selesai.", "It goes on as soon as they have finished."),
}
_BLACKBODY = ("Teknisi memeriksanya dengan benda hitam.", "A technician checks it before the blackbody.")
_BY_BOTH = {
    ("camera", "black"): ("Buka penutup lensa dan nyalakan lampu.", "Uncover the lens and switch on the light."),
    ("thermometer", "warming_up"): (
        "Akan pulih sendiri. Jauhkan angin dan sinar matahari dari sensor.",
        "It comes back by itself. Keep draughts and sun off the sensor.",
    ),
    ("thermometer", "calibration_expired"): (
        "Teknisi mengalibrasinya dengan benda hitam.",
        "A technician calibrates it before the blackbody.",
    ),
    ("thermometer", "check_failed"): _BLACKBODY,
    ("thermometer", "check_due"): _BLACKBODY,
    ("thermometer", "reference_lost"): (
        "Nyalakan sumber acuan hangat, dan jangan ada yang menghalanginya.",
        "Switch the warm reference on, and let nothing stand before it.",
    ),
    ("thermometer", "reference_moved"): (
        "Kembalikan sumber acuan hangat ke tempatnya, atau panggil teknisi.",
        "Put the warm reference back where it was, or call the technician.",
    ),
    ("thermometer", "reference_off"): (
        "Panggil teknisi: periksa sumber acuan hangat, lalu kalibrasi.",
        "Call the technician: check the warm reference, then calibrate.",
    ),
    ("room", "sun_or_lamp"): (
        "Tutup tirai atau alihkan lampunya; kios berlanjut dengan sendirinya.",
        "Draw the curtain or turn the lamp away; the kiosk goes on by itself.",
    ),
    ("records", "damaged"): (
        "Pengawas memeriksa catatan dan menyatakan mengetahuinya; lalu kios berjalan lagi.",
        "A supervisor looks at the records and acknowledges it; then it goes on.",
    ),
}
_BY_SOURCE = {
    "camera": ("Periksa kabel kamera, lalu dayanya.", "Check the camera's cable, then its power."),
    "thermometer": ("Periksa kabel termometer, lalu dayanya.", "Check the thermometer's cable, then its power."),
    "door": (
        "Pintu tetap terkunci. Periksa kabel relai; persilakan pengunjung masuk secara manual.",
        "The door stays locked. Check the relay's cable; let visitors in by hand.",
    ),
    "room": (
        "Tutup pintu, jauhkan sinar matahari dan angin dari kios; kios berlanjut dengan sendirinya.",
        "Close the door, keep sun and draughts off the kiosk; it goes on by itself.",
    ),
    "records": (
        "Periksa ruang kosong dan izin tulis pada disk.",
        "Check that the disk has free space and may be written.",
    ),
    "clock": ("Periksa tanggal dan waktu komputer ini.", "Check the date and time of this computer."),
}
_OTHERWISE = (
    "Akan pulih dengan sendirinya. Jika tidak, hubungi teknisi.",
    "It restarts by itself. If it does not, call the technician.",
)


def remedy(source: str, trouble: str, language: str) -> str:
    """Return what to do first about a fault, one or two sentences."""
    known = _BY_TROUBLE.get(trouble) or _BY_BOTH.get((source, trouble)) or _BY_SOURCE.get(source)
    return (known or _OTHERWISE)[LANGUAGES.index(language)]

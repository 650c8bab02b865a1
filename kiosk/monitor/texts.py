"""The page's words, Indonesian and English."""

from collections.abc import Mapping

LANGUAGES = ("id", "en")

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Halaman petugas", "Staff page"),
    "now": ("Sekarang", "Now"),
    "waiting": ("Menunggu petugas", "Waiting for the officer"),
    "nobody_waits": ("Tidak ada yang menunggu.", "Nobody is waiting."),
    "stream": ("Keputusan", "Decisions"),
    "nothing_yet": ("Belum ada.", "Nothing yet."),
    "alerts": ("Peringatan", "Alerts"),
    "acknowledge": ("Saya lihat", "I have seen it"),
    "acknowledged_by": ("Dilihat oleh", "Seen by"),
    "since": ("sejak", "since"),
    "open_check": ("Periksa", "Check"),
    "door": ("Pintu", "Door"),
    "door_open": ("terbuka", "released"),
    "door_locked": ("terkunci", "locked"),
    "devices": ("Perangkat", "Devices"),
    "devices_well": ("semua baik", "all well"),
    "calibration": ("Kalibrasi", "Calibration"),
    "uncalibrated": ("tidak terkalibrasi", "uncalibrated"),
    "in_force": ("berlaku", "in force"),
    "daily_check": ("Pemeriksaan harian", "Daily check"),
    "none_yet": ("belum ada", "none yet"),
    "threshold": ("Ambang suhu kulit", "Skin threshold"),
    "no_baseline": (
        "nilai dasar belum diketahui: batas tetap yang berlaku",
        "baseline not known yet: the fixed ceiling is in force",
    ),
    "baseline": ("nilai dasar", "baseline"),
    "phase": ("Kios", "Kiosk"),
    "silent": ("kios tidak menjawab", "the kiosk does not answer"),
    "simulation": ("SIMULASI: bukan pengunjung sungguhan", "SIMULATION: not real visitors"),
    "enters": ("dipersilakan masuk", "may come in now"),
    "idle": ("menunggu pengunjung", "waiting for somebody"),
    "guiding": ("membantu pengunjung berdiri", "helping into position"),
    "measuring": ("mengukur", "measuring"),
    "deciding": ("menyimpan keputusan", "storing the decision"),
    "answered": ("menjawab", "answering"),
    "out_of_service": ("tidak beroperasi", "out of service"),
    "in_service": ("beroperasi kembali", "in service again"),
    "admit": ("Masuk", "Admitted"),
    "retry": ("Ulangi", "Asked to retry"),
    "refer": ("Ke petugas", "Referred"),
    "let_in": ("Diizinkan masuk", "Let in"),
    "turned_away": ("Tidak diizinkan", "Turned away"),
    "door_alert": ("Pintu", "Door"),
    "forced": ("dibuka tanpa izin", "opened without a release"),
    "held_open": ("terlalu lama terbuka", "held open"),
    "not_opened": ("dilepas tetapi tidak dibuka", "released and not opened"),
    "hands_not_cleaned": ("tangan belum bersih", "hands not cleaned"),
    "mask_missing": ("tanpa masker", "no mask"),
    "mask_incorrect": ("masker tidak benar", "mask not worn right"),
    "mask_unsure": ("masker tidak jelas", "mask unsure"),
    "temperature_elevated": ("suhu di atas ambang", "above the threshold"),
    "hot_arrival": ("panas dari luar", "warm from outside"),
    "temperature_near_threshold": ("dekat ambang", "near the threshold"),
    "temperature_too_low": ("terlalu rendah", "too low"),
    "temperature_too_high": ("terlalu tinggi", "too high"),
    "temperature_unsteady": ("tidak stabil", "unsteady"),
    "temperature_not_measured": ("tidak terukur", "not measured"),
    "retries_used_up": ("sudah beberapa kali diulang", "retries used up"),
    "referred_before": ("sudah dirujuk", "referred before"),
    "worn": ("masker dipakai", "mask worn"),
    "incorrect": ("masker tidak benar", "mask not worn right"),
    "none": ("tanpa masker", "no mask"),
    "unsure": ("masker tidak jelas", "mask unsure"),
    "sign_in": ("Masuk", "Sign in"),
    "sign_out": ("Keluar", "Sign out"),
    "name": ("Nama atau nomor petugas", "Name or staff number"),
    "password": ("Kata sandi", "Password"),
    "wrong": ("Nama atau kata sandi salah.", "Name or password is wrong."),
    "locked": ("Terlalu banyak percobaan. Coba lagi pukul", "Too many attempts. Try again at"),
    "too_many": ("Terlalu banyak percobaan; tunggu sebentar.", "Too many attempts; wait a moment."),
    "no_accounts": (
        "Belum ada akun: kiosk staff add NAMA --role supervisor",
        "No accounts yet: kiosk staff add NAME --role supervisor",
    ),
    "check_title": ("Pemeriksaan petugas", "Officer's check"),
    "machine_said": ("Mesin merujuk karena", "The machine referred because of"),
    "kiosk_value": ("Suhu kulit oleh kios", "Skin temperature by the kiosk"),
    "not_measured": ("tidak ada", "none"),
    "instrument": ("Termometer klinis (nama atau nomor)", "Clinical thermometer (name or number)"),
    "first_reading": ("Bacaan pertama, °C", "First reading, °C"),
    "second_reading": ("Bacaan kedua, °C (bila perlu)", "Second reading, °C (if needed)"),
    "mask_now": ("Masker", "Mask"),
    "mask_not_asked": ("tidak dicatat", "not recorded"),
    "mask_given": ("diberi masker", "mask given"),
    "mask_worn": ("kini dipakai", "worn now"),
    "exemption": (
        "Pengecualian ditunjukkan (alasannya tidak dicatat)",
        "Exemption shown (its ground is not recorded)",
    ),
    "reason": ("Alasan, satu baris, tanpa nama", "Reason, one line, no names"),
    "reason_when": (
        "Wajib bila tidak diizinkan, atau diizinkan tanpa bacaan normal.",
        "Needed when turned away, or let in without a normal reading.",
    ),
    "decide_in": ("Izinkan masuk", "Let in"),
    "decide_out": ("Tidak diizinkan", "Turn away"),
    "done": ("Tercatat, baris", "Recorded, row"),
    "refused": ("Kios menolak", "The kiosk refused"),
    "gone": ("Kode ini tidak menunggu lagi.", "This code does not wait any more."),
    "back": ("Kembali", "Back"),
    "rounds": ("Daftar periksa", "Rounds"),
    "basin": ("Wastafel dan sabun", "Basin and soap"),
    "sanitiser": ("Penyanitasi tangan", "Hand sanitiser"),
    "mask_stock": ("Persediaan masker", "Mask stock"),
    "good": ("lengkap", "all there"),
    "lacking": ("ada yang kurang", "something missing"),
    "missed": ("TERLEWAT", "MISSED"),
    "due": ("sekarang", "due now"),
    "later": ("nanti", "later"),
    "no_rounds": ("Tidak ada jam pemeriksaan (monitor.list_hours).", "No hours are set (monitor.list_hours)."),
    "notes": ("Hambatan", "In the way"),
    "note_text": ("Apa yang menghambat, satu baris", "What stands in the way, in one line"),
    "of_staff": ("petugas", "staff"),
    "of_visitor": ("pengunjung", "a visitor"),
    "whose": ("Menghambat siapa", "In whose way"),
    "add": ("Tambahkan", "Add"),
    "answer": ("Jawaban, satu baris", "Answer, in one line"),
    "answered_note": ("Dijawab", "Answered"),
    "open_note": ("Belum dijawab", "Open"),
    "report": ("Laporan", "Report"),
    "from_day": ("Dari tanggal", "From"),
    "to_day": ("Sampai tanggal", "To"),
    "make_pdf": ("Unduh PDF", "Download PDF"),
    "make_csv": ("Unduh CSV", "Download CSV"),
    "figures": ("Angka", "Figures"),
    "show": ("Tampilkan", "Show"),
    "views": ("Siapa melihat apa", "Who looked at what"),
    "sound_off": ("Suara mati: sentuh untuk menyalakan", "Sound is off: touch to switch on"),
    "sound_on": ("Suara menyala", "Sound is on"),
    "lost": ("Sambungan ke halaman terputus", "The connection to the page is lost"),
    "climbed": ("Belum dijawab terlalu lama!", "Unanswered for too long!"),
    "erased": ("(nama dihapus)", "(name erased)"),
    "record_problem": ("Catatan tidak terbaca", "The record cannot be read"),
    "camera": ("kamera", "camera"),
    "sight": ("pengenalan", "sight"),
    "thermometer": ("termometer", "thermometer"),
    "records": ("catatan", "records"),
    "clock": ("jam", "clock"),
    "station": ("kios", "kiosk"),
}


class Words(Mapping[str, str]):
    """One language's words; a key without any is shown as it is, its underscores as spaces."""

    def __init__(self, language: str) -> None:
        self._place = LANGUAGES.index(language)
        self.language = language

    def __getitem__(self, key: str) -> str:
        found = _WORDS.get(key)
        return found[self._place] if found else str(key).replace("_", " ")

    def __iter__(self):
        return iter(_WORDS)

    def __len__(self) -> int:
        return len(_WORDS)


WORDS = {language: Words(language) for language in LANGUAGES}

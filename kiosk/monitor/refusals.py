"""What the station refuses, in Indonesian: it answers in English sentences, for the command line reads them too.

A sentence that stands here in neither list is shown as it is. A test holds both lists against the places that refuse.
"""

import re
from collections.abc import Callable

from kiosk.reports.words import WORDS

_T = WORDS["id"]

_SENTENCES: tuple[tuple[str, str], ...] = (
    ("say in one line why this visitor is turned away", "tulis dalam satu baris mengapa pengunjung tidak diizinkan"),
    (
        "nothing speaks against (?P<words>.+) yet: measure, see to the mask, or say in one line why to let in",
        "belum ada yang menyangkal: {words}. Ukur suhu, urus maskernya, atau tulis alasan mengapa diizinkan masuk",
    ),
    (
        r"a reading below (?P<low>\S+) °C is no pass: measure again, or say in one line why to let in",
        "bacaan di bawah {low} °C tidak dapat dipakai: ukur lagi, atau tulis alasan mengapa diizinkan masuk",
    ),
    ("name the thermometer that was used: its name or number", "sebutkan termometer yang dipakai: nama atau nomornya"),
    (
        r"clinical_c: (?P<given>.+) is outside (?P<low>\S+) to (?P<high>\S+) \(°C\)",
        "bacaan {given} di luar {low} sampai {high} °C: periksa angkanya",
    ),
    (r"(?P<name>\w+): one line of at most (?P<most>\d+) characters", "{word}: satu baris, paling banyak {most} huruf"),
    (r"text: one line of 1 to (?P<most>\d+) characters", "tulis satu baris, 1 sampai {most} huruf"),
    (
        "the visitor with (?P<code>.+) is being measured again: wait for the kiosk's answer",
        "pengunjung dengan kode {code} sedang diukur lagi: tunggu jawaban kios",
    ),
    (
        "the station is out of service and keeps its door locked: open it by hand",
        "kios tidak beroperasi dan pintunya tetap terkunci: buka dengan tangan",
    ),
    (
        "a device is simulated, so the kiosk keeps its real door locked: open it by hand",
        "satu alat adalah simulasi, maka pintu tetap terkunci: buka dengan tangan",
    ),
    (
        "the thermometer is not calibrated, so the kiosk keeps its door locked: open it by hand",
        "termometer belum dikalibrasi, maka pintu tetap terkunci: buka dengan tangan",
    ),
    (
        "too many visitors wait for the door already: try again in a moment",
        "sudah terlalu banyak yang menunggu pintu: coba lagi sebentar",
    ),
    (r"row (?P<seq>\d+) is no referral with the code (?P<code>.+)", "baris {seq} bukan rujukan dengan kode {code}"),
    (
        "the code (?P<code>.+) has expired: the visitor is measured again",
        "kode {code} sudah kedaluwarsa: pengunjung diukur lagi",
    ),
    (
        r"an officer has decided about (?P<code>.+) already: row (?P<seq>\d+)",
        "petugas sudah memutuskan kode {code}: baris {seq}",
    ),
    (
        r"the visitor with (?P<code>.+) was measured again since: row (?P<seq>\d+)",
        "pengunjung dengan kode {code} sudah diukur lagi: baris {seq}",
    ),
    (
        "no records were set aside that nobody knows of",
        "tidak ada catatan yang disisihkan yang belum dilihat pengawas",
    ),
    ("nothing waits for the clock: it is not to be accepted now", "jam tidak perlu diterima sekarang"),
    (
        "the clock has moved since this page was opened: compare it again",
        "jam berubah sejak halaman ini dibuka: bandingkan sekali lagi",
    ),
    ("the command came too late", "perintah datang terlambat: coba lagi"),
    ("nothing can be written into the record now", "catatan tidak dapat ditulis sekarang"),
    ("the station takes no commands now", "kios tidak menerima perintah sekarang: coba lagi sebentar"),
    ("the station is starting", "kios sedang menyala"),
    (
        "the station has not answered yet: ask again with the same id",
        "kios belum menjawab: tunggu sebentar, lalu lihat apakah sudah tercatat",
    ),
    ("the station does not answer: .*", "kios tidak menjawab"),
    (r"(?P<who>\S+) has no right to (?P<what>.+)", "{who} tidak berhak melakukan ini"),
    (
        "your sign-in has ended, and nothing was recorded: sign in, then do it again",
        "sesi Anda sudah berakhir dan tidak ada yang tercatat: masuk, lalu ulangi",
    ),
    (
        "this form is not from this page: load the page again",
        "formulir ini bukan dari halaman ini: muat ulang halamannya, lalu ulangi",
    ),
    ("there is no such page", "halaman ini tidak ada"),
    ("let in or turn away[?]", "izinkan masuk atau tidak?"),
    ("'(?P<given>.*)' is no temperature; write it as 36.6", "“{given}” bukan suhu; tulis seperti 36,6"),
    (
        "write days as 2026-03-31, the first before the last",
        "tulis tanggal seperti 2026-03-31, yang pertama lebih dulu",
    ),
    ("write days as 2026-03-31", "tulis tanggal seperti 2026-03-31"),
    (
        r"--to (?P<last>\S+) lies before --from (?P<first>\S+)",
        "tanggal akhir {last} mendahului tanggal awal {first}",
    ),
    (
        r"from (?P<first>\S+) to (?P<last>\S+) are more than (?P<days>\d+) days: make several reports",
        "{first} sampai {last} lebih dari {days} hari: buat beberapa laporan",
    ),
    (
        r"from (?P<first>\S+) to (?P<last>\S+) reaches beyond the calendar: name days of this century",
        "{first} sampai {last} di luar kalender: pilih tanggal abad ini",
    ),
)
"""As the station says it, and as an officer reads it."""

NOT_FOR_OFFICERS = (
    'a command needs "actor" and "expires_at"',
    '"expires_at" lies at most .+ ahead',
    "this station cannot carry out .+ yet",
    "item: .+ is not one of .+",
    "due: the hour on the list, such as .+",
    "good: true when all is there, false when something is missing",
    "of: .+ is not one of .+",
    ".+: the number of a row",
    "mask: .+ is not one of .+",
    "exemption is true or false; its ground is not asked for",
    "clinical_c: at most .+ readings, as a list",
    "an officer's check names .+ and .+ of the referral",
)
"""No form of the page can bring these about."""

_PATTERNS = tuple((re.compile(english), indonesian) for english, indonesian in _SENTENCES)


def in_words(refusal: str, language: str) -> str:
    """Return a refusal in the reader's language."""
    if language != "id":
        return refusal
    for english, indonesian in _PATTERNS:
        found = english.fullmatch(refusal)
        if found:
            return indonesian.format(**_told(found.groupdict()))
    return refusal


def _told(parts: dict[str, str]) -> dict[str, str]:
    words: Callable[[str], str] = _T.__getitem__
    listed = ", ".join(words(part) for part in parts.get("words", "").split(", "))
    word = {"reason": "alasan", "instrument": "termometer"}.get(parts.get("name", ""), parts.get("name", ""))
    return {**parts, "words": listed, "word": word}

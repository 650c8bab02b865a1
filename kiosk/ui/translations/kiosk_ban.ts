<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
<context>
    <name>AnswerPage</name>
    <message>
        <source>Skin temperature %1 °C, give or take&#xa0;%2</source>
        <translation>Suhu kulit %1 °C, kirang langkung&#xa0;%2</translation>
    </message>
    <message>
        <source>Skin temperature %1 °C</source>
        <translation>Suhu kulit %1 °C</translation>
    </message>
    <message>
        <source>My hands are clean</source>
        <translation>Tangan titiangé sampun bersih</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Ukur malih</translation>
    </message>
</context>
<context>
    <name>AnswerTexts</name>
    <message>
        <source>Please see the&#xa0;officer</source>
        <translation>Durus panggihin petugas</translation>
    </message>
    <message>
        <source>Please come a little&#xa0;closer</source>
        <translation>Durus nampekang akidik</translation>
    </message>
    <message>
        <source>Use the sanitiser or the basin.</source>
        <translation>Anggén cairan pambersih tangan, utawi wajik tangané ring wastafel.</translation>
    </message>
    <message>
        <source>No mask with you? Please ask the officer for&#xa0;one.</source>
        <translation>Nénten makta masker? Durus nunas ring&#xa0;petugas.</translation>
    </message>
    <message>
        <source>Face the screen, forehead&#xa0;free.</source>
        <translation>Ngarepin layaré, gidaté nénten&#xa0;katekepin.</translation>
    </message>
    <message>
        <source>Please come&#xa0;in</source>
        <translation>Durus ngranjing</translation>
    </message>
    <message>
        <source>Please clean your&#xa0;hands</source>
        <translation>Durus bersihin tangané</translation>
    </message>
    <message>
        <source>Please put on a mask</source>
        <translation>Durus nganggé masker</translation>
    </message>
    <message>
        <source>Please straighten your mask</source>
        <translation>Durus becikang maskeré</translation>
    </message>
    <message>
        <source>Please rest a&#xa0;little</source>
        <translation>Durus mararian jebos</translation>
    </message>
    <message>
        <source>Let us measure once&#xa0;more</source>
        <translation>Ngiring ukur malih apisan</translation>
    </message>
    <message>
        <source>Thank you.
We wish you a smooth visit.</source>
        <extracomment>The one sentence below the headline of an answer: what to do, in plain words.</extracomment>
        <translation>Matur suksma.
Dumogi sami mamargi antar.</translation>
    </message>
    <message>
        <source>It should cover your nose, your mouth and your&#xa0;chin.</source>
        <translation>Tekepin irung, cangkem, miwah&#xa0;jagut.</translation>
    </message>
    <message>
        <source>Sit in the shade for about 10&#xa0;minutes and have some water.</source>
        <translation>Durus malinggih ring genah sané embon sawatara 10&#xa0;menit tur nginum toya.</translation>
    </message>
    <message>
        <source>Face in the outline, and hold&#xa0;still.</source>
        <translation>Anutang prarainé ring garisé tur&#xa0;meneng.</translation>
    </message>
    <message>
        <source>The officer is glad to help you.</source>
        <translation>Petugas sayaga ngwantu jeroné.</translation>
    </message>
    <message>
        <source>The officer will open the door for&#xa0;you.</source>
        <extracomment>What happens next, always on the screen after an answer.</extracomment>
        <translation>Petugas pacang mungkah&#xa0;koriné.</translation>
    </message>
    <message>
        <source>The door is open for you.</source>
        <translation>Koriné sampun mabungkah.</translation>
    </message>
    <message>
        <source>Please go through the&#xa0;door.</source>
        <translation>Durus ngranjing saking koriné.</translation>
    </message>
    <message>
        <source>Then come back here.</source>
        <translation>Raris durus mawali meriki.</translation>
    </message>
    <message>
        <source>Then come back and touch “I have a&#xa0;code”. It keeps your place in the&#xa0;queue.</source>
        <translation>Raris durus mawali tur sentuh “Titiang maduwé kode”. Kodené nyaga urutan&#xa0;antréané.</translation>
    </message>
    <message>
        <source>Please go to the officer&apos;s desk and show your&#xa0;code.</source>
        <translation>Durus ka méja petugas tur édengang kodené.</translation>
    </message>
    <message>
        <source>Please go to the officer&apos;s&#xa0;desk.</source>
        <translation>Durus ka méja petugas.</translation>
    </message>
    <message>
        <source>The measurement starts again by&#xa0;itself.</source>
        <translation>Pangukurané kaulang&#xa0;padidi.</translation>
    </message>
    <message>
        <source>Then look at this screen&#xa0;again.</source>
        <translation>Raris durus cingakin malih layaré&#xa0;puniki.</translation>
    </message>
    <message>
        <source>Please clean your hands inside.</source>
        <translation>Durus bersihin tangané ring tengah.</translation>
    </message>
    <message>
        <source>Clean hands protect everybody&#xa0;here.</source>
        <translation>Tangan bersih nyaga iraga sareng&#xa0;sami.</translation>
    </message>
    <message>
        <source>A mask is recommended inside.</source>
        <translation>Ring tengah, becik nganggé masker.</translation>
    </message>
    <message>
        <source>A mask is needed inside.</source>
        <translation>Ring tengah patut nganggé masker.</translation>
    </message>
    <message>
        <source>Please pull your mask over nose and&#xa0;chin.</source>
        <translation>Durus tekepin irung miwah jagut antuk&#xa0;masker.</translation>
    </message>
    <message>
        <source>Your mask does not sit well&#xa0;yet.</source>
        <translation>Maskeré durung becik antuk&#xa0;nganggé.</translation>
    </message>
    <message>
        <source>We could not see your mask clearly.</source>
        <translation>Maskeré durung kacingak terang.</translation>
    </message>
    <message>
        <source>The officer will measure once more, with another thermometer.</source>
        <translation>Petugas pacang ngukur malih apisan antuk térmométer lianan.</translation>
    </message>
    <message>
        <source>Your skin is still warm from outside.</source>
        <translation>Kulité kantun anget saking jaba.</translation>
    </message>
    <message>
        <source>One more measurement will make it&#xa0;certain.</source>
        <translation>Ngukur malih apisan mangda&#xa0;pasti.</translation>
    </message>
    <message>
        <source>The measurement did not reach your face&#xa0;well.</source>
        <translation>Pangukurané durung becik ngeninin&#xa0;prarainé.</translation>
    </message>
    <message>
        <source>Sun or a lamp may have disturbed the&#xa0;measurement.</source>
        <translation>Pangukurané minab keganggu antuk sunaran suryané utawi&#xa0;lampu.</translation>
    </message>
    <message>
        <source>The measurement did not settle.</source>
        <translation>Pikolih pangukurané durung ajeg.</translation>
    </message>
    <message>
        <source>Your temperature has not been measured&#xa0;yet.</source>
        <translation>Suhuné durung kaukur.</translation>
    </message>
    <message>
        <source>We have tried a few times already.</source>
        <translation>Sampun kacobak makudang-kudang.</translation>
    </message>
    <message>
        <source>The officer is expecting you already.</source>
        <translation>Petugas sampun ngantosang jeroné.</translation>
    </message>
</context>
<context>
    <name>CornerBenchTexts</name>
    <message>
        <source>step %1 of %2</source>
        <translation>langkah %1 dari %2</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>tersimpan</translation>
    </message>
    <message>
        <source>result</source>
        <translation>hasil</translation>
    </message>
    <message>
        <source>Leave the check</source>
        <translation>Tinggalkan pemeriksaan</translation>
    </message>
    <message>
        <source>Pause, go on later</source>
        <translation>Jeda, lanjut nanti</translation>
    </message>
    <message>
        <source>Watch anew</source>
        <translation>Amati dari awal</translation>
    </message>
    <message>
        <source>Last one again</source>
        <translation>Ulangi yang terakhir</translation>
    </message>
    <message>
        <source>It shows %1</source>
        <translation>Sudah %1</translation>
    </message>
    <message>
        <source>No reading comes. Look at the sensor&apos;s cable; the watching goes on by itself.</source>
        <translation>Tidak ada bacaan. Periksa kabel sensor; pengamatan berlanjut sendiri.</translation>
    </message>
    <message>
        <source>Set the blackbody to %1</source>
        <translation>Atur benda hitam ke %1</translation>
    </message>
    <message>
        <source>The sensor comes to rest</source>
        <translation>Sensor menuju stabil</translation>
    </message>
    <message>
        <source>Keep still: %1 is watched</source>
        <translation>Jangan disentuh: %1 sedang diamati</translation>
    </message>
    <message>
        <source>All temperatures are taken</source>
        <translation>Semua suhu sudah diambil</translation>
    </message>
    <message>
        <source>Let it cool down to it from above.</source>
        <translation>Biarkan turun ke suhu itu dari atas.</translation>
    </message>
    <message>
        <source>Let it warm up to it from below.</source>
        <translation>Biarkan naik ke suhu itu dari bawah.</translation>
    </message>
    <message>
        <source>This one is not fitted: it checks the line.</source>
        <translation>Suhu ini tidak ikut dihitung: ia menguji garisnya.</translation>
    </message>
    <message>
        <source>Touch the button below once its own display stands still there.</source>
        <translation>Sentuh tombol di bawah setelah angka di alatnya diam di sana.</translation>
    </message>
    <message>
        <source>It waits for readings.</source>
        <translation>Menunggu bacaan.</translation>
    </message>
    <message>
        <source>At least %1 more, then it is told whether it is warm. Touch nothing.</source>
        <translation>Paling sedikit %1 lagi, lalu diketahui apakah sensor sudah hangat. Jangan sentuh apa pun.</translation>
    </message>
    <message>
        <source>It is still warming up or cooling down. Watching begins by itself. Leave the blackbody as it is.</source>
        <translation>Sensor masih menghangat atau mendingin. Pengamatan dimulai sendiri. Biarkan benda hitam apa adanya.</translation>
    </message>
    <message>
        <source>Not sure yet: the readings scatter. Watching goes on by itself.</source>
        <translation>Belum pasti: bacaan berpencar. Pengamatan berlanjut sendiri.</translation>
    </message>
    <message>
        <source>At least %1 more. Do not touch the sensor or the blackbody.</source>
        <translation>Paling sedikit %1 lagi. Jangan sentuh sensor atau benda hitam.</translation>
    </message>
    <message>
        <source>Steady. It is taken.</source>
        <translation>Stabil. Suhu ini diambil.</translation>
    </message>
    <message>
        <source>It still moves. It is taken by itself once it is surely steady. Draughts? Has the blackbody settled?</source>
        <translation>Masih bergerak. Diambil sendiri setelah pasti stabil. Ada angin? Benda hitam sudah tenang?</translation>
    </message>
    <message>
        <source>Not sure yet: the readings scatter too much to tell. Watching goes on by itself.</source>
        <translation>Belum pasti: bacaan terlalu berpencar. Pengamatan berlanjut sendiri.</translation>
    </message>
    <message>
        <source>watched %1, at least %2 needed</source>
        <translation>diamati %1, perlu paling sedikit %2</translation>
    </message>
    <message>
        <source>not known yet (limit %1)</source>
        <translation>belum diketahui (batas %1)</translation>
    </message>
    <message>
        <source>%1 °C/min (limit %2)</source>
        <translation>%1 °C/menit (batas %2)</translation>
    </message>
    <message>
        <source>Sensor reads %1, uncorrected</source>
        <translation>Bacaan sensor %1, tanpa koreksi</translation>
    </message>
    <message>
        <source>Sensor itself: %1</source>
        <translation>Suhu sensor sendiri: %1</translation>
    </message>
    <message>
        <source>Blackbody %1</source>
        <translation>Benda hitam %1</translation>
    </message>
    <message>
        <source>Drift: %1</source>
        <translation>Perubahan: %1</translation>
    </message>
    <message>
        <source>Sensor&apos;s own drift: %1</source>
        <translation>Perubahan sensor sendiri: %1</translation>
    </message>
    <message>
        <source>Taken so far</source>
        <translation>Yang sudah diambil</translation>
    </message>
    <message>
        <source>check</source>
        <translation>uji</translation>
    </message>
    <message>
        <source>from above</source>
        <translation>dari atas</translation>
    </message>
    <message>
        <source>from below</source>
        <translation>dari bawah</translation>
    </message>
    <message>
        <source>%1 (%2): sensor read %3</source>
        <translation>%1 (%2): sensor membaca %3</translation>
    </message>
    <message>
        <source>The sensor looks squarely into the middle of the opening, near enough to see nothing beside it. No draught, no sun, nobody in between.</source>
        <translation>Sensor menghadap lurus ke tengah lubang, cukup dekat sehingga tidak melihat sekitarnya. Tanpa angin, tanpa matahari, tanpa orang di antaranya.</translation>
    </message>
    <message>
        <source>Reading, °C (shaded: judged)</source>
        <translation>Bacaan, °C (berwarna: dinilai)</translation>
    </message>
    <message>
        <source>Seconds of watching</source>
        <translation>Detik pengamatan</translation>
    </message>
    <message>
        <source>trend</source>
        <translation>arah</translation>
    </message>
    <message>
        <source>True less calibrated, °C</source>
        <translation>Simpangan dari garis, °C</translation>
    </message>
    <message>
        <source>True temperature, °C</source>
        <translation>Suhu sebenarnya, °C</translation>
    </message>
    <message>
        <source>limit of a point</source>
        <translation>batas titik</translation>
    </message>
    <message>
        <source>limit of the check</source>
        <translation>batas uji</translation>
    </message>
    <message>
        <source>Error of the checks, °C</source>
        <translation>Galat pemeriksaan, °C</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Hari</translation>
    </message>
    <message>
        <source>weighted mean</source>
        <translation>rata-rata berbobot</translation>
    </message>
    <message>
        <source>limit of the mean</source>
        <translation>batas rata-rata</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>lulus</translation>
    </message>
    <message>
        <source>fail beyond</source>
        <translation>gagal di luar ini</translation>
    </message>
    <message>
        <source>In force until %1</source>
        <translation>Berlaku sampai %1</translation>
    </message>
    <message>
        <source>Not accepted. The one before stays in force.</source>
        <translation>Tidak diterima. Yang sebelumnya tetap berlaku.</translation>
    </message>
    <message>
        <source>Keeps all rules: it can be accepted.</source>
        <translation>Memenuhi semua aturan: dapat diterima.</translation>
    </message>
    <message>
        <source>It cannot be accepted. What was in force stays.</source>
        <translation>Tidak dapat diterima. Yang berlaku tetap berlaku.</translation>
    </message>
    <message>
        <source>The kiosk may screen.</source>
        <translation>Kios boleh melayani pengunjung.</translation>
    </message>
    <message>
        <source>The kiosk does not screen.</source>
        <translation>Kios tidak melayani pengunjung.</translation>
    </message>
    <message>
        <source>Passed: within %1.</source>
        <translation>Lulus: dalam %1.</translation>
    </message>
    <message>
        <source>Passed with a warning: calibrate soon.</source>
        <translation>Lulus dengan peringatan: segera kalibrasi.</translation>
    </message>
    <message>
        <source>Failed: more than %1 off. Once stored, screening stops until it is calibrated.</source>
        <translation>Gagal: meleset lebih dari %1. Setelah disimpan, kios berhenti melayani sampai dikalibrasi.</translation>
    </message>
    <message>
        <source>Daily check: error %1 ± %2</source>
        <extracomment>What the PIN is given for.</extracomment>
        <translation>Pemeriksaan harian: galat %1 ± %2</translation>
    </message>
    <message>
        <source>Calibration: U %1, valid until %2</source>
        <translation>Kalibrasi: U %1, berlaku sampai %2</translation>
    </message>
    <message>
        <source>Error %1 ± %2 (U, k=2)</source>
        <translation>Galat %1 ± %2 (U, k=2)</translation>
    </message>
    <message>
        <source>Blackbody set to %1, looks like %2</source>
        <translation>Benda hitam diatur %1, tampak seperti %2</translation>
    </message>
    <message>
        <source>Measured %1</source>
        <translation>Terukur %1</translation>
    </message>
    <message>
        <source>The checks lean to one side: watch it.</source>
        <translation>Hasilnya condong ke satu sisi: perhatikan.</translation>
    </message>
    <message>
        <source>The chart is in control.</source>
        <translation>Grafik terkendali.</translation>
    </message>
    <message>
        <source>Drifts %1 °C a day</source>
        <translation>Bergeser %1 °C per hari</translation>
    </message>
    <message>
        <source>Calibrate again by %1</source>
        <translation>Kalibrasi lagi paling lambat %1</translation>
    </message>
    <message>
        <source>Gain %1 · offset at 37 °C %2</source>
        <translation>Kemiringan %1 · geseran pada 37 °C %2</translation>
    </message>
    <message>
        <source>U %1 (k=2, at 37 °C)</source>
        <translation>U %1 (k=2, pada 37 °C)</translation>
    </message>
    <message>
        <source>Check point off by %1</source>
        <translation>Titik uji meleset %1</translation>
    </message>
    <message>
        <source>Up and down differ by %1</source>
        <translation>Beda naik dan turun %1</translation>
    </message>
    <message>
        <source>Valid until %1, once accepted</source>
        <translation>Berlaku sampai %1, setelah diterima</translation>
    </message>
    <message>
        <source>Two temperatures only: the line between is not proven.</source>
        <translation>Hanya dua suhu: garis di antaranya belum terbukti.</translation>
    </message>
    <message>
        <source>and %1 more; all are kept with it</source>
        <translation>dan %1 lagi; semua ikut disimpan</translation>
    </message>
</context>
<context>
    <name>CornerCalibrationTexts</name>
    <message>
        <source>Calibrated, valid until %1. Daily check due by %2.</source>
        <translation>Terkalibrasi, berlaku sampai %1. Pemeriksaan harian paling lambat %2.</translation>
    </message>
    <message>
        <source>Not calibrated. A real door stays locked until it is.</source>
        <translation>Belum dikalibrasi. Pintu asli tetap terkunci sampai dikalibrasi.</translation>
    </message>
    <message>
        <source>The calibration expired on %1. Calibrate.</source>
        <translation>Kalibrasi habis berlaku %1. Kalibrasilah.</translation>
    </message>
    <message>
        <source>The last daily check failed (%1). Calibrate.</source>
        <translation>Pemeriksaan harian terakhir gagal (%1). Kalibrasilah.</translation>
    </message>
    <message>
        <source>A daily check is due since %1.</source>
        <translation>Pemeriksaan harian harus dilakukan sejak %1.</translation>
    </message>
    <message>
        <source>The thermometer is not open: see Devices.</source>
        <translation>Termometer tidak terbuka: lihat Perangkat.</translation>
    </message>
    <message>
        <source>Which blackbody stands before the sensor?</source>
        <translation>Benda hitam mana yang ada di depan sensor?</translation>
    </message>
    <message>
        <source>No blackbody is on record here yet. Have its certificate at hand, and type it in once; it is offered from then on.</source>
        <translation>Belum ada benda hitam yang tercatat di sini. Siapkan sertifikatnya dan ketik sekali; setelah itu akan ditawarkan.</translation>
    </message>
    <message>
        <source>certificate %1 · U %2 · emissivity %3</source>
        <translation>sertifikat %1 · U %2 · emisivitas %3</translation>
    </message>
    <message>
        <source>Check at</source>
        <translation>Periksa pada</translation>
    </message>
    <message>
        <source>A calibration was interrupted, and its file cannot be read.</source>
        <translation>Sebuah kalibrasi terputus, dan berkasnya tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>A calibration of %1 by %2 was interrupted: %3 of %4 temperatures taken, before blackbody %5.</source>
        <translation>Kalibrasi %1 oleh %2 terputus: %3 dari %4 suhu sudah diambil, di depan benda hitam %5.</translation>
    </message>
    <message>
        <source>Go on with it only before the same blackbody. Until a calibration is accepted, the one before stays in force.</source>
        <translation>Lanjutkan hanya di depan benda hitam yang sama. Sampai sebuah kalibrasi diterima, yang sebelumnya tetap berlaku.</translation>
    </message>
    <message>
        <source>It was begun with another sensor, or another setting of it. It can only be thrown away.</source>
        <translation>Dimulai dengan sensor lain atau setelan lain. Hanya dapat dibuang.</translation>
    </message>
    <message>
        <source>Only the person who began it goes on with it. You can throw it away.</source>
        <translation>Hanya yang memulai dapat melanjutkan. Anda dapat membuangnya.</translation>
    </message>
    <message>
        <source>It can only be thrown away. The calibration in force is not touched.</source>
        <translation>Hanya dapat dibuang. Kalibrasi yang berlaku tidak tersentuh.</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>berlaku</translation>
    </message>
    <message>
        <source>not accepted</source>
        <translation>tidak diterima</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>habis berlaku</translation>
    </message>
    <message>
        <source>earlier one</source>
        <translation>sebelumnya</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simulasi</translation>
    </message>
    <message>
        <source>This sensor has no calibration yet. Until it has one, a real door stays locked. A technician makes one: Back, then Calibrate.</source>
        <translation>Sensor ini belum punya kalibrasi. Sampai ada, pintu asli tetap terkunci. Teknisi yang membuatnya: Kembali, lalu Kalibrasi.</translation>
    </message>
    <message>
        <source>Row %1, by %2, %3</source>
        <translation>Baris %1, oleh %2, %3</translation>
    </message>
    <message>
        <source>Gain %1 · offset %2</source>
        <translation>Kemiringan %1 · geseran %2</translation>
    </message>
    <message>
        <source>U %1 (k=2, at 37 °C)</source>
        <translation>U %1 (k=2, pada 37 °C)</translation>
    </message>
    <message>
        <source>Valid until %1</source>
        <translation>Berlaku sampai %1</translation>
    </message>
    <message>
        <source>Calibration of %1 by %2, row %3</source>
        <translation>Kalibrasi %1 oleh %2, baris %3</translation>
    </message>
</context>
<context>
    <name>CornerReasons</name>
    <message>
        <source>Number or PIN is not right. Attempts left: %1.</source>
        <translation>Nomor atau PIN tidak cocok. Sisa percobaan: %1.</translation>
    </message>
    <message>
        <source>Number or PIN is not right.</source>
        <translation>Nomor atau PIN tidak cocok.</translation>
    </message>
    <message>
        <source>Too many wrong attempts. Try again in %1, or at once after signing in on the staff web page.</source>
        <translation>Terlalu banyak percobaan salah. Coba lagi dalam %1, atau segera setelah masuk di halaman web petugas.</translation>
    </message>
    <message>
        <source>The PIN is right, but your role may not do this.</source>
        <translation>PIN benar, tetapi peran Anda tidak boleh melakukan ini.</translation>
    </message>
    <message>
        <source>This account has no PIN. In a terminal:
kiosk staff set-pin NAME</source>
        <translation>Akun ini belum punya PIN. Di terminal:
kiosk staff set-pin NAMA</translation>
    </message>
    <message>
        <source>There are no accounts yet. In a terminal:
kiosk staff add NAME --role technician</source>
        <translation>Belum ada akun. Di terminal:
kiosk staff add NAMA --role technician</translation>
    </message>
    <message>
        <source>The accounts cannot be read. Put a copy of staff.db back, or add everybody anew.</source>
        <translation>Akun tidak dapat dibaca. Kembalikan salinan staff.db, atau daftarkan semua orang lagi.</translation>
    </message>
    <message>
        <source>Stored in the record. It counts from now on.</source>
        <translation>Tersimpan dalam catatan. Berlaku mulai sekarang.</translation>
    </message>
    <message>
        <source>Thrown away. What was in force stays in force.</source>
        <translation>Dibuang. Yang berlaku tetap berlaku.</translation>
    </message>
    <message>
        <source>Your role may not do this.</source>
        <translation>Peran Anda tidak boleh melakukan ini.</translation>
    </message>
    <message>
        <source>The kiosk could not pause for staff just now. Try again in a moment.</source>
        <translation>Kios belum dapat berhenti untuk petugas. Coba lagi sebentar.</translation>
    </message>
    <message>
        <source>It could not be stored; what was in force stays in force.</source>
        <translation>Tidak dapat disimpan; yang berlaku tetap berlaku.</translation>
    </message>
    <message>
        <source>There is no valid calibration to check. Calibrate first.</source>
        <translation>Tidak ada kalibrasi berlaku untuk diperiksa. Kalibrasi dahulu.</translation>
    </message>
    <message>
        <source>These data of the blackbody will not do.</source>
        <translation>Data benda hitam ini tidak dapat dipakai.</translation>
    </message>
    <message>
        <source>A reason is wanted.</source>
        <translation>Alasan diperlukan.</translation>
    </message>
    <message>
        <source>This calibration cannot be put in force.</source>
        <translation>Kalibrasi ini tidak dapat diberlakukan.</translation>
    </message>
    <message>
        <source>No reading comes. Look at the sensor&apos;s cable; the bench waits.</source>
        <translation>Tidak ada bacaan. Periksa kabel sensor; meja uji menunggu.</translation>
    </message>
    <message>
        <source>This is not the sensor that the work began with, or it is gone. Plug it in again.</source>
        <translation>Ini bukan sensor yang dipakai sejak awal, atau sensor hilang. Pasang lagi.</translation>
    </message>
    <message>
        <source>It did not come to rest. Leave sensor and blackbody alone, out of draughts, and confirm again.</source>
        <translation>Belum juga stabil. Biarkan sensor dan benda hitam, jauhkan angin, lalu tegaskan lagi.</translation>
    </message>
    <message>
        <source>Nobody touched the screen: signed out.</source>
        <translation>Layar tidak disentuh: sudah keluar.</translation>
    </message>
    <message>
        <source>An error in the program. The corner began anew; please report it.</source>
        <translation>Ada kesalahan program. Halaman petugas dimulai lagi; mohon laporkan.</translation>
    </message>
    <message>
        <source>Checking the PIN …</source>
        <translation>Memeriksa PIN …</translation>
    </message>
    <message>
        <source>The PIN is right. The visitor being screened is finished first …</source>
        <translation>PIN benar. Pengunjung yang sedang diperiksa diselesaikan dahulu …</translation>
    </message>
    <message>
        <source>Writing to the record …</source>
        <translation>Menulis ke catatan …</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Tanda tangan</translation>
    </message>
    <message>
        <source>Do not accept</source>
        <translation>Jangan diterima</translation>
    </message>
    <message>
        <source>Put an earlier calibration in force</source>
        <translation>Berlakukan kalibrasi sebelumnya</translation>
    </message>
    <message>
        <source>Shut down</source>
        <translation>Matikan program</translation>
    </message>
    <message>
        <source>Throw the run away</source>
        <translation>Buang kalibrasi ini</translation>
    </message>
    <message>
        <source>Sign and store</source>
        <translation>Tanda tangani dan simpan</translation>
    </message>
    <message>
        <source>Sign and put in force</source>
        <translation>Tanda tangani dan berlakukan</translation>
    </message>
    <message>
        <source>Sign and shut down</source>
        <translation>Tanda tangani dan matikan</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>With your PIN it is stored under your name, for good, and counts at once.</source>
        <translation>Dengan PIN Anda, ini disimpan atas nama Anda selamanya dan langsung berlaku.</translation>
    </message>
    <message>
        <source>Why? The figures and your reason are kept; what was in force stays in force.</source>
        <translation>Mengapa? Angka dan alasan Anda disimpan; yang berlaku tetap berlaku.</translation>
    </message>
    <message>
        <source>Why is the present one to be left?</source>
        <translation>Mengapa yang sekarang ditinggalkan?</translation>
    </message>
    <message>
        <source>With your PIN the chosen calibration counts at once. The present one stays on record.</source>
        <translation>Dengan PIN Anda, kalibrasi yang dipilih langsung berlaku. Yang sekarang tetap tercatat.</translation>
    </message>
    <message>
        <source>With your PIN the program ends now. The door stays locked.</source>
        <translation>Dengan PIN Anda, program berakhir sekarang. Pintu tetap terkunci.</translation>
    </message>
    <message>
        <source>What was taken so far is gone for good. The calibration in force is not touched.</source>
        <translation>Yang sudah diambil hilang selamanya. Kalibrasi yang berlaku tidak tersentuh.</translation>
    </message>
    <message>
        <source>PIN of %1</source>
        <translation>PIN %1</translation>
    </message>
    <message>
        <source>It does not keep the rules</source>
        <translation>Tidak memenuhi aturan</translation>
    </message>
    <message>
        <source>Disturbed while measuring</source>
        <translation>Terganggu saat mengukur</translation>
    </message>
    <message>
        <source>Wrong blackbody or wrong setting</source>
        <translation>Benda hitam atau setelan salah</translation>
    </message>
    <message>
        <source>The readings are in doubt</source>
        <translation>Bacaan diragukan</translation>
    </message>
    <message>
        <source>Daily checks are off since then</source>
        <translation>Pemeriksaan harian meleset sejak itu</translation>
    </message>
    <message>
        <source>Only a trial</source>
        <translation>Hanya percobaan</translation>
    </message>
    <message>
        <source>Too few temperatures: take all steps.</source>
        <extracomment>What speaks against a calibration, and what to do.</extracomment>
        <translation>Suhu terlalu sedikit: ambil semua langkah.</translation>
    </message>
    <message>
        <source>Too few readings at one temperature: look at the sensor&apos;s rate.</source>
        <translation>Bacaan terlalu sedikit pada satu suhu: periksa laju sensor.</translation>
    </message>
    <message>
        <source>A temperature was not steady: let the blackbody settle longer, keep draughts away.</source>
        <translation>Satu suhu tidak stabil: biarkan benda hitam tenang lebih lama, jauhkan angin.</translation>
    </message>
    <message>
        <source>What the blackbody mirrors is not known: type in the room&apos;s temperature.</source>
        <translation>Pantulan benda hitam tidak diketahui: ketik suhu ruangan.</translation>
    </message>
    <message>
        <source>The temperatures lie too close together.</source>
        <translation>Suhu-suhunya terlalu berdekatan.</translation>
    </message>
    <message>
        <source>A point lies more than %1 off the line: take it again; is the sensor well before the opening?</source>
        <translation>Satu titik meleset lebih dari %1 dari garis: ambil lagi; apakah sensor tepat di depan lubang?</translation>
    </message>
    <message>
        <source>Gain is outside %1 to %2: wrong protocol, or a sensor at its end.</source>
        <translation>Kemiringan di luar %1 sampai %2: protokol salah, atau sensor sudah rusak.</translation>
    </message>
    <message>
        <source>The sensor is more than %1 off: does it look at the blackbody alone?</source>
        <translation>Sensor meleset lebih dari %1: apakah hanya melihat benda hitam?</translation>
    </message>
    <message>
        <source>From below and from above differ by more than %1: wait longer at each step.</source>
        <translation>Dari bawah dan dari atas berbeda lebih dari %1: tunggu lebih lama tiap langkah.</translation>
    </message>
    <message>
        <source>The technician did not accept it.</source>
        <translation>Teknisi tidak menerimanya.</translation>
    </message>
    <message>
        <source>The check point is missing.</source>
        <translation>Titik uji tidak ada.</translation>
    </message>
    <message>
        <source>The check point is more than %1 off: the line does not hold between its points.</source>
        <translation>Titik uji meleset lebih dari %1: garis tidak tepat di antara titiknya.</translation>
    </message>
    <message>
        <source>U is above %1: a better blackbody, or a sensor with less noise.</source>
        <translation>U di atas %1: pakai benda hitam yang lebih baik, atau sensor yang lebih tenang.</translation>
    </message>
</context>
<context>
    <name>CornerTexts</name>
    <message>
        <source>en_GB</source>
        <translation>id_ID</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Erase the last one</source>
        <translation>Hapus yang terakhir</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Spasi</translation>
    </message>
    <message>
        <source>Staff sign-in</source>
        <translation>Masuk petugas</translation>
    </message>
    <message>
        <source>Blackbody: as its certificate has it</source>
        <translation>Benda hitam: menurut sertifikatnya</translation>
    </message>
    <message>
        <source>Calibrations of this sensor</source>
        <translation>Kalibrasi sensor ini</translation>
    </message>
    <message>
        <source>Devices and state</source>
        <translation>Perangkat dan keadaan</translation>
    </message>
    <message>
        <source>Staff corner</source>
        <translation>Halaman petugas</translation>
    </message>
    <message>
        <source>Daily check</source>
        <translation>Pemeriksaan harian</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>Kalibrasi</translation>
    </message>
    <message>
        <source>Calibrations</source>
        <translation>Daftar kalibrasi</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Perangkat</translation>
    </message>
    <message>
        <source>Shut down</source>
        <translation>Matikan program</translation>
    </message>
    <message>
        <source>One look at the blackbody; next due %1.</source>
        <translation>Sekali melihat benda hitam; berikutnya paling lambat %1.</translation>
    </message>
    <message>
        <source>One look at the blackbody.</source>
        <translation>Sekali melihat benda hitam.</translation>
    </message>
    <message>
        <source>A run waits: %1 of %2 taken.</source>
        <translation>Ada yang tertunda: %1 dari %2 sudah diambil.</translation>
    </message>
    <message>
        <source>Before the blackbody, step by step.</source>
        <translation>Di depan benda hitam, langkah demi langkah.</translation>
    </message>
    <message>
        <source>See all; go back to an earlier one.</source>
        <translation>Lihat semua; kembali ke yang sebelumnya.</translation>
    </message>
    <message>
        <source>What is connected, and what is wrong.</source>
        <translation>Yang terhubung, dan yang bermasalah.</translation>
    </message>
    <message>
        <source>End the program. The door stays locked.</source>
        <translation>Akhiri program. Pintu tetap terkunci.</translation>
    </message>
    <message>
        <source>Not with your role.</source>
        <translation>Bukan untuk peran Anda.</translation>
    </message>
    <message>
        <source>officer</source>
        <translation>petugas</translation>
    </message>
    <message>
        <source>technician</source>
        <translation>teknisi</translation>
    </message>
    <message>
        <source>supervisor</source>
        <translation>pengawas</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Field before</source>
        <translation>Isian sebelumnya</translation>
    </message>
    <message>
        <source>Next field</source>
        <translation>Isian berikutnya</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Masuk</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Keluar</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Lanjutkan</translation>
    </message>
    <message>
        <source>Throw it away …</source>
        <translation>Buang …</translation>
    </message>
    <message>
        <source>Change its data</source>
        <translation>Ubah datanya</translation>
    </message>
    <message>
        <source>Type it in</source>
        <translation>Ketik datanya</translation>
    </message>
    <message>
        <source>Another blackbody</source>
        <translation>Benda hitam lain</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Lainnya</translation>
    </message>
    <message>
        <source>To the check</source>
        <translation>Ke pemeriksaan</translation>
    </message>
    <message>
        <source>To the calibration</source>
        <translation>Ke kalibrasi</translation>
    </message>
    <message>
        <source>Do not accept …</source>
        <translation>Jangan terima …</translation>
    </message>
    <message>
        <source>Accept …</source>
        <translation>Terima …</translation>
    </message>
    <message>
        <source>Sign …</source>
        <translation>Tanda tangani …</translation>
    </message>
    <message>
        <source>Put in force again …</source>
        <translation>Berlakukan lagi …</translation>
    </message>
    <message>
        <source>Shut down …</source>
        <translation>Matikan …</translation>
    </message>
    <message>
        <source>To the menu</source>
        <translation>Ke menu</translation>
    </message>
    <message>
        <source>signs out in %1</source>
        <translation>keluar dalam %1</translation>
    </message>
    <message>
        <source>closes in %1</source>
        <translation>tutup dalam %1</translation>
    </message>
    <message>
        <source>For staff only. Visitors: please touch Back.</source>
        <translation>Khusus petugas. Pengunjung: silakan sentuh Kembali.</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>Nomor petugas</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Nomor seri</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Sertifikat</translation>
    </message>
    <message>
        <source>Uncertainty (k=2)</source>
        <translation>Ketidakpastian (k=2)</translation>
    </message>
    <message>
        <source>Emissivity</source>
        <translation>Emisivitas</translation>
    </message>
    <message>
        <source>Room (if needed)</source>
        <translation>Ruangan (bila perlu)</translation>
    </message>
    <message>
        <source>On its type plate.</source>
        <translation>Tertera pada pelat alatnya.</translation>
    </message>
    <message>
        <source>Number of the calibration certificate of the blackbody.</source>
        <translation>Nomor sertifikat kalibrasi benda hitam.</translation>
    </message>
    <message>
        <source>Of its temperature, from the certificate: expanded, k=2.</source>
        <translation>Untuk suhunya, dari sertifikat: terentang, k=2.</translation>
    </message>
    <message>
        <source>From the certificate or the maker, such as %1.</source>
        <translation>Dari sertifikat atau pembuatnya, misalnya %1.</translation>
    </message>
    <message>
        <source>Measured beside the blackbody, it makes U smaller. Empty: as warm as the sensor itself.</source>
        <translation>Bila diukur di samping benda hitam, U menjadi lebih kecil. Kosong: sama dengan suhu sensor.</translation>
    </message>
    <message>
        <source>works</source>
        <translation>berfungsi</translation>
    </message>
    <message>
        <source>The program ends, and the door stays locked until it is started again. Nothing on record is lost. Whether the machine switches off as well is set by its service.</source>
        <translation>Program berakhir, dan pintu tetap terkunci sampai dijalankan lagi. Catatan tidak ada yang hilang. Apakah mesin ikut mati diatur oleh layanannya.</translation>
    </message>
</context>
<context>
    <name>FaultTexts</name>
    <message>
        <source>%1: %2</source>
        <extracomment>Small print for staff: the part of the station, then what is wrong with it.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Face and mask recognition</source>
        <translation>Pengenalan wajah dan masker</translation>
    </message>
    <message>
        <source>Thermometer</source>
        <translation>Termometer</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>Pintu</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Catatan</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Ruangan</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Jam</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Layar</translation>
    </message>
    <message>
        <source>Kiosk</source>
        <translation>Kios</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>sedang dimulai</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>tidak terhubung</translation>
    </message>
    <message>
        <source>gives no answer</source>
        <translation>tidak menjawab</translation>
    </message>
    <message>
        <source>repeats the same value</source>
        <translation>mengulang nilai yang sama</translation>
    </message>
    <message>
        <source>the picture stands still</source>
        <translation>gambar tidak bergerak</translation>
    </message>
    <message>
        <source>the picture is dark</source>
        <translation>gambar gelap</translation>
    </message>
    <message>
        <source>the sensor reports no value</source>
        <translation>sensor tidak memberi nilai</translation>
    </message>
    <message>
        <source>too cold</source>
        <translation>terlalu dingin</translation>
    </message>
    <message>
        <source>too warm</source>
        <translation>terlalu panas</translation>
    </message>
    <message>
        <source>its temperature is changing</source>
        <translation>suhunya sedang berubah</translation>
    </message>
    <message>
        <source>sun or a lamp</source>
        <translation>sinar matahari atau lampu</translation>
    </message>
    <message>
        <source>the sensor is warming up</source>
        <translation>sensor sedang menyesuaikan suhu</translation>
    </message>
    <message>
        <source>cannot be written</source>
        <translation>tidak dapat ditulis</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>rusak</translation>
    </message>
    <message>
        <source>the time has jumped</source>
        <translation>waktu meloncat</translation>
    </message>
    <message>
        <source>its calibration has expired</source>
        <translation>kalibrasinya sudah kedaluwarsa</translation>
    </message>
    <message>
        <source>the daily check failed</source>
        <translation>pemeriksaan harian gagal</translation>
    </message>
    <message>
        <source>the daily check is due</source>
        <translation>pemeriksaan harian harus dilakukan</translation>
    </message>
    <message>
        <source>staff are at work at the kiosk</source>
        <translation>petugas sedang bekerja di kios</translation>
    </message>
    <message>
        <source>it does not see its warm reference</source>
        <translation>sumber acuan hangatnya tidak terlihat</translation>
    </message>
    <message>
        <source>its warm reference has been moved</source>
        <translation>sumber acuan hangatnya bergeser</translation>
    </message>
    <message>
        <source>it reads its warm reference wrong</source>
        <translation>sumber acuan hangatnya terbaca salah</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>berhenti</translation>
    </message>
    <message>
        <source>This takes a few seconds.</source>
        <extracomment>Small print for staff: what to do first.</extracomment>
        <translation>Ini memerlukan beberapa detik.</translation>
    </message>
    <message>
        <source>It goes on as soon as they have finished.</source>
        <translation>Kios berjalan lagi setelah mereka selesai.</translation>
    </message>
    <message>
        <source>Uncover the lens and switch on the light.</source>
        <translation>Buka penutup lensa dan nyalakan lampu.</translation>
    </message>
    <message>
        <source>Check the camera&apos;s cable, then its power.</source>
        <translation>Periksa kabel kamera, lalu dayanya.</translation>
    </message>
    <message>
        <source>A supervisor looks at the records and acknowledges it; then it goes on.</source>
        <translation>Pengawas memeriksa catatan dan menyatakan mengetahuinya; lalu kios berjalan lagi.</translation>
    </message>
    <message>
        <source>A technician calibrates it before the blackbody.</source>
        <translation>Teknisi mengalibrasinya dengan benda hitam.</translation>
    </message>
    <message>
        <source>A technician checks it before the blackbody.</source>
        <translation>Teknisi memeriksanya dengan benda hitam.</translation>
    </message>
    <message>
        <source>Switch the warm reference on, and let nothing stand before it.</source>
        <translation>Nyalakan sumber acuan hangat, dan jangan ada yang menghalanginya.</translation>
    </message>
    <message>
        <source>Put the warm reference back where it was, or call the technician.</source>
        <translation>Kembalikan sumber acuan hangat ke tempatnya, atau panggil teknisi.</translation>
    </message>
    <message>
        <source>Call the technician: check the warm reference, then calibrate.</source>
        <translation>Panggil teknisi: periksa sumber acuan hangat, lalu kalibrasi.</translation>
    </message>
    <message>
        <source>Check the thermometer&apos;s cable, then its power.</source>
        <translation>Periksa kabel termometer, lalu dayanya.</translation>
    </message>
    <message>
        <source>It comes back by itself. Keep draughts and sun off the sensor.</source>
        <extracomment>Small print for staff. The warm reference is a small blackbody that the sensor always has in view.</extracomment>
        <translation>Akan pulih sendiri. Jauhkan angin dan sinar matahari dari sensor.</translation>
    </message>
    <message>
        <source>The door stays locked. Check the relay&apos;s cable; let visitors in by hand.</source>
        <translation>Pintu tetap terkunci. Periksa kabel relai; persilakan pengunjung masuk secara manual.</translation>
    </message>
    <message>
        <source>Draw the curtain or turn the lamp away; the kiosk goes on by itself.</source>
        <translation>Tutup tirai atau alihkan lampunya; kios berlanjut dengan sendirinya.</translation>
    </message>
    <message>
        <source>Close the door, keep sun and draughts off the kiosk; it goes on by itself.</source>
        <translation>Tutup pintu, jauhkan sinar matahari dan angin dari kios; kios berlanjut dengan sendirinya.</translation>
    </message>
    <message>
        <source>Check that the disk has free space and may be written.</source>
        <translation>Periksa ruang kosong dan izin tulis pada disk.</translation>
    </message>
    <message>
        <source>Check the date and time of this computer.</source>
        <translation>Periksa tanggal dan waktu komputer ini.</translation>
    </message>
    <message>
        <source>It restarts by itself. If it does not, call the technician.</source>
        <translation>Akan pulih dengan sendirinya. Jika tidak, hubungi teknisi.</translation>
    </message>
</context>
<context>
    <name>OutOfServicePage</name>
    <message>
        <source>For staff: %1</source>
        <translation>Untuk petugas: %1</translation>
    </message>
</context>
<context>
    <name>PanelTexts</name>
    <message>
        <source>Something in your&#xa0;way?</source>
        <translation>Napi wénten sané dados&#xa0;pikobet?</translation>
    </message>
    <message>
        <source>Type the two characters of your&#xa0;code.</source>
        <extracomment>Below &quot;I have a code&quot;: what to do, then what became of it.</extracomment>
        <translation>Ketik kalih aksara kodené.</translation>
    </message>
    <message>
        <source>Thank you, we know your code. Please look at the screen&#xa0;again.</source>
        <translation>Matur suksma, kodené kauningin. Durus cingakin malih&#xa0;layaré.</translation>
    </message>
    <message>
        <source>We do not know this code. Please try again, or ask the&#xa0;officer.</source>
        <translation>Kodené nénten kauningin. Cobak malih, utawi takénang ring&#xa0;petugas.</translation>
    </message>
    <message>
        <source>This code is too old. Please go on without it: touch&#xa0;Back.</source>
        <translation>Kodené sampun lintang galahné. Durus lanturang tanpa kode: sentuh Mawali.</translation>
    </message>
    <message>
        <source>This code has been used already. Please ask the officer.</source>
        <translation>Kodené sampun kaanggén. Durus takénang ring petugas.</translation>
    </message>
    <message>
        <source>Please wait a minute, then try again, or ask the&#xa0;officer.</source>
        <translation>Durus antosang amenit raris cobak malih, utawi takénang ring&#xa0;petugas.</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <translation>Durus antosang jebos</translation>
    </message>
    <message>
        <source>Point your phone&apos;s camera at a square. No waiting, from&#xa0;home.</source>
        <translation>Arahang kaméra ponselé ka kotaké. Saking jero, tanpa&#xa0;antré.</translation>
    </message>
    <message>
        <source>Phone %1</source>
        <translation>Télepon %1</translation>
    </message>
    <message>
        <source>Also possible online:</source>
        <translation>Prasida antuk daring:</translation>
    </message>
    <message>
        <source>Touch one face and one matter. We ask for no&#xa0;name.</source>
        <translation>Sentuh siki prarai miwah siki indik. Tanpa&#xa0;parab.</translation>
    </message>
    <message>
        <source>Or write to the national complaints channel:</source>
        <translation>Utawi atur ring kanal pengaduan nasional:</translation>
    </message>
    <message>
        <source>Thank you for telling&#xa0;us</source>
        <translation>Matur suksma antuk atur jeroné</translation>
    </message>
    <message>
        <source>The office reads it. You may go on now.</source>
        <translation>Kantoré pacang ngwacén. Durus lanturang.</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Becik</translation>
    </message>
    <message>
        <source>So-so</source>
        <translation>Biasa</translation>
    </message>
    <message>
        <source>Not good</source>
        <translation>Kirang becik</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Antréan</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>Sensor</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Masker</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Lianan</translation>
    </message>
    <message>
        <source>Are you still here?</source>
        <translation>Kantun iriki jeroné?</translation>
    </message>
    <message>
        <source>Touch anywhere to go on.</source>
        <translation>Sentuh layaré mangda lanturang.</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>You, as in a mirror</source>
        <translation>Jeroné, sakadi ring meka</translation>
    </message>
</context>
<context>
    <name>ScreeningPage</name>
    <message>
        <source>My hands are clean</source>
        <translation>Tangan titiangé sampun bersih</translation>
    </message>
    <message>
        <source>You need not touch anything.</source>
        <translation>Nénten perlu nyentuh napi-napi.</translation>
    </message>
</context>
<context>
    <name>SimulationBand</name>
    <message>
        <source>SIMULATION · not a real screening</source>
        <translation>SIMULASI · boya pemeriksaan sujati</translation>
    </message>
</context>
<context>
    <name>StaffNote</name>
    <message>
        <source>Not calibrated</source>
        <extracomment>A quiet word for staff: the thermometer has no calibration yet.</extracomment>
        <translation>Durung kakalibrasi</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Welcome</source>
        <translation>Rahajeng rauh</translation>
    </message>
    <message>
        <source>Just a moment, then please come&#xa0;in.</source>
        <translation>Jebos kémanten, raris durus&#xa0;ngranjing.</translation>
    </message>
    <message>
        <source>No picture of your face is&#xa0;kept.</source>
        <translation>Gambar prarainé nénten&#xa0;kasimpen.</translation>
    </message>
    <message>
        <source>Clean your hands.</source>
        <translation>Bersihin tangané.</translation>
    </message>
    <message>
        <source>Cover your nose and chin.</source>
        <translation>Tekepin irung miwah jagut.</translation>
    </message>
    <message>
        <source>Look at the screen for a moment.
Nothing touches you.</source>
        <translation>Cingakin layaré jebos.
Nénten wénten sané nyentuh.</translation>
    </message>
    <message>
        <source>Please come to this&#xa0;screen</source>
        <translation>Durus ka ajeng layaré&#xa0;puniki</translation>
    </message>
    <message>
        <source>I have a&#xa0;code</source>
        <extracomment>Labels of touches, short.</extracomment>
        <translation>Titiang maduwé kode</translation>
    </message>
    <message>
        <source>Online services</source>
        <translation>Layanan daring</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Mawali</translation>
    </message>
    <message>
        <source>Any trouble?</source>
        <translation>Wénten pikobet?</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Apus</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Wacén</translation>
    </message>
    <message>
        <source>Stop reading aloud</source>
        <translation>Rérén mawacén</translation>
    </message>
    <message>
        <source>Move controls lower</source>
        <translation>Tuunang tombolé</translation>
    </message>
    <message>
        <source>Move controls higher</source>
        <translation>Unggahang tombolé</translation>
    </message>
    <message>
        <source>Your code</source>
        <translation>Kode jeroné</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <translation>Durus antosang jebos</translation>
    </message>
    <message>
        <source>The camera is too&#xa0;high</source>
        <translation>Kamérané kategehan</translation>
    </message>
    <message>
        <source>The camera is too&#xa0;low</source>
        <translation>Kamérané kaendepan</translation>
    </message>
    <message>
        <source>Please ask the officer to tilt it down for&#xa0;you.</source>
        <translation>Durus tunas ring petugas mangda&#xa0;katuunang.</translation>
    </message>
    <message>
        <source>Please ask the officer to tilt it up for&#xa0;you.</source>
        <translation>Durus tunas ring petugas mangda&#xa0;kaunggahang.</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Masker</translation>
    </message>
    <message>
        <source>%1, please enter</source>
        <extracomment>An officer let this visitor in; %1 is the code.</extracomment>
        <translation>%1, durus ngranjing</translation>
    </message>
    <message>
        <source>One moment, this screen is getting&#xa0;ready</source>
        <translation>Antosang jebos, layaré kantun kacawisang</translation>
    </message>
    <message>
        <source>Please see the&#xa0;officer</source>
        <translation>Durus panggihin petugas</translation>
    </message>
    <message>
        <source>Thank you for your patience.</source>
        <translation>Matur suksma sampun sabar ngantosang.</translation>
    </message>
    <message>
        <source>We are sorry, this screen is resting.
The officer will gladly help you in.</source>
        <translation>Ampura, layaré puniki durung prasida&#xa0;kaanggén.
Petugas sayaga ngwantu.</translation>
    </message>
    <message>
        <source>Please hold&#xa0;still</source>
        <translation>Durus meneng dumun</translation>
    </message>
    <message>
        <source>Please clean your hands first</source>
        <translation>Durus bersihin tangané dumun</translation>
    </message>
    <message>
        <source>One person first,&#xa0;please</source>
        <translation>Durus adiri dumun</translation>
    </message>
    <message>
        <source>Please come a little&#xa0;closer</source>
        <translation>Durus nampekang akidik</translation>
    </message>
    <message>
        <source>Please move back a&#xa0;little</source>
        <translation>Durus mundur akidik</translation>
    </message>
    <message>
        <source>Please move to the&#xa0;middle</source>
        <translation>Durus magingsir ka&#xa0;tengah</translation>
    </message>
    <message>
        <source>Please look&#xa0;here</source>
        <translation>Durus cingakin meriki</translation>
    </message>
    <message>
        <source>Face in the outline, please</source>
        <translation>Durus anutang prarainé ring&#xa0;garisé</translation>
    </message>
    <message>
        <source>Measuring, just a&#xa0;moment.</source>
        <translation>Kantun ngukur, jebos kémanten.</translation>
    </message>
    <message>
        <source>Your answer is coming.</source>
        <translation>Pikolihé pacang medal.</translation>
    </message>
    <message>
        <source>Use the sanitiser or the basin.</source>
        <translation>Anggén cairan pambersih tangan, utawi wajik tangané ring wastafel.</translation>
    </message>
    <message>
        <source>Companions follow one by&#xa0;one.</source>
        <translation>Sané ngiring, risampuné siki-siki.</translation>
    </message>
    <message>
        <source>Until your face fills the&#xa0;outline.</source>
        <translation>Kantos prarainé ngebekin&#xa0;garisé.</translation>
    </message>
    <message>
        <source>Until your face fits into the&#xa0;outline.</source>
        <translation>Kantos prarainé anut ring&#xa0;garisé.</translation>
    </message>
    <message>
        <source>Until your face is in the&#xa0;outline.</source>
        <translation>Kantos prarainé ring tengah&#xa0;garisé.</translation>
    </message>
    <message>
        <source>Face the screen, forehead&#xa0;free.</source>
        <translation>Ngarepin layaré, gidaté nénten&#xa0;katekepin.</translation>
    </message>
    <message>
        <source>The measurement starts by&#xa0;itself.</source>
        <translation>Pangukurané ngawit&#xa0;padidi.</translation>
    </message>
    <message>
        <source>Hands</source>
        <translation>Tangan</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Suhu</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Mangkin</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Becik kalaksanayang</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Puput</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Malih apisan</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Patut kabecikang</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>Nénten perlu</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Salanturnyané</translation>
    </message>
</context>
</TS>

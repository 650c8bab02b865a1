<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
<context>
    <name>AnswerPage</name>
    <message>
        <source>Skin temperature %1 °C, give or take %2</source>
        <translation>Suhu kulit %1 °C, kurang lebih %2</translation>
    </message>
    <message>
        <source>Skin temperature %1 °C</source>
        <translation>Suhu kulit %1 °C</translation>
    </message>
    <message>
        <source>My hands are clean</source>
        <translation>Tangan saya sudah bersih</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Ukur lagi</translation>
    </message>
</context>
<context>
    <name>AnswerTexts</name>
    <message>
        <source>Please come a little closer</source>
        <translation>Silakan maju sedikit</translation>
    </message>
    <message>
        <source>Please come&#xa0;in</source>
        <translation>Silakan masuk</translation>
    </message>
    <message>
        <source>Please clean your hands</source>
        <translation>Mohon bersihkan tangan</translation>
    </message>
    <message>
        <source>Please put on a mask</source>
        <translation>Mohon pakai masker</translation>
    </message>
    <message>
        <source>Please straighten your mask</source>
        <translation>Mohon rapikan masker</translation>
    </message>
    <message>
        <source>Let us measure once more</source>
        <translation>Mari kita ukur sekali lagi</translation>
    </message>
    <message>
        <source>Please see the officer</source>
        <translation>Silakan temui petugas</translation>
    </message>
    <message>
        <source>It should cover your nose, your mouth and your chin.</source>
        <translation>Tutupi hidung, mulut, dan dagu.</translation>
    </message>
    <message>
        <source>Sit in the shade for about 10&#xa0;minutes and have some water.</source>
        <translation>Duduklah di tempat teduh sekitar 10&#xa0;menit dan minumlah air.</translation>
    </message>
    <message>
        <source>The officer is glad to help you.</source>
        <translation>Petugas siap membantu Anda.</translation>
    </message>
    <message>
        <source>The officer will open the door for you.</source>
        <extracomment>What happens next, always on the screen after an answer.</extracomment>
        <translation>Petugas akan membukakan pintu untuk Anda.</translation>
    </message>
    <message>
        <source>The door is open for you.</source>
        <translation>Pintu terbuka untuk Anda.</translation>
    </message>
    <message>
        <source>Use the sanitiser or the basin.</source>
        <translation>Pakailah cairan pembersih tangan, atau cuci tangan di wastafel.</translation>
    </message>
    <message>
        <source>Face the screen, forehead free.</source>
        <translation>Menghadap ke layar, dahi terbuka.</translation>
    </message>
    <message>
        <source>Please rest a little</source>
        <translation>Mohon istirahat sejenak</translation>
    </message>
    <message>
        <source>Thank you.
We wish you a smooth visit.</source>
        <extracomment>The one sentence below the headline of an answer: what to do, in plain words.</extracomment>
        <translation>Terima kasih.
Semoga urusan Anda lancar.</translation>
    </message>
    <message>
        <source>No mask with you? Please ask the officer for one.</source>
        <translation>Tidak membawa masker? Silakan minta kepada petugas.</translation>
    </message>
    <message>
        <source>Stand inside the outline and hold still.</source>
        <translation>Berdirilah di dalam garis dan tetap diam.</translation>
    </message>
    <message>
        <source>Please walk through the door.</source>
        <translation>Silakan lewat pintu.</translation>
    </message>
    <message>
        <source>Then come back here.</source>
        <translation>Lalu kembalilah ke sini.</translation>
    </message>
    <message>
        <source>Then come back and touch “I have a code”. It keeps your place in the queue.</source>
        <translation>Lalu kembalilah dan sentuh “Saya punya kode”. Kode ini menjaga urutan antrean Anda.</translation>
    </message>
    <message>
        <source>Please walk to the officer&apos;s desk.</source>
        <translation>Silakan menuju meja petugas.</translation>
    </message>
    <message>
        <source>Please walk to the officer&apos;s desk and show your code.</source>
        <translation>Silakan ke meja petugas dan tunjukkan kode Anda.</translation>
    </message>
    <message>
        <source>The measurement starts again by itself.</source>
        <translation>Pengukuran diulang dengan sendirinya.</translation>
    </message>
    <message>
        <source>Then simply stand here again.</source>
        <translation>Lalu berdirilah lagi di sini.</translation>
    </message>
    <message>
        <source>Please clean your hands inside.</source>
        <translation>Mohon bersihkan tangan Anda di dalam.</translation>
    </message>
    <message>
        <source>Clean hands protect everybody here.</source>
        <translation>Tangan bersih melindungi kita semua.</translation>
    </message>
    <message>
        <source>A mask is recommended inside.</source>
        <translation>Di dalam, masker dianjurkan.</translation>
    </message>
    <message>
        <source>A mask is needed inside.</source>
        <translation>Di dalam, masker wajib dipakai.</translation>
    </message>
    <message>
        <source>Please pull your mask over nose and chin.</source>
        <translation>Mohon tutupi hidung dan dagu dengan masker.</translation>
    </message>
    <message>
        <source>Your mask does not sit well yet.</source>
        <translation>Masker Anda belum terpasang dengan baik.</translation>
    </message>
    <message>
        <source>We could not see your mask clearly.</source>
        <translation>Masker Anda belum terlihat jelas.</translation>
    </message>
    <message>
        <source>The officer will measure once more, with another thermometer.</source>
        <translation>Petugas akan mengukur sekali lagi dengan termometer lain.</translation>
    </message>
    <message>
        <source>Your skin is still warm from outside.</source>
        <translation>Kulit Anda masih hangat dari luar.</translation>
    </message>
    <message>
        <source>One more measurement will make it certain.</source>
        <translation>Satu pengukuran lagi agar hasilnya pasti.</translation>
    </message>
    <message>
        <source>The measurement did not reach your face well.</source>
        <translation>Pengukuran belum mengenai wajah Anda dengan baik.</translation>
    </message>
    <message>
        <source>Sun or a lamp may have disturbed the measurement.</source>
        <translation>Pengukuran mungkin terganggu sinar matahari atau lampu.</translation>
    </message>
    <message>
        <source>The measurement did not settle.</source>
        <translation>Hasil pengukuran belum stabil.</translation>
    </message>
    <message>
        <source>Your temperature has not been measured yet.</source>
        <translation>Suhu Anda belum terukur.</translation>
    </message>
    <message>
        <source>We have tried a few times already.</source>
        <translation>Kita sudah mencoba beberapa kali.</translation>
    </message>
    <message>
        <source>The officer is expecting you already.</source>
        <translation>Petugas sudah menunggu Anda.</translation>
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
        <source>Station</source>
        <translation>Stasiun</translation>
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
        <source>the check against the blackbody failed</source>
        <translation>pemeriksaan dengan benda hitam gagal</translation>
    </message>
    <message>
        <source>the check against the blackbody is due</source>
        <translation>pemeriksaan dengan benda hitam harus dilakukan</translation>
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
        <source>Thank you for your patience.</source>
        <translation>Terima kasih atas kesabaran Anda.</translation>
    </message>
    <message>
        <source>We are sorry, this screen is resting.
The officer will gladly help you in.</source>
        <translation>Mohon maaf, layar ini sedang tidak dapat digunakan.
Petugas siap membantu Anda.</translation>
    </message>
    <message>
        <source>For staff: %1</source>
        <translation>Untuk petugas: %1</translation>
    </message>
</context>
<context>
    <name>PanelTexts</name>
    <message>
        <source>One moment, please</source>
        <translation>Mohon tunggu sebentar</translation>
    </message>
    <message>
        <source>This code is too old. Please go on without it: touch Back.</source>
        <translation>Kode ini sudah kedaluwarsa. Silakan lanjut tanpa kode: sentuh Kembali.</translation>
    </message>
    <message>
        <source>This code has been used already. Please ask the officer.</source>
        <translation>Kode ini sudah dipakai. Silakan tanyakan kepada petugas.</translation>
    </message>
    <message>
        <source>Please wait a minute, then try again, or ask the officer.</source>
        <translation>Mohon tunggu satu menit lalu coba lagi, atau tanyakan kepada petugas.</translation>
    </message>
    <message>
        <source>Many things can be done online:</source>
        <translation>Banyak urusan bisa secara daring:</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Masker</translation>
    </message>
    <message>
        <source>Something in your way?</source>
        <translation>Ada yang menjadi kendala?</translation>
    </message>
    <message>
        <source>Type the two characters of your code.</source>
        <extracomment>Below &quot;I have a code&quot;: what to do, then what became of it.</extracomment>
        <translation>Ketik dua karakter kode Anda.</translation>
    </message>
    <message>
        <source>Thank you, we know your code. Please look at the screen again.</source>
        <translation>Terima kasih, kode Anda dikenali. Silakan lihat ke layar lagi.</translation>
    </message>
    <message>
        <source>We do not know this code. Please try again, or ask the officer.</source>
        <translation>Kode ini tidak dikenali. Silakan coba lagi atau tanyakan kepada petugas.</translation>
    </message>
    <message>
        <source>Point your phone&apos;s camera at a square. No waiting, from home.</source>
        <translation>Arahkan kamera ponsel ke kotak. Dari rumah, tanpa antre.</translation>
    </message>
    <message>
        <source>Phone %1</source>
        <translation>Telepon %1</translation>
    </message>
    <message>
        <source>Touch one face and one matter. We ask for no name.</source>
        <translation>Sentuh satu wajah dan satu hal. Tanpa nama.</translation>
    </message>
    <message>
        <source>Or write to the national complaints channel:</source>
        <translation>Atau sampaikan ke kanal pengaduan nasional:</translation>
    </message>
    <message>
        <source>Thank you for telling us</source>
        <translation>Terima kasih atas masukan Anda</translation>
    </message>
    <message>
        <source>The office reads it. You may go on now.</source>
        <translation>Kantor ini akan membacanya. Silakan lanjutkan.</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Baik</translation>
    </message>
    <message>
        <source>So-so</source>
        <translation>Biasa saja</translation>
    </message>
    <message>
        <source>Not good</source>
        <translation>Kurang baik</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Antrean</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>Sensor</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Petugas</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Lainnya</translation>
    </message>
    <message>
        <source>Are you still here?</source>
        <translation>Apakah Anda masih di sini?</translation>
    </message>
    <message>
        <source>Touch anywhere to go on.</source>
        <translation>Sentuh layar untuk melanjutkan.</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>You, as in a mirror</source>
        <translation>Anda, seperti di cermin</translation>
    </message>
</context>
<context>
    <name>ScreeningPage</name>
    <message>
        <source>My hands are clean</source>
        <translation>Tangan saya sudah bersih</translation>
    </message>
    <message>
        <source>You need not touch anything.</source>
        <translation>Anda tidak perlu menyentuh apa pun.</translation>
    </message>
</context>
<context>
    <name>SimulationBand</name>
    <message>
        <source>SIMULATION · not a real screening</source>
        <translation>SIMULASI · bukan pemeriksaan sungguhan</translation>
    </message>
</context>
<context>
    <name>StaffNote</name>
    <message>
        <source>Not calibrated</source>
        <extracomment>A quiet word for staff: the thermometer has no calibration yet.</extracomment>
        <translation>Belum dikalibrasi</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>One moment, please</source>
        <translation>Mohon tunggu sebentar</translation>
    </message>
    <message>
        <source>Please clean your hands first</source>
        <translation>Mohon bersihkan tangan dahulu</translation>
    </message>
    <message>
        <source>Please come a little closer</source>
        <translation>Silakan maju sedikit</translation>
    </message>
    <message>
        <source>Please step back a little</source>
        <translation>Silakan mundur sedikit</translation>
    </message>
    <message>
        <source>Please look here</source>
        <translation>Silakan lihat ke sini</translation>
    </message>
    <message>
        <source>Please hold still</source>
        <translation>Mohon tetap diam</translation>
    </message>
    <message>
        <source>One person first, please</source>
        <translation>Mohon satu orang dahulu</translation>
    </message>
    <message>
        <source>The camera is too high</source>
        <translation>Kamera terlalu tinggi</translation>
    </message>
    <message>
        <source>The camera is too low</source>
        <translation>Kamera terlalu rendah</translation>
    </message>
    <message>
        <source>Please stand inside the outline</source>
        <translation>Silakan berdiri di dalam garis</translation>
    </message>
    <message>
        <source>Your answer is coming.</source>
        <translation>Hasilnya segera tampil.</translation>
    </message>
    <message>
        <source>Companions follow one by one.</source>
        <translation>Pendamping Anda menyusul setelah ini.</translation>
    </message>
    <message>
        <source>Until your face fills the outline.</source>
        <translation>Sampai wajah Anda mengisi garis.</translation>
    </message>
    <message>
        <source>Until your face fits into the outline.</source>
        <translation>Sampai wajah Anda pas di dalam garis.</translation>
    </message>
    <message>
        <source>Please ask the officer to tilt it down for you.</source>
        <translation>Mohon minta petugas menurunkannya.</translation>
    </message>
    <message>
        <source>Please ask the officer to tilt it up for you.</source>
        <translation>Mohon minta petugas menaikkannya.</translation>
    </message>
    <message>
        <source>The measurement starts by itself.</source>
        <translation>Pengukuran mulai dengan sendirinya.</translation>
    </message>
    <message>
        <source>Please see the officer</source>
        <translation>Silakan temui petugas</translation>
    </message>
    <message>
        <source>Measuring, just a moment.</source>
        <translation>Sedang mengukur, hanya sebentar.</translation>
    </message>
    <message>
        <source>Use the sanitiser or the basin.</source>
        <translation>Pakailah cairan pembersih tangan, atau cuci tangan di wastafel.</translation>
    </message>
    <message>
        <source>Face the screen, forehead free.</source>
        <translation>Menghadap ke layar, dahi terbuka.</translation>
    </message>
    <message>
        <source>Hands</source>
        <translation>Tangan</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Masker</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Selamat datang</translation>
    </message>
    <message>
        <source>Just a moment, then please come&#xa0;in.</source>
        <translation>Sebentar saja, lalu silakan masuk.</translation>
    </message>
    <message>
        <source>No picture of your face is kept.</source>
        <translation>Gambar wajah Anda tidak disimpan.</translation>
    </message>
    <message>
        <source>Clean your hands.</source>
        <translation>Bersihkan tangan Anda.</translation>
    </message>
    <message>
        <source>Cover your nose and chin.</source>
        <translation>Tutupi hidung dan dagu.</translation>
    </message>
    <message>
        <source>Look at the screen for a moment.
Nothing touches you.</source>
        <translation>Lihat ke layar sebentar.
Tanpa sentuhan.</translation>
    </message>
    <message>
        <source>Please stand in front of this screen</source>
        <translation>Silakan berdiri di depan layar ini</translation>
    </message>
    <message>
        <source>I have a code</source>
        <extracomment>Labels of touches, short.</extracomment>
        <translation>Saya punya kode</translation>
    </message>
    <message>
        <source>Online services</source>
        <translation>Layanan daring</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Any trouble?</source>
        <translation>Ada kendala?</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Bacakan</translation>
    </message>
    <message>
        <source>Stop reading aloud</source>
        <translation>Berhenti membacakan</translation>
    </message>
    <message>
        <source>Move controls lower</source>
        <translation>Turunkan tombol</translation>
    </message>
    <message>
        <source>Move controls higher</source>
        <translation>Naikkan tombol</translation>
    </message>
    <message>
        <source>Your code</source>
        <translation>Kode Anda</translation>
    </message>
    <message>
        <source>%1, please enter</source>
        <extracomment>An officer let this visitor in; %1 is the code.</extracomment>
        <translation>%1, silakan masuk</translation>
    </message>
    <message>
        <source>One moment, this screen is getting ready</source>
        <translation>Mohon tunggu, layar sedang disiapkan</translation>
    </message>
    <message>
        <source>Please stand in the middle</source>
        <translation>Silakan berdiri di tengah</translation>
    </message>
    <message>
        <source>Until your face is inside the outline.</source>
        <translation>Sampai wajah Anda di dalam garis.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Suhu</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Sekarang</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Dianjurkan</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Selesai</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Perlu dibenahi</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Sekali lagi</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>Tidak perlu</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Berikutnya</translation>
    </message>
</context>
</TS>

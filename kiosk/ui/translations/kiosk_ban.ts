<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
<context>
    <name>AnswerPage</name>
    <message>
        <source>Skin temperature %1 °C, give or take %2</source>
        <translation>Suhu kulit %1 °C, kirang langkung %2</translation>
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
        <source>Please see the officer</source>
        <translation>Durus panggihin petugas</translation>
    </message>
    <message>
        <source>Please come a little closer</source>
        <translation>Durus nampekang akidik</translation>
    </message>
    <message>
        <source>Use the sanitiser or the basin.</source>
        <translation>Anggén cairan pambersih tangan, utawi wajik tangané ring wastafel.</translation>
    </message>
    <message>
        <source>No mask with you? Please ask the officer for one.</source>
        <translation>Nénten makta masker? Durus nunas ring petugas.</translation>
    </message>
    <message>
        <source>Face the screen, forehead free.</source>
        <translation>Ngarepin layaré, gidaté nénten katekepin.</translation>
    </message>
    <message>
        <source>Please come&#xa0;in</source>
        <translation>Durus ngranjing</translation>
    </message>
    <message>
        <source>Please clean your hands</source>
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
        <source>Please rest a little</source>
        <translation>Durus mararian jebos</translation>
    </message>
    <message>
        <source>Let us measure once more</source>
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
        <source>It should cover your nose, your mouth and your chin.</source>
        <translation>Tekepin irung, cangkem, miwah jagut.</translation>
    </message>
    <message>
        <source>Sit in the shade for about 10&#xa0;minutes and have some water.</source>
        <translation>Durus malinggih ring genah sané embon sawatara 10&#xa0;menit tur nginum toya.</translation>
    </message>
    <message>
        <source>Stand inside the outline and hold still.</source>
        <translation>Ngadeg ring tengah garisé tur meneng.</translation>
    </message>
    <message>
        <source>The officer is glad to help you.</source>
        <translation>Petugas sayaga ngwantu jeroné.</translation>
    </message>
    <message>
        <source>The officer will open the door for you.</source>
        <extracomment>What happens next, always on the screen after an answer.</extracomment>
        <translation>Petugas pacang mungkah koriné.</translation>
    </message>
    <message>
        <source>The door is open for you.</source>
        <translation>Koriné sampun mabungkah.</translation>
    </message>
    <message>
        <source>Please walk through the door.</source>
        <translation>Durus ngranjing saking koriné.</translation>
    </message>
    <message>
        <source>Then come back here.</source>
        <translation>Raris durus mawali meriki.</translation>
    </message>
    <message>
        <source>Then come back and touch “I have a code”. It keeps your place in the queue.</source>
        <translation>Raris durus mawali tur sentuh “Titiang maduwé kode”. Kodené nyaga urutan antréané.</translation>
    </message>
    <message>
        <source>Please walk to the officer&apos;s desk and show your code.</source>
        <translation>Durus ka méja petugas tur édengang kodené.</translation>
    </message>
    <message>
        <source>Please walk to the officer&apos;s desk.</source>
        <translation>Durus ka méja petugas.</translation>
    </message>
    <message>
        <source>The measurement starts again by itself.</source>
        <translation>Pangukurané kaulang padidi.</translation>
    </message>
    <message>
        <source>Then simply stand here again.</source>
        <translation>Raris durus ngadeg malih iriki.</translation>
    </message>
    <message>
        <source>Please clean your hands inside.</source>
        <translation>Durus bersihin tangané ring tengah.</translation>
    </message>
    <message>
        <source>Clean hands protect everybody here.</source>
        <translation>Tangan bersih nyaga iraga sareng sami.</translation>
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
        <source>Please pull your mask over nose and chin.</source>
        <translation>Durus tekepin irung miwah jagut antuk masker.</translation>
    </message>
    <message>
        <source>Your mask does not sit well yet.</source>
        <translation>Maskeré durung becik antuk nganggé.</translation>
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
        <source>One more measurement will make it certain.</source>
        <translation>Ngukur malih apisan mangda pasti.</translation>
    </message>
    <message>
        <source>The measurement did not reach your face well.</source>
        <translation>Pangukurané durung becik ngeninin prarainé.</translation>
    </message>
    <message>
        <source>Sun or a lamp may have disturbed the measurement.</source>
        <translation>Pangukurané minab keganggu antuk sunaran suryané utawi lampu.</translation>
    </message>
    <message>
        <source>The measurement did not settle.</source>
        <translation>Pikolih pangukurané durung ajeg.</translation>
    </message>
    <message>
        <source>Your temperature has not been measured yet.</source>
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
        <translation>Matur suksma sampun sabar ngantosang.</translation>
    </message>
    <message>
        <source>We are sorry, this screen is resting.
The officer will gladly help you in.</source>
        <translation>Ampura, layaré puniki durung prasida kaanggén.
Petugas sayaga ngwantu.</translation>
    </message>
    <message>
        <source>For staff: %1</source>
        <translation>Untuk petugas: %1</translation>
    </message>
</context>
<context>
    <name>PanelTexts</name>
    <message>
        <source>Something in your way?</source>
        <translation>Napi wénten sané dados pikobet?</translation>
    </message>
    <message>
        <source>Type the two characters of your code.</source>
        <extracomment>Below &quot;I have a code&quot;: what to do, then what became of it.</extracomment>
        <translation>Ketik kalih aksara kodené.</translation>
    </message>
    <message>
        <source>Thank you, we know your code. Please look at the screen again.</source>
        <translation>Matur suksma, kodené kauningin. Durus cingakin malih layaré.</translation>
    </message>
    <message>
        <source>We do not know this code. Please try again, or ask the officer.</source>
        <translation>Kodené nénten kauningin. Cobak malih, utawi takénang ring petugas.</translation>
    </message>
    <message>
        <source>This code is too old. Please go on without it: touch Back.</source>
        <translation>Kodené sampun lintang galahné. Durus lanturang tanpa kode: sentuh Mawali.</translation>
    </message>
    <message>
        <source>This code has been used already. Please ask the officer.</source>
        <translation>Kodené sampun kaanggén. Durus takénang ring petugas.</translation>
    </message>
    <message>
        <source>Please wait a minute, then try again, or ask the officer.</source>
        <translation>Durus antosang amenit raris cobak malih, utawi takénang ring petugas.</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <translation>Durus antosang jebos</translation>
    </message>
    <message>
        <source>Point your phone&apos;s camera at a square. No waiting, from home.</source>
        <translation>Arahang kaméra ponselé ka kotaké. Saking jero, tanpa antré.</translation>
    </message>
    <message>
        <source>Phone %1</source>
        <translation>Télepon %1</translation>
    </message>
    <message>
        <source>Many things can be done online:</source>
        <translation>Akéh karya prasida antuk daring:</translation>
    </message>
    <message>
        <source>Touch one face and one matter. We ask for no name.</source>
        <translation>Sentuh siki prarai miwah siki indik. Tanpa parab.</translation>
    </message>
    <message>
        <source>Or write to the national complaints channel:</source>
        <translation>Utawi atur ring kanal pengaduan nasional:</translation>
    </message>
    <message>
        <source>Thank you for telling us</source>
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
        <translation>Jebos kémanten, raris durus ngranjing.</translation>
    </message>
    <message>
        <source>No picture of your face is kept.</source>
        <translation>Gambar prarainé nénten kasimpen.</translation>
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
        <source>Please stand in front of this screen</source>
        <translation>Durus ngadeg ring ajeng layaré puniki</translation>
    </message>
    <message>
        <source>I have a code</source>
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
        <source>The camera is too high</source>
        <translation>Kamérané kategehan</translation>
    </message>
    <message>
        <source>The camera is too low</source>
        <translation>Kamérané kaendepan</translation>
    </message>
    <message>
        <source>Please ask the officer to tilt it down for you.</source>
        <translation>Durus tunas ring petugas mangda katuunang.</translation>
    </message>
    <message>
        <source>Please ask the officer to tilt it up for you.</source>
        <translation>Durus tunas ring petugas mangda kaunggahang.</translation>
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
        <source>One moment, this screen is getting ready</source>
        <translation>Antosang jebos, layaré kantun kacawisang</translation>
    </message>
    <message>
        <source>Please see the officer</source>
        <translation>Durus panggihin petugas</translation>
    </message>
    <message>
        <source>Please hold still</source>
        <translation>Durus meneng dumun</translation>
    </message>
    <message>
        <source>Please clean your hands first</source>
        <translation>Durus bersihin tangané dumun</translation>
    </message>
    <message>
        <source>One person first, please</source>
        <translation>Durus adiri dumun</translation>
    </message>
    <message>
        <source>Please come a little closer</source>
        <translation>Durus nampekang akidik</translation>
    </message>
    <message>
        <source>Please step back a little</source>
        <translation>Durus mundur akidik</translation>
    </message>
    <message>
        <source>Please stand in the middle</source>
        <translation>Durus ngadeg ring tengah</translation>
    </message>
    <message>
        <source>Please look here</source>
        <translation>Durus cingakin meriki</translation>
    </message>
    <message>
        <source>Please stand inside the outline</source>
        <translation>Durus ngadeg ring tengah garisé</translation>
    </message>
    <message>
        <source>Measuring, just a moment.</source>
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
        <source>Companions follow one by one.</source>
        <translation>Sané ngiring, risampuné siki-siki.</translation>
    </message>
    <message>
        <source>Until your face fills the outline.</source>
        <translation>Kantos prarainé ngebekin garisé.</translation>
    </message>
    <message>
        <source>Until your face fits into the outline.</source>
        <translation>Kantos prarainé anut ring garisé.</translation>
    </message>
    <message>
        <source>Until your face is inside the outline.</source>
        <translation>Kantos prarainé ring tengah garisé.</translation>
    </message>
    <message>
        <source>Face the screen, forehead free.</source>
        <translation>Ngarepin layaré, gidaté nénten katekepin.</translation>
    </message>
    <message>
        <source>The measurement starts by itself.</source>
        <translation>Pangukurané ngawit padidi.</translation>
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

"use strict";
// The live page: takes the part the server sends, keeps clocks, sounds and notices going. No library, no other host.
(() => {
  const live = document.getElementById("live");
  const csrf = document.querySelector("meta[name=csrf]")?.content ?? "";
  const notices = window.Notification;
  const SILENT_MS = 12000; // the server says something every five seconds
  let audio = null;
  let told = new Set();
  let toldLevel = 0;
  let worker = Promise.resolve(null); // shows notices: a phone's browser lets no page do it itself

  const since = () => {
    for (const one of document.querySelectorAll("[data-since]")) {
      const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(one.dataset.since)) / 1000));
      one.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }
  };

  const beep = (at, hertz, length) => {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.3, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + length);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + length);
  };

  const sound = (level) => {
    if (!audio || audio.state !== "running") return;
    const now = audio.currentTime;
    if (level === 1) { beep(now, 660, 0.35); beep(now + 0.4, 880, 0.45); }
    if (level === 2) for (let i = 0; i < 4; i++) beep(now + i * 0.28, i % 2 ? 990 : 1320, 0.22);
  };

  const alarm = () => document.getElementById("alarm");
  const lost = document.getElementById("lost");
  let lostAt = Infinity; // since when nothing comes from the page's own server
  const level = () => Math.max(Number(alarm()?.dataset.level ?? 0), Date.now() - lostAt > 5000 ? 1 : 0);

  const hire = () => {
    if (notices?.permission !== "granted" || !navigator.serviceWorker) return;
    worker = navigator.serviceWorker.register("/static/notice.js", { scope: "/" }).then(() => navigator.serviceWorker.ready).catch(() => null);
  };

  const post = async (body) => {
    const what = { body, tag: "kiosk", requireInteraction: true, renotify: true, lang: document.documentElement.lang, icon: "/static/icon.svg" };
    const hired = await worker;
    try { await (hired ? hired.showNotification(live.dataset.notice, what) : new notices(live.dataset.notice, what)); } catch { /* the page and its sound tell it */ }
  };

  const takeDown = async () => {
    for (const one of (await (await worker)?.getNotifications({ tag: "kiosk" })) ?? []) one.close();
  };

  const notify = () => {
    const keys = (alarm()?.dataset.keys ?? "").split(" ").filter(Boolean);
    const fresh = keys.some((key) => !told.has(key)) || (keys.length > 0 && level() > toldLevel);
    if (told.size && !keys.length) takeDown();
    told = new Set(keys);
    toldLevel = level();
    if (!fresh) return;
    document.getElementById("spoken").textContent = `${live.dataset.alert}: ${alarm().dataset.words.trim()}`; // for who hears the page
    sound(level());
    if (notices?.permission === "granted" && !document.hasFocus()) post(alarm().dataset.words.trim());
  };

  const key = (node) => node?.dataset?.key;
  const alike = (one, other) => one && !key(one) && one.nodeName === other.nodeName && one.className === other.className;

  // Makes what stands there like what has come and leaves alone what is the same: a button keeps its focus, and the finger on it.
  const settle = (old, made) => {
    if (old.nodeType !== Node.ELEMENT_NODE) { old.data = made.data; return; }
    for (const name of old.getAttributeNames()) if (!made.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of made.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    const kept = new Map([...old.children].filter(key).map((one) => [key(one), one]));
    const wanted = new Set([...made.children].map(key));
    for (const [name, one] of kept) if (!wanted.has(name)) one.remove();
    let place = old.firstChild;
    const drop = () => { const over = place; place = place.nextSibling; over.remove(); };
    for (const next of [...made.childNodes]) {
      const same = key(next) ? kept.get(key(next)) : alike(place, next) ? place : null;
      if (!same) { old.insertBefore(next, place); continue; }
      while (place && place !== same && !key(place)) drop();
      if (place === same) place = same.nextSibling; else old.insertBefore(same, place);
      if (!same.isEqualNode(next)) settle(same, next);
    }
    while (place) drop();
  };

  const show = (html) => {
    const made = live.cloneNode(false);
    made.innerHTML = html; // made by our own server, every value escaped there
    settle(live, made);
    since();
    notify();
  };

  const signIn = () => location.assign("/login");

  const again = async () => { // a page that was started anew knows nobody who had signed in before
    const asked = fetch("/login", { redirect: "manual", signal: AbortSignal.timeout(SILENT_MS) });
    const answer = await asked.catch(() => null); // whoever is signed in is sent on
    if (answer?.ok) signIn(); else setTimeout(listen, 2000);
  };

  const listen = () => {
    const source = new EventSource("/events");
    let heardAt = Date.now();
    const heard = () => { heardAt = Date.now(); lostAt = Infinity; lost.hidden = true; };
    const lose = () => { lostAt = Math.min(lostAt, heardAt); lost.hidden = false; };
    const over = () => { clearInterval(watch); source.close(); };
    // a line that is cut without a word, as by a phone that walks out of range, raises no error for many minutes
    const watch = setInterval(() => { if (Date.now() - heardAt > SILENT_MS) { over(); lose(); again(); } }, 1000);
    source.addEventListener("here", heard);
    source.addEventListener("live", (event) => { heard(); show(JSON.parse(event.data).html); });
    source.addEventListener("over", () => { over(); signIn(); });
    source.onerror = () => { lose(); if (source.readyState === EventSource.CLOSED) { over(); again(); } };
  };

  const awake = () => { if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {}); }; // a phone that sleeps hears nothing

  const switchSound = () => {
    const button = document.getElementById("sound");
    const on = () => {
      const running = audio?.state === "running";
      const all = running && notices?.permission !== "default";
      button.classList.toggle("on", all);
      button.textContent = all ? button.dataset.on : running ? button.dataset.ask : button.dataset.off;
    };
    const begin = () => {
      if (!audio) {
        audio = new AudioContext();
        audio.onstatechange = () => { on(); sound(level()); };
      }
      if (audio.state !== "running") audio.resume().catch(() => {});
    };
    button.addEventListener("click", async () => {
      begin();
      if (notices?.permission === "default") { await notices.requestPermission(); hire(); }
      await audio.resume();
      on();
      if (!level()) sound(1);
    });
    for (const touched of ["pointerdown", "keydown"]) document.addEventListener(touched, begin); // browsers let a page sound once somebody has touched it
    begin();
    setInterval(() => { on(); if (level()) sound(level()); }, 8000);
    awake();
    document.addEventListener("visibilitychange", awake);
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-send]");
    if (!form) return;
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const answer = await fetch(form.action, { method: "POST", headers: { "X-CSRF": csrf }, body: new URLSearchParams(new FormData(form)), redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.ok) return;
      const said = document.getElementById("said");
      said.className = "problem";
      said.textContent = await answer.text();
    } catch { /* no way to the server: the page says so already */ }
    button.disabled = false;
  });

  for (const kept of document.querySelectorAll("[data-keep]")) {
    if (!kept.value) kept.value = localStorage.getItem(kept.name) ?? "";
    kept.addEventListener("change", () => localStorage.setItem(kept.name, kept.value));
  }
  if (live) { since(); setInterval(since, 1000); hire(); switchSound(); notify(); listen(); history.replaceState(null, "", "/"); }
})();

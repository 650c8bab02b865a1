"use strict";
// The live page: takes the part the server sends, keeps clocks, sounds and notices going. No library, no other host.
(() => {
  const live = document.getElementById("live");
  const csrf = document.querySelector("meta[name=csrf]")?.content ?? "";
  let audio = null;
  let told = new Set();

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

  const notify = () => {
    const keys = (alarm()?.dataset.keys ?? "").split(" ").filter(Boolean);
    const fresh = keys.some((key) => !told.has(key));
    told = new Set(keys);
    if (!fresh) return;
    sound(level());
    if (window.Notification && Notification.permission === "granted" && document.hidden)
      new Notification(live.dataset.notice, { body: alarm().dataset.words, tag: "kiosk", requireInteraction: true });
  };

  const show = (html) => {
    live.innerHTML = html; // made by our own server, every value escaped there
    since();
    notify();
  };

  const listen = () => {
    const source = new EventSource("/events");
    source.addEventListener("live", (event) => { lost.hidden = true; lostAt = Infinity; show(JSON.parse(event.data).html); });
    source.addEventListener("over", () => { source.close(); location.assign("/login"); });
    source.onerror = () => {
      lost.hidden = false;
      lostAt = Math.min(lostAt, Date.now());
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
    };
  };

  const switchSound = () => {
    const button = document.getElementById("sound");
    const on = () => { const running = audio?.state === "running"; button.classList.toggle("on", running); button.textContent = running ? button.dataset.on : button.dataset.off; };
    button.addEventListener("click", async () => {
      audio ??= new AudioContext();
      await audio.resume();
      if (window.Notification && Notification.permission === "default") Notification.requestPermission();
      on();
      sound(Math.max(1, level()));
    });
    setInterval(() => { on(); if (level()) sound(level()); }, 8000);
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
      button.textContent = await answer.text();
    } catch { /* no way to the server: the page says so already */ }
    button.disabled = false;
  });

  for (const kept of document.querySelectorAll("[data-keep]")) {
    if (!kept.value) kept.value = localStorage.getItem(kept.name) ?? "";
    kept.addEventListener("change", () => localStorage.setItem(kept.name, kept.value));
  }
  if (live) { since(); setInterval(since, 1000); switchSound(); notify(); listen(); }
})();

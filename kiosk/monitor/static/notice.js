"use strict";
// Shows the page's notices, and the page behind them when one is touched. It fetches nothing and keeps nothing.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const open = clients.matchAll({ type: "window", includeUncontrolled: true });
  event.waitUntil(open.then((pages) => (pages.length ? pages[0].focus() : clients.openWindow("/"))));
});

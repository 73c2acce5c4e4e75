// Asks htmx for the [data-live-count] of the menu when somebody comes back to the page, once a
// minute at most and never while the page is hidden. Without script it is as old as the page.

const REST = 60_000;
const SELECTOR = "[data-live-count]";
// Behaviours that watch htmx mean the content of the page, never this figure.
const WATCHED = ["before:request", "after:request", "before:response", "before:swap", "error"];
let askedAt = Date.now();

// Most pages have no htmx of their own; it is fetched when it is needed for the first time.
async function loadHtmx(source) {
  const settings = document.createElement("meta");
  settings.name = "htmx-config";
  settings.content = "includeIndicatorCSS:false defaultTimeout:15000";
  const script = document.createElement("script");
  script.src = source;
  const loaded = new Promise((resolve, reject) => {
    script.addEventListener("load", resolve, { once: true });
    script.addEventListener("error", reject, { once: true });
  });
  document.head.append(settings, script);
  await loaded;
  // It reads the page one turn later.
  await new Promise((resolve) => setTimeout(resolve));
}

async function ask() {
  if (document.hidden || Date.now() - askedAt < REST) return;
  askedAt = Date.now();
  try {
    if (!window.htmx) await loadHtmx(document.querySelector(SELECTOR).dataset.htmx);
    document.querySelector(SELECTOR).dispatchEvent(new CustomEvent("live-count:due"));
  } catch {
    // The figure stays as it was; the page behind it says how it stands.
  }
}

const link = document.querySelector(SELECTOR)?.parentElement;
if (link) {
  for (const name of WATCHED) link.addEventListener(`htmx:${name}`, (event) => event.stopPropagation());
  document.addEventListener("visibilitychange", ask);
  window.addEventListener("focus", ask);
}

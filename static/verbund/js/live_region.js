// After each htmx swap: announces the element with data-announce through the page's one
// live region, and keeps the focus from falling to the body.

const PAUSE_IN_MILLISECONDS = 700;
let timer;

function getRegion() {
  let region = document.querySelector("[data-live-region]");
  if (!region) {
    region = document.createElement("div");
    region.className = "visually-hidden";
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    region.dataset.liveRegion = "";
    document.body.append(region);
  }
  return region;
}

const region = getRegion();

function announce(text) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    region.textContent = "";
    requestAnimationFrame(() => (region.textContent = text));
  }, PAUSE_IN_MILLISECONDS);
}

function focusHeading(part) {
  const goal =
    part.querySelector("[data-error-summary]") ?? part.querySelector("h1, h2, h3, h4") ?? part;
  if (!goal.hasAttribute("tabindex")) goal.setAttribute("tabindex", "-1");
  goal.focus();
}

function getTarget(event) {
  const target = event.detail?.ctx?.target ?? event.target;
  if (target instanceof Element && target.isConnected) return target;
  return target?.id ? document.getElementById(target.id) : null;
}

document.addEventListener("htmx:before:request", (event) => {
  getTarget(event)?.setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:finally:request", (event) => {
  getTarget(event)?.removeAttribute("aria-busy");
});

document.addEventListener("htmx:after:swap", (event) => {
  const part = getTarget(event);
  if (!part) return;
  part.removeAttribute("aria-busy");

  const isFocusLost = !document.activeElement || document.activeElement === document.body;
  if (part.querySelector("[data-error-summary]") || isFocusLost) focusHeading(part);

  const text = part.querySelector("[data-announce]")?.textContent.trim();
  if (text) announce(text.replace(/\s+/g, " "));
});

document.addEventListener("htmx:error", (event) => {
  const note = document.querySelector("[data-live-error]");
  if (!note) return;
  note.hidden = false;
  getTarget(event)?.removeAttribute("aria-busy");
});

// After each htmx swap: announces the element with data-announce through the page's one
// live region, and keeps the focus from falling to the body.

const PAUSE_IN_MILLISECONDS = 700;
const region = document.querySelector("[data-live-region]");
let timer;

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

document.addEventListener("htmx:after:swap", (event) => {
  const { target } = event.detail.ctx;
  const part = target.isConnected ? target : document.getElementById(target.id);
  if (!part) return;

  const isFocusLost = !document.activeElement || document.activeElement === document.body;
  if (part.querySelector("[data-error-summary]") || isFocusLost) focusHeading(part);

  const text = part.querySelector("[data-announce]")?.textContent.trim();
  if (text && region) announce(text.replace(/\s+/g, " "));
});

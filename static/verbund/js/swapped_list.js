// Lets htmx swap a [data-swapped-list] where a link leads to the same list with other
// filters or another page. What was open stays open, the newest request wins, and Back
// returns to what was used and seen. Runs before htmx, which reads its settings here.

const LIST = "[data-swapped-list]";
const settings = document.createElement("meta");
settings.name = "htmx-config";
settings.content = "implicitInheritance:true includeIndicatorCSS:false defaultTimeout:15000";
document.head.append(settings);

let latest;

const getLinks = () => [...document.querySelectorAll(`${LIST} a`)];
const isRestored = (ctx) => "HX-History-Restore-Request" in ctx.request.headers;

document.addEventListener("htmx:before:init", (event) => {
  const { hash, pathname } = new URL(event.target.href ?? "", location.href);
  if (hash || pathname !== location.pathname) event.preventDefault();
});

document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = event.detail;
  // A second click waits its turn, and then its link has already been swapped away.
  if (!ctx.sourceElement.isConnected) return event.preventDefault();
  if (latest) {
    latest.isReplaced = true;
    latest.request.abort();
  }
  latest = ctx;
  document.querySelector(LIST).setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  if (ctx !== latest) return event.preventDefault();
  const { url } = ctx.response.raw;
  const isList = ctx.text.includes("data-swapped-list");
  if (isList && new URL(url).pathname === location.pathname) return;
  event.preventDefault();
  location.assign(url);
});

document.addEventListener("htmx:before:swap", (event) => {
  const { fragment } = event.detail.tasks[0];
  for (const { id, open } of document.querySelectorAll(`${LIST} details[id]`)) {
    const renewed = fragment.querySelector(`#${CSS.escape(id)}`);
    if (renewed) renewed.open = open;
  }
});

document.addEventListener("htmx:before:history:update", (event) => {
  const used = event.detail.sourceElement;
  const at = { index: getLinks().indexOf(used), href: used.getAttribute("href") };
  history.replaceState({ htmx: true, at, top: scrollY }, "");
});

document.addEventListener("htmx:after:swap", (event) => {
  if (!isRestored(event.detail.ctx)) return;
  const { at, top } = history.state ?? {};
  const used = getLinks()[at?.index];
  if (used?.getAttribute("href") === at?.href) used?.focus({ preventScroll: true });
  if (top !== undefined) scrollTo({ top, behavior: "instant" });
});

document.addEventListener("htmx:finally:request", (event) => {
  if (event.detail.ctx !== latest) return;
  latest = undefined;
  document.querySelector(LIST).removeAttribute("aria-busy");
});

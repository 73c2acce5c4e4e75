// Says in words, beside the link that was used, why htmx could not load what it leads to.

const template = document.querySelector("template[data-load-error]");
let note;

function show(reason, ctx) {
  const used = ctx.sourceElement;
  note?.remove();
  note = template.content.firstElementChild.cloneNode(true);
  note.querySelector("p").textContent = template.dataset[reason];
  note.querySelector("a").href = ctx.request.action;
  if (!used.matches("a")) return used.prepend(note);
  (used.closest(".filter-option") ?? used.closest("nav, ul") ?? used).after(note);
}

document.addEventListener("htmx:before:request", () => note?.remove());

document.addEventListener("htmx:before:response", (event) => {
  const { ctx } = event.detail;
  if (ctx.response.status < 400) return;
  event.preventDefault();
  show("refused", ctx);
});

document.addEventListener("htmx:error", (event) => {
  const { ctx, error } = event.detail;
  // An aborted request is either too late, or given up for a newer one that is under way.
  if (!ctx) return;
  if (error.name !== "AbortError") show("offline", ctx);
  else if (!ctx.isReplaced) show("late", ctx);
});

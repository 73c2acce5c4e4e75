// Keeps the ticks of a [data-checklist] part in this browser, and counts them. Nothing is sent.

const PREFIX = "verbund-checklist-";

function read(key) {
  try {
    return new Set(JSON.parse(localStorage.getItem(key)) ?? []);
  } catch {
    return new Set();
  }
}

function write(key, ticked) {
  try {
    if (ticked.length) localStorage.setItem(key, JSON.stringify(ticked));
    else localStorage.removeItem(key);
  } catch {
    // Without storage the ticks hold until the page is left, as they do without script.
  }
}

function start(part) {
  const key = PREFIX + part.dataset.checklist;
  const boxes = [...part.querySelectorAll("input[type=checkbox]")];
  const tools = part.querySelector("[data-checklist-tools]");
  if (!boxes.length || !tools) return;

  const progress = tools.querySelector("output");
  const say = () => {
    const done = boxes.filter((box) => box.checked).length;
    progress.textContent = progress.dataset.text.replace("{done}", done).replace("{all}", boxes.length);
  };
  const kept = read(key);
  for (const box of boxes) box.checked = kept.has(box.id);
  part.addEventListener("change", () => {
    write(key, boxes.filter((box) => box.checked).map((box) => box.id));
    say();
  });
  tools.querySelector("[data-checklist-clear]").addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    write(key, []);
    say();
  });
  tools.querySelector("[data-checklist-print]").addEventListener("click", () => print());
  tools.hidden = false;
  say();
}

document.querySelectorAll("[data-checklist]").forEach(start);

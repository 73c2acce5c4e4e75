// Copies the address shown in a [data-copy-link] part and says so beside the button.

function start(part) {
  if (part.dataset.copyLink === "started") return;
  part.dataset.copyLink = "started";
  const button = part.querySelector("[data-copy-link-button]");
  const source = part.querySelector("[data-copy-link-source]");
  const answer = part.querySelector("output");
  if (!button || !source || !navigator.clipboard) return;

  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      answer.textContent = button.dataset.copied;
    } catch {
      getSelection().selectAllChildren(source);
      answer.textContent = button.dataset.failed;
    }
  });
}

const startAll = () => document.querySelectorAll("[data-copy-link]").forEach(start);

startAll();
document.addEventListener("htmx:after:swap", startAll);

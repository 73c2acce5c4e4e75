// A combobox after the ARIA pattern for every [data-suggestions] field: what begins as the
// typed text is offered; without an answer the field stays a field.

const PAUSE_IN_MILLISECONDS = 200;
const SHORTEST = 2;

function start(input) {
  const list = document.getElementById(`${input.id}-list`);
  const status = document.getElementById(`${input.id}-status`);
  let timer, asked, active;

  const getOptions = () => [...list.querySelectorAll("[role=option]")];

  function choose(option) {
    active?.setAttribute("aria-selected", "false");
    active = option;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function show(isOpen) {
    choose();
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", isOpen);
    if (!isOpen) status.textContent = "";
  }

  function close() {
    clearTimeout(timer);
    asked?.abort();
    show(false);
  }

  function take(option) {
    close();
    if (option.dataset.url) return location.assign(option.dataset.url);
    input.value = option.dataset.text;
    input.form.requestSubmit();
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const query = new URLSearchParams({ q: input.value });
    try {
      const { signal } = asked;
      const answer = await fetch(`${input.dataset.suggestions}?${query}`, { signal });
      list.innerHTML = answer.ok ? await answer.text() : "";
    } catch {
      return;
    }
    const options = getOptions();
    options.forEach((option, index) => (option.id = `${input.id}-${index}`));
    show(options.length > 0);
    status.textContent = list.querySelector("[data-count]")?.dataset.count ?? "";
  }

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  show(false);

  input.addEventListener("input", () => {
    close();
    if (input.value.trim().length >= SHORTEST) timer = setTimeout(ask, PAUSE_IN_MILLISECONDS);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const options = getOptions();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      // One place before the first option is the field itself.
      const places = [undefined, ...options];
      choose(places.at((places.indexOf(active) + step) % places.length));
    } else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active) take(active);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) take(option);
  });
}

document.querySelectorAll("[data-suggestions]").forEach(start);

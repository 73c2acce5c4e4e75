// Keeps the addresses of search forms short, and sends a form that htmx answers
// as soon as a choice in it changes or typing pauses.

const PAUSE_IN_MILLISECONDS = 500;

function start(form) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) {
      if (value === "") formData.delete(name);
    }
  });

  if (!form.matches("[hx-get], [data-hx-get]")) return;
  let timer;
  const send = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(() => form.requestSubmit(), pause);
  };
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, [type='checkbox'], [type='radio']")) send(0);
  });
  form.addEventListener("input", (event) => {
    if (event.target.matches("[type='search'], [type='text']")) send(PAUSE_IN_MILLISECONDS);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

document.querySelectorAll("form[data-filter-form]").forEach(start);

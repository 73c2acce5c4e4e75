// Closes what a <details data-menu> opened: Escape returns the focus to its summary,
// a click or the focus outside closes it without moving the focus.

function start(menu) {
  const summary = menu.querySelector("summary");

  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    summary.focus();
  });

  const closeOutside = (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  };
  document.addEventListener("click", closeOutside);
  document.addEventListener("focusin", closeOutside);
}

document.querySelectorAll("details[data-menu]").forEach(start);

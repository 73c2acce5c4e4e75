// Opens the <dialog> named by data-dialog-open; Escape, the close button and a click
// beside it close it, and the focus goes back to what opened it.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialogOpen);
    if (!dialog?.showModal || dialog.open) return;
    event.preventDefault();
    dialog.addEventListener("close", () => opener.focus(), { once: true });
    dialog.showModal();
    dialog.querySelector("[autofocus], [tabindex='-1']")?.focus();
    return;
  }

  const dialog = event.target;
  if (!dialog.matches("dialog[data-dialog]")) return;
  const box = dialog.getBoundingClientRect();
  const isInside =
    event.clientX >= box.left &&
    event.clientX <= box.right &&
    event.clientY >= box.top &&
    event.clientY <= box.bottom;
  if (!isInside) dialog.close();
});

// Without this module an opener does nothing, so that it is shown only now.
document.querySelectorAll("button[data-dialog-open][hidden]").forEach((opener) => {
  opener.hidden = false;
});

// Counts which result was opened, by its position alone; the link itself leads straight there.

const count = ({ target }) => {
  const link = target.closest("[data-position]");
  const list = link?.closest("[data-click-mark]");
  if (!list) return;
  const { clickMark, clickUrl } = list.dataset;
  const fields = new URLSearchParams({ mark: clickMark, position: link.dataset.position });
  navigator.sendBeacon(clickUrl, fields);
};

document.addEventListener("click", count);
document.addEventListener("auxclick", count);

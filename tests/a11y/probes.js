// Questions to a page that the usual checkers do not ask. Each returns a list of sentences.
window.a11yProbes = (() => {
  const STOPS =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'], [contenteditable=true]";

  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });

  const isVisuallyHidden = (element) => {
    const box = element.getBoundingClientRect();
    return box.width <= 1 || box.height <= 1 || box.right <= 0 || box.bottom + scrollY <= 0;
  };

  const name = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const kind = element.getAttribute("class") ? `.${element.getAttribute("class").trim().split(/\s+/).join(".")}` : "";
    return `${element.localName}${id}${kind} “${element.textContent.trim().slice(0, 30)}”`;
  };

  // Escape gives the focus back to the opener of the menu, so it stays below the panel.
  const isOpener = (element) => {
    const opened = document.querySelector(":popover-open");
    return opened && element.popoverTargetElement === opened && !opened.contains(element);
  };

  const listStops = () =>
    [...(document.querySelector("dialog:modal") ?? document).querySelectorAll(STOPS)].filter(
      (element) => isShown(element) && !isOpener(element) && !element.disabled && !element.inert && !element.closest("[inert]"),
    );

  function structure(hasFrame) {
    const problems = [];
    const heads = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].filter(isShown);
    const first = heads.filter((head) => head.localName === "h1").length;
    if (first !== 1 && !document.querySelector(":popover-open")) problems.push(`W38: ${first} h1`);
    let last = 0;
    for (const head of heads.filter((head) => head.closest("main") || !hasFrame)) {
      const level = Number(head.localName[1]);
      if (level > last + 1) problems.push(`W38: h${level} after h${last}: ${name(head)}`);
      last = level;
    }
    const mains = document.querySelectorAll("main").length;
    if (mains !== 1) problems.push(`W38: ${mains} main`);
    const landmarks = [...document.querySelectorAll("nav, aside, form[aria-label], section[aria-labelledby], dialog")];
    const seen = new Set();
    for (const landmark of landmarks) {
      const label =
        landmark.getAttribute("aria-label") ??
        document.getElementById(landmark.getAttribute("aria-labelledby"))?.textContent.trim();
      if (!label) problems.push(`W38: ${landmark.localName} without a name`);
      const key = `${landmark.localName} ${label}`;
      if (seen.has(key)) problems.push(`W38: two times ${key}`);
      seen.add(key);
    }
    const title = document.title.trim();
    if (hasFrame && title.split("–").length < 2 && !document.body.matches(".home"))
      problems.push(`W38: title “${title}” does not name page and site`);
    if (!title) problems.push("W38: no title");
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) problems.push(`id twice: ${id}`);
    return problems;
  }

  function frame() {
    const problems = [];
    const skip = document.querySelector("body > a[href^='#']:first-child, body > .skip-link");
    if (!skip || !document.querySelector(skip.getAttribute("href"))) problems.push("W29: no skip link");
    const regions = document.querySelectorAll("[aria-live='polite'][data-live-region]").length;
    if (regions > 1) problems.push(`W42: ${regions} live regions`);
    if (document.querySelector("[tabindex]:not([tabindex='0']):not([tabindex='-1'])"))
      problems.push("W29: positive tabindex");
    if (document.querySelector("[onclick], [onfocus], [onchange], [style]")) problems.push("something inline");
    return problems;
  }

  // 2.5.8 with its exceptions: spacing, links in a sentence, and the map, whose places stand
  // beside it as a list (W37).
  function targets() {
    const boxes = listStops().map((element) => element.getBoundingClientRect());
    const isCrowded = (box) => {
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      return boxes.some(
        (other) =>
          (other.left !== box.left || other.top !== box.top) &&
          Math.hypot(Math.max(other.left - x, 0, x - other.right), Math.max(other.top - y, 0, y - other.bottom)) < 12,
      );
    };
    return listStops()
      .filter((element) => !isVisuallyHidden(element) && !element.closest("svg"))
      .filter((element) => {
        const box = element.getBoundingClientRect();
        if (box.width >= 24 && box.height >= 24) return false;
        if (!isCrowded(box)) return false;
        const isInSentence =
          getComputedStyle(element).display === "inline" &&
          [...element.parentElement.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        return !isInSentence && !element.closest(".prose");
      })
      .map((element) => {
        const box = element.getBoundingClientRect();
        return `W31: ${name(element)} is ${Math.round(box.width)} × ${Math.round(box.height)}`;
      });
  }

  function reflow(when) {
    const root = document.scrollingElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")]
      .filter((element) => isShown(element) && element.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(0, 3)
      .map(name);
    return [`W32: ${root.scrollWidth} > ${root.clientWidth} (${when}): ${wide.join("; ")}`];
  }

  function scrollers() {
    return [...document.querySelectorAll("body *")]
      .filter((element) => isShown(element) && /auto|scroll/.test(getComputedStyle(element).overflowX))
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .filter((element) => element.tabIndex < 0 || !(element.ariaLabel || element.getAttribute("aria-labelledby")))
      .map((element) => `W32: ${name(element)} scrolls and is no named stop`);
  }

  function clipped(when) {
    return [...document.querySelectorAll("body *")]
      .filter((element) => isShown(element) && !isVisuallyHidden(element) && element.textContent.trim())
      .filter((element) => !element.closest("svg, .visually-hidden, dialog:not([open])"))
      .filter((element) => {
        const style = getComputedStyle(element);
        if (!/hidden|clip/.test(style.overflow) || style.position === "absolute") return false;
        return element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2;
      })
      .map((element) => `W33: text cut off (${when}): ${name(element)}`);
  }

  function focus(when) {
    const problems = [];
    for (const element of listStops()) {
      element.focus();
      if (document.activeElement !== element) {
        problems.push(`W30: cannot be focused (${when}): ${name(element)}`);
        continue;
      }
      const box = element.getBoundingClientRect();
      if (box.width < 1 || box.height < 1) {
        problems.push(`W30: focus on nothing (${when}): ${name(element)}`);
        continue;
      }
      if (element.closest("svg")) continue;
      // Of a link that runs over two lines, the first piece.
      const piece = element.getClientRects()[0] ?? box;
      const x = Math.min(Math.max(piece.left + piece.width / 2, 0), innerWidth - 1);
      const y = Math.min(Math.max(piece.top + piece.height / 2, 0), innerHeight - 1);
      const hit = document.elementFromPoint(x, y);
      const isLabel = hit?.closest("label")?.control === element;
      if (!hit || !(element.contains(hit) || hit.contains(element) || isLabel))
        problems.push(`W30: hidden when focused (${when}): ${name(element)} below ${hit ? name(hit) : "nothing"}`);
      else if (hit.contains(element) && hit !== element && getComputedStyle(hit).position === "fixed")
        problems.push(`W30: covered (${when}): ${name(element)}`);
      // A card shows the focus of the link that fills it.
      const shown = [element, element.closest(".card")].filter(Boolean).some((part) => {
        const style = getComputedStyle(part);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      });
      if (!shown)
        problems.push(`W30: no visible focus (${when}): ${name(element)}`);
    }
    document.activeElement?.blur();
    scrollTo(0, 0);
    return problems;
  }

  // Shape: [{index, kind}], one stop of each kind, to be looked at in pixels.
  function kindsOfStops(known) {
    const seen = new Set(known);
    const found = [];
    listStops().forEach((element, index) => {
      const block = element.closest("[class]:not(a):not(button):not(input):not(summary):not(.wrap)");
      const kind = `${element.localName}.${element.getAttribute("class") ?? ""} in ${block?.getAttribute("class") ?? ""}`;
      if (seen.has(kind)) return;
      seen.add(kind);
      found.push({ index, kind });
    });
    return found;
  }

  // Shape: [width, height] of the focused stop.
  const focusStop = (index) => {
    const element = listStops()[index];
    element.focus();
    const box = element.getBoundingClientRect();
    return [Math.min(box.width, innerWidth), Math.min(box.height, innerHeight)];
  };

  // Shape: [red, green, blue] of a text's colour, as it is shown.
  const readColour = (element) => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = getComputedStyle(element).color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };

  const setInk = (element, isOn) => {
    const parts = [element, element.closest("a"), ...element.querySelectorAll("*")].filter(Boolean);
    for (const part of parts) {
      part.style.color = isOn ? "" : "transparent";
      part.style.textDecorationColor = isOn ? "" : "transparent";
      if (part !== element && part.closest("svg")) part.style.visibility = isOn ? "" : "hidden";
    }
  };

  function languages(words) {
    const problems = [];
    const check = (text, element, where) => {
      const lang = element.closest("[lang]")?.lang.slice(0, 2);
      for (const language of ["de", "en"])
        if (text.includes(`⟦${language}⟧`) && lang !== language)
          problems.push(`W50: ${where} “${text.slice(0, 50)}” stands under lang=${lang}`);
      const known = words[text.replace(/\s+/g, " ").trim()];
      if (known && known !== lang) problems.push(`W50: interface ${where} “${text.trim()}” stands under lang=${lang}`);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.textContent.trim() && !node.parentElement.closest("script, style, template"))
        check(node.textContent, node.parentElement, "text");
    }
    for (const attribute of ["alt", "aria-label", "title", "placeholder"])
      for (const element of document.body.querySelectorAll(`[${attribute}]`))
        check(element.getAttribute(attribute), element, attribute);
    return problems;
  }

  function forms() {
    const problems = [];
    for (const field of document.querySelectorAll("main input:not([type=hidden]), main select, main textarea")) {
      if (!isShown(field)) continue;
      const label = field.labels?.[0];
      const isSearch = field.type === "search" && field.form?.querySelector("button[type=submit]");
      if (!label || (isVisuallyHidden(label) && !isSearch)) problems.push(`W39: no visible label: ${field.name}`);
      for (const id of (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean))
        if (!document.getElementById(id)) problems.push(`W39: ${field.name} is described by nothing: ${id}`);
      const around = field.closest(".field");
      if (around?.querySelector(".field-error")) {
        const group = field.closest("fieldset") ?? field;
        if (field.getAttribute("aria-invalid") !== "true" && group.getAttribute("aria-invalid") !== "true")
          problems.push(`W39: ${field.name} is wrong and does not say so`);
        const described = `${field.getAttribute("aria-describedby")} ${field.closest("fieldset")?.getAttribute("aria-describedby")}`;
        if (!described.includes("error")) problems.push(`W39: ${field.name} is not tied to its error`);
      }
      if (["email", "tel", "password"].includes(field.type) && !field.autocomplete)
        problems.push(`W39: ${field.name} has no autocomplete`);
      if (field.required && !/\p{L}/u.test(around?.querySelector(".field-optional")?.textContent ?? ""))
        problems.push(`W39: ${field.name} does not say in words that it is required`);
    }
    const summary = document.querySelector("[data-error-summary]");
    if (document.querySelector(".field-error") && !summary) problems.push("W39: errors without a summary");
    if (summary) {
      if (summary.autofocus && !/^(Fehler|Error):/.test(document.title)) problems.push(`W38: title of a form with errors: ${document.title}`);
      for (const link of summary.querySelectorAll("a"))
        if (!document.querySelector(link.getAttribute("href"))) problems.push(`W39: link to nothing: ${link.hash}`);
    }
    return problems;
  }

  function maps() {
    const problems = [];
    for (const map of document.querySelectorAll(".map-and-list .map > svg")) {
      const names = [...map.querySelectorAll("a.map-place")].map((link) => link.querySelector("title").textContent);
      const listed = [...document.querySelectorAll("main .place-list strong")].map((name) => name.textContent);
      const missing = names.filter((name) => !listed.some((other) => name.startsWith(other)));
      if (missing.length) problems.push(`W37: only on the map: ${missing.slice(0, 3).join(", ")}`);
    }
    return problems;
  }

  function motion() {
    const problems = document.getAnimations().filter((a) => a.playState === "running").map(() => "W33: something moves");
    for (const element of document.querySelectorAll("body, body *")) {
      const style = getComputedStyle(element);
      const longest = Math.max(...`${style.transitionDuration}, ${style.animationName === "none" ? "0s" : style.animationDuration}`.split(", ").map((d) => parseFloat(d) * (d.endsWith("ms") ? 0.001 : 1)));
      if (longest > 0.011) {
        problems.push(`W33: ${name(element)} moves for ${longest} s`);
        break;
      }
    }
    return problems;
  }

  async function settle() {
    document.querySelectorAll("img[loading=lazy]").forEach((image) => (image.loading = "eager"));
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode().catch(() => null)));
    const problems = [...document.images].filter((image) => image.complete && !image.naturalWidth).map((image) => `picture missing: ${image.src}`);
    // The others are names of fonts that a machine may have, until ours is there.
    const own = [...document.fonts].filter((face) => face.family.includes("Atkinson"));
    for (const face of own) if (face.status === "error") problems.push(`W17: font missing: ${face.family}`);
    if (!own.some((face) => face.status === "loaded")) problems.push("W17: no font of ours is loaded");
    return problems;
  }

  function setTextSpacing(isOn) {
    if (!isOn) {
      document.adoptedStyleSheets = [];
      return;
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }");
    document.adoptedStyleSheets = [sheet];
  }

  function setTextSize(percent) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:root { font-size: ${percent}% !important }`);
    document.adoptedStyleSheets = percent === 100 ? [] : [sheet];
  }

  return { structure, frame, targets, reflow, scrollers, clipped, focus, kindsOfStops, focusStop, readColour, setInk, languages, forms, maps, motion, settle, setTextSpacing, setTextSize };
})();

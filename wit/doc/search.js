"use strict";
(() => {
  const items = [...document.querySelectorAll("[data-name]")].map((e) => ({
    id: e.id,
    name: e.dataset.name,
    kind: e.dataset.kind,
    text: e.id.toLowerCase(),
  }));
  const most = 50;
  const query = document.getElementById("query");
  const results = document.getElementById("results");
  const count = document.getElementById("count");
  document.getElementById("search").hidden = false;

  // Exact names come first, then beginnings, then anything that has every word.
  const rank = (item, whole) => {
    const name = item.name.toLowerCase();
    return name === whole ? 0 : name.startsWith(whole) ? 1 : name.includes(whole) ? 2 : 3;
  };

  const search = () => {
    const whole = query.value.trim().toLowerCase();
    const words = whole.split(/\s+/).filter((w) => w);
    results.replaceChildren();
    if (!words.length) {
      count.textContent = "";
      return;
    }
    const found = items
      .filter((i) => words.every((w) => i.text.includes(w) || i.kind === w))
      .map((i) => [rank(i, whole), i])
      .sort((a, b) => a[0] - b[0]);
    count.textContent = found.length > most ? `${found.length} found, the first ${most} shown` : `${found.length} found`;
    for (const [, item] of found.slice(0, most)) {
      const kind = document.createElement("span");
      kind.className = "kind";
      kind.textContent = item.kind;
      const link = document.createElement("a");
      link.href = "#" + item.id;
      link.textContent = item.name;
      const where = document.createElement("span");
      where.className = "where";
      where.textContent = item.id;
      const line = document.createElement("li");
      line.append(kind, " ", link, " ", where);
      results.append(line);
    }
  };

  query.addEventListener("input", search);
  query.addEventListener("keydown", (e) => {
    if (e.key === "Escape") {
      query.value = "";
      search();
    } else if (e.key === "Enter") {
      results.querySelector("a")?.click();
    }
  });
  document.addEventListener("keydown", (e) => {
    if (e.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      e.preventDefault();
      query.focus();
    }
  });
})();

// Keeps what was typed in a form with data-draft in this browser until its result page is seen.
const left = "draft:";
const kept = (element) => element.name && element.type !== "hidden" && element.tabIndex >= 0;
const boxes = (element) => ["checkbox", "radio"].includes(element.type);

function attempt(work) {
  try { return work(); } catch { return null; } // storage may be refused
}

function read(form) {
  const values = {};
  for (const element of form.elements) {
    if (!kept(element) || (boxes(element) && !element.checked)) continue;
    (values[element.name] ??= []).push(element.value);
  }
  return values;
}

function write(form, values) {
  for (const element of form.elements) {
    if (!kept(element)) continue;
    const saved = values[element.name] ?? [];
    if (boxes(element)) element.checked ||= saved.includes(element.value);
    else if (!element.value && saved.length) element.value = saved[0];
  }
}

for (const done of document.querySelectorAll("[data-draft-clear]")) {
  attempt(() => localStorage.removeItem(left + done.dataset.draftClear));
}
for (const form of document.querySelectorAll("form[data-draft]")) {
  const place = left + form.dataset.draft;
  attempt(() => write(form, JSON.parse(localStorage.getItem(place)) ?? {}));
  let pause;
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => attempt(() => localStorage.setItem(place, JSON.stringify(read(form)))), 400);
  });
}

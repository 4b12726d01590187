// Keeps a proposal on every pause: first in this browser, then on the server, whose answer alone counts as kept.
const PAUSE = 1500;
const AGAIN = 15000;
const key = (name) => `proposal:${name}`;
const attempt = (work) => { try { return work(); } catch { return null; } }; // storage may be refused
const typed = (form) => [...new FormData(form)].filter(([, value]) => typeof value === "string");
const words = (form) => JSON.stringify(typed(form).filter(([name]) => !["csrf", "csrfmiddlewaretoken", "page", "revision", "key", "code"].includes(name)));

function fill(form, pairs) {
  const told = new Map();
  for (const [name, value] of pairs) told.set(name, [...(told.get(name) ?? []), value]);
  for (const element of form.elements) {
    if (!element.name || ["hidden", "submit", "file"].includes(element.type)) continue;
    const values = told.get(element.name);
    if (element.type === "checkbox") element.checked = Boolean(values?.includes(element.value));
    else if (values) element.value = values[0];
  }
}

class Keeper {
  constructor(form) {
    this.form = form;
    this.place = key(form.dataset.proposal);
    this.line = form.querySelector("[data-kept]");
    [this.name, this.count] = form.elements.page.value.split(":");
    this.count = Number(this.count);
    this.kept = words(form);
    this.restore();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", () => this.next());
    addEventListener("online", () => this.send());
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
  }

  restore() {
    const left = attempt(() => JSON.parse(localStorage.getItem(this.place)));
    if (!left) return;
    const shown = Number(this.form.elements.revision.value);
    if (left.words === this.kept || (left.done && left.revision <= shown)) {
      return attempt(() => localStorage.removeItem(this.place));
    }
    if (left.done) { // this page was made before the last save had arrived
      this.form.elements.revision.value = left.revision;
      fill(this.form, JSON.parse(left.words));
      this.kept = words(this.form);
      return;
    }
    if (left.revision !== shown) return this.offer(left);
    fill(this.form, JSON.parse(left.words));
    this.send();
  }

  store(more) {
    attempt(() => localStorage.setItem(this.place, JSON.stringify({
      words: words(this.form), page: `${this.name}:${this.count + 1}`,
      revision: Number(this.form.elements.revision.value), ...more,
    })));
  }

  offer(left) { // the server knows something newer: what this browser kept goes there as a text of its own
    if (!this.form.dataset.save) return fill(this.form, JSON.parse(left.words));
    const data = new URLSearchParams(JSON.parse(left.words));
    data.set("page", left.page);
    data.set("revision", left.revision);
    this.post(data).then((told) => {
      if (!told) return;
      attempt(() => localStorage.removeItem(this.place));
      if (told.aside) this.say(this.line.dataset.aside);
    });
  }

  next() {
    this.count += 1;
    this.form.elements.page.value = `${this.name}:${this.count}`;
  }

  changed() {
    this.store();
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.send(), PAUSE);
  }

  async send() {
    clearTimeout(this.pause);
    const now = words(this.form);
    if (now === this.kept || this.busy) return;
    this.busy = true;
    this.next();
    const told = await this.post(new URLSearchParams(typed(this.form)));
    this.busy = false;
    if (!told) {
      this.say(this.line.dataset.here);
      this.pause = setTimeout(() => this.send(), AGAIN);
      return;
    }
    this.kept = now;
    this.adopt(told);
    if (words(this.form) === now) this.store({ done: true });
    else this.changed();
  }

  adopt(told) {
    if (!this.form.dataset.save) { // the draft has its own address from now on
      attempt(() => localStorage.removeItem(this.place));
      this.place = key(told.root.split("/").at(-2));
      history.replaceState(null, "", `${told.root}write/`);
      this.form.action = `${told.root}write/`;
      this.form.dataset.save = `${told.root}save/`;
    }
    this.form.elements.revision.value = told.revision;
    const { aside, more, saved } = this.line.dataset;
    this.say(told.aside ? aside : told.more ? more : saved.replace("{}", told.at));
  }

  async post(data) {
    const stop = AbortSignal.timeout?.(20000);
    try {
      const where = this.form.dataset.save ?? location.href;
      const answer = await fetch(where, { method: "POST", body: data, headers: { Accept: "application/json" }, signal: stop });
      return answer.ok ? await answer.json() : null;
    } catch { return null; }
  }

  leave() {
    if (words(this.form) === this.kept || !this.form.dataset.save) return;
    this.next();
    navigator.sendBeacon?.(this.form.dataset.save, new URLSearchParams(typed(this.form)));
  }

  say(text) { this.line.textContent = text; }
}

function count(line) {
  const field = document.getElementById(line.dataset.count);
  const show = () => {
    const text = field.value.trim();
    line.querySelector("output").value = line.dataset.in === "words" ? text.split(/\s+/).filter(Boolean).length : [...text].length;
  };
  field.addEventListener("input", show);
  show(); // what this browser had kept stands there already
}

for (const begun of document.querySelectorAll("[data-proposal-begun]")) {
  attempt(() => localStorage.removeItem(key(begun.dataset.proposalBegun)));
}
if (location.search.startsWith("?kept=1")) history.replaceState(null, "", location.pathname + location.hash); // so that a reload takes nothing away
for (const form of document.querySelectorAll("form[data-proposal]")) new Keeper(form);
for (const line of document.querySelectorAll("[data-count]")) count(line);

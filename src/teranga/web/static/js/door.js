// The check-in list on a helper's phone: search, tick, walk-in, undo; at once, with or without a network.
const page = document.querySelector("[data-door]");
const [{ open }, { believed, fold, newId, search }, { Closed, Line }] = await Promise.all(
  ["store", "people", "line"].map((name) => import(page.dataset[name])),
);
const words = JSON.parse(document.querySelector("#door-words").textContent);
const part = (name) => page.querySelector(`[data-${name}]`);
const LOOK_AGAIN = 20000;
const SHOWN = 40;
const root = page.dataset.root;
const hour = new Intl.DateTimeFormat(document.documentElement.lang, {
  hour: "2-digit", minute: "2-digit", timeZone: page.dataset.zone,
});
const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
let store, line, people = [], waiting = [], state = "trying";

async function begin() {
  store = await open(page.dataset.name);
  line = new Line(root, store, page.querySelector("[name=csrfmiddlewaretoken]").value);
  await line.wake();
  part("list-form").addEventListener("submit", pressed);
  part("walk-in").addEventListener("submit", walkedIn);
  part("undo").addEventListener("submit", pressed);
  part("find").addEventListener("submit", (event) => event.preventDefault());
  part("find").addEventListener("input", () => draw());
  addEventListener("online", exchange);
  addEventListener("offline", () => { state = "away"; draw(); });
  document.addEventListener("visibilitychange", () => document.hidden || exchange());
  setInterval(() => document.hidden || exchange(), LOOK_AGAIN);
  await draw();
  page.dataset.ready = "";
  keepPage();
  exchange();
}

function pressed(event) {
  event.preventDefault();
  const { name, value } = event.submitter;
  noted({ kind: name, place: value });
}

function walkedIn(event) {
  event.preventDefault();
  const form = event.target;
  const name = form.elements.name.value.trim();
  if (!name) return form.elements.name.focus();
  const [first, ...rest] = name.split(/\s+/);
  const shown = rest.length ? `${first} ${[...rest.at(-1)][0].toUpperCase()}.` : first;
  noted({ kind: "walk_in", place: newId(), name, contact: form.elements.contact.value.trim(), shown, note: words.walk_in });
  form.reset();
  form.closest("details").open = false;
}

// First on the phone's disk, then on the screen, then to the server.
async function noted(scan) {
  const before = people.find((person) => person.id === scan.place)?.at;
  await store.add({ uuid: newId(), clock: Date.now(), offset: line.offset, ...scan });
  await draw();
  answer(scan, before);
  part("find").querySelector("input").value = "";
  await draw();
  exchange();
}

function answer({ kind, place }, before) {
  const person = people.find(({ id }) => id === place);
  const values = { name: person?.name ?? "", time: before ? hour.format(before) : "" };
  const room = Number(page.dataset.room) || 0;
  const crowded = room && kind !== "undo" && !before && people.filter(({ at }) => at).length > room;
  const [look, sign] = kind === "undo" ? ["out", "↺"] : before ? ["again", "!"] : crowded ? ["full", "!"] : ["in", "✓"];
  part("answer").dataset.look = look;
  part("sign").textContent = sign;
  part("said").textContent = say(words[look], values);
  part("more").textContent = look === "again" ? say(words.again_more, values)
    : look === "full" ? say(words.full_more, { room }) : person?.note ?? "";
  part("undo").hidden = kind === "undo" || Boolean(before);
  part("undo").querySelector("button").value = place;
}

async function exchange() {
  try {
    await line.exchange();
    state = "online";
  } catch (failure) {
    if (failure instanceof Closed) return close();
    state = "away";
  }
  await draw();
}

async function draw() {
  waiting = await store.all("scans");
  people = believed(await store.all("people"), waiting);
  const inside = people.filter(({ at }) => at).length;
  part("count").textContent = `${inside} / ${people.length}`;
  part("line").dataset.network = state;
  const unsent = waiting.length ? say(words.to_send, { count: waiting.length }) : words.all_sent;
  part("state").textContent = `${state === "away" ? words.away : words.online} · ${unsent}`;
  if (state === "trying" && !people.length) return;
  const found = search(people, part("find").querySelector("input").value);
  part("list").replaceChildren(...found.slice(0, SHOWN).map(row));
  part("rest").textContent = found.length > SHOWN ? say(words.more, { count: found.length - SHOWN })
    : found.length ? "" : words.nobody;
}

function row(person) {
  const item = part("row").content.firstElementChild.cloneNode(true);
  const [tick, undo] = item.querySelectorAll("button");
  tick.value = undo.value = person.id;
  tick.querySelector("strong").textContent = person.name;
  tick.querySelector("small").textContent = [person.note, person.twice ? say(words.twice, { count: person.twice + 1 }) : ""]
    .filter(Boolean).join(" · ");
  tick.querySelector("span").textContent = person.at ? `✓ ${hour.format(person.at)}` : words.tick;
  item.dataset.in = person.at ? "yes" : "no";
  item.dataset.twice = person.twice ? "yes" : "no";
  undo.hidden = !person.at;
  return item;
}

// The worker keeps this page; it opens again without a network until the door is closed.
async function keepPage() {
  if (!navigator.serviceWorker) return;
  const trusted = globalThis.trustedTypes?.createPolicy("door", { createScriptURL: (address) => address });
  const address = `${root}worker.js`;
  try {
    await navigator.serviceWorker.register(trusted ? trusted.createScriptURL(address) : address, { scope: root });
    const cache = await caches.open(`door:${root}`);
    const scripts = ["store", "people", "line"].map((name) => page.dataset[name]);
    await cache.addAll([root, ...scripts, ...[...document.scripts].map(({ src }) => src).filter(Boolean)]);
    page.dataset.kept = "";
  } catch { /* without a worker the list still works while the page stays open */ }
}

async function close() {
  state = "closed";
  if ((await store.all("scans")).length) { // an organiser can open the door again for them
    part("state").textContent = words.closed_unsent;
    return;
  }
  await store.forget();
  await caches?.delete(`door:${root}`);
  location.reload();
}

begin().catch(() => { part("state").textContent = words.online_only; });

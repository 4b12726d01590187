// The line between a door's phone and the server: fetch the list, send what waits, measure the clock's offset.
const PATIENCE = 10000;
const MOST = 200; // scans in one sending

export class Closed extends Error {}

export class Line {
  constructor(root, store, token) {
    Object.assign(this, { root, store, token, offset: 0, since: 0, busy: null });
  }

  async wake() {
    this.offset = (await this.store.fact("offset")) ?? 0;
    this.since = (await this.store.fact("since")) ?? 0;
  }

  // One exchange at a time; who asks meanwhile waits for one more.
  exchange() {
    this.busy = (this.busy ?? Promise.resolve()).catch(() => {}).then(() => this.send());
    return this.busy;
  }

  async send() {
    let waiting;
    do {
      waiting = (await this.store.all("scans")).sort((one, other) => one.clock - other.clock);
      const scans = waiting.slice(0, MOST).map(({ shown, note, ...scan }) => scan);
      const told = await this.ask("send/", { clock: Date.now(), since: this.since, scans });
      const done = new Set([...told.taken, ...told.refused]);
      await this.keep(told, [...done]);
      waiting = waiting.filter((scan) => !done.has(scan.uuid));
      if (scans.length && !done.size) break;
    } while (waiting.length);
  }

  async ask(path, message) {
    const answer = await this.post(path, message);
    if (answer.status === 403) { // the page was kept longer than its token
      this.token = (await (await this.fetched("token/")).json()).token;
      return this.read(await this.post(path, message));
    }
    return this.read(answer);
  }

  async read(answer) {
    if (answer.status === 404 || answer.status === 410) throw new Closed();
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }

  post(path, message) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token };
    return this.fetched(path, { method: "POST", headers, body: JSON.stringify(message) });
  }

  async fetched(path, options = {}) {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), PATIENCE);
    this.left = Date.now();
    try {
      return await fetch(this.root + path, { ...options, signal: stop.signal });
    } finally {
      clearTimeout(late);
    }
  }

  // The server's clock was read about half-way between asking and hearing.
  keep(told, taken) {
    this.offset = Math.round(told.now - (this.left + Date.now()) / 2);
    this.since = told.now;
    const facts = { offset: this.offset, since: this.since, room: told.room };
    return this.store.keep({ people: told.people, whole: told.whole, facts, taken });
  }
}

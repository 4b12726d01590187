// What a door's phone keeps: the list, the scans that are not sent yet, and a few facts. All in IndexedDB.
const promised = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export async function open(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("people", { keyPath: "id" });
    request.result.createObjectStore("scans", { keyPath: "uuid" });
    request.result.createObjectStore("facts");
  };
  return new Store(await promised(request), name);
}

class Store {
  constructor(database, name) {
    this.database = database;
    this.name = name;
  }

  // Runs one transaction over all three stores; resolves when it is on the disk.
  write(work) {
    return new Promise((resolve, reject) => {
      const change = this.database.transaction(["people", "scans", "facts"], "readwrite", { durability: "strict" });
      change.oncomplete = () => resolve();
      change.onerror = change.onabort = () => reject(change.error);
      work((store) => change.objectStore(store));
    });
  }

  all(store) {
    return promised(this.database.transaction(store).objectStore(store).getAll());
  }

  fact(key) {
    return promised(this.database.transaction("facts").objectStore("facts").get(key));
  }

  // What the server said: the whole list, or those who changed; scans it has taken are no longer kept.
  keep({ people, whole, facts, taken = [] }) {
    return this.write((store) => {
      if (whole) store("people").clear();
      for (const person of people) person.gone ? store("people").delete(person.id) : store("people").put(person);
      for (const [key, value] of Object.entries(facts)) store("facts").put(value, key);
      for (const uuid of taken) store("scans").delete(uuid);
    });
  }

  add(scan) {
    return this.write((store) => store("scans").add(scan));
  }

  // The door is over: nothing of anybody stays on the phone.
  forget() {
    this.database.close();
    return promised(indexedDB.deleteDatabase(this.name));
  }
}

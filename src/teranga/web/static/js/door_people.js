// Plain functions over the door's list: what the phone believes, whom a search means, how a name is folded.
const PLAIN = {
  ŋ: "n", ɖ: "d", ɔ: "o", ɛ: "e", ƒ: "f", ɣ: "g", ʋ: "v", ɩ: "i", ʊ: "u", ə: "e", ɓ: "b", ɗ: "d", ƙ: "k", ƴ: "y",
  ɲ: "n", ɠ: "g", ø: "o", đ: "d", ł: "l", ı: "i", æ: "ae", œ: "oe", ß: "ss", "’": "'", "‘": "'",
};

export function fold(text) {
  const bare = text.toLowerCase().normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  return [...bare].map((letter) => PLAIN[letter] ?? letter).join("");
}

const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

// Everybody in whose name each typed word begins a word; those not in yet come first.
export function search(people, typed) {
  const wanted = wordsOf(typed);
  const meant = people.filter(({ name, note }) => {
    const words = wordsOf(`${name} ${note}`);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
  return meant.sort((one, other) => Boolean(one.at) - Boolean(other.at) || one.folded.localeCompare(other.folded));
}

// The server's list with what this phone did since, in the order in which it did it.
export function believed(people, scans) {
  const known = new Map(people.map((person) => [person.id, { ...person }]));
  for (const scan of [...scans].sort((one, other) => one.clock - other.clock)) {
    if (scan.kind === "walk_in" && !known.has(scan.place)) {
      known.set(scan.place, { id: scan.place, name: scan.shown, folded: fold(scan.shown), note: scan.note, at: null, twice: 0 });
    }
    const person = known.get(scan.place);
    if (!person) continue;
    if (scan.kind === "undo") person.at = null;
    else person.at ??= scan.clock + scan.offset;
  }
  return [...known.values()];
}

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

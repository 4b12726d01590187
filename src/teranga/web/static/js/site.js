// Adds the visitor's own hour beside an event's hour, where the two differ. Pages say everything without it.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const here = document.documentElement.lang;

for (const time of document.querySelectorAll("time[data-zone]")) {
  const moment = new Date(time.dateTime);
  if (!zone || time.dataset.zone === zone || Number.isNaN(moment.getTime())) continue;
  const style = { hour: "2-digit", minute: "2-digit" };
  const yours = new Intl.DateTimeFormat(here, { ...style, timeZone: zone }).format(moment);
  const theirs = new Intl.DateTimeFormat(here, { ...style, timeZone: time.dataset.zone }).format(moment);
  if (yours === theirs) continue;
  const note = document.createElement("small");
  note.className = "soft";
  note.textContent = ` ${(time.dataset.yours ?? "({})").replace("{}", yours)}`;
  time.append(note);
}

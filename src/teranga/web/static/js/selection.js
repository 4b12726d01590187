// Computes as soon as something is moved in a form with data-choosing; without it its button does the same.
const form = document.querySelector("form[data-choosing]");
const says = document.querySelector("[data-choosing-says]");
const asks = (element) => element.name && !["hidden", "submit"].includes(element.type);
const moved = new Set(); // elements whose change is not saved yet: only these are sent
let busy = false;

function slider(input) {
  const range = document.createElement("input");
  const unit = input.parentElement.querySelector("select");
  const most = () => (unit.value === "percent" ? 100 : Number(input.dataset.slide));
  const rest = () => (input.name.startsWith("most") ? most() : 0);
  Object.assign(range, { type: "range", min: 0, max: most(), step: 1 });
  range.value = input.value === "" ? rest() : input.value;
  range.setAttribute("aria-label", input.labels[0].textContent);
  range.id = `slide-${input.id}`;
  range.addEventListener("input", () => { input.value = Number(range.value) === rest() ? "" : range.value; });
  unit.addEventListener("change", () => { range.max = most(); });
  input.parentElement.append(range);
}

const sliders = (root) => root.querySelectorAll("[data-slide]").forEach(slider);

// What was opened, scrolled to and focused stays so.
function replace(page) {
  const open = new Map([...document.querySelectorAll("[data-part] details[id], details[data-part]")].map((one) => [one.id, one.open]));
  const focused = document.activeElement?.id;
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.getElementById(part.id);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  }
  for (const [id, was] of open) {
    const one = document.getElementById(id);
    if (one) one.open = was;
  }
  sliders(document.getElementById("part-balance"));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

// What was moved, with what belongs to it: a number and its unit, rooms and their minutes.
function told(elements) {
  const data = new FormData();
  const those = new Set(form.querySelectorAll("input[type=hidden]"));
  for (const one of elements) {
    const group = one.closest(".room") ?? one.closest(".end, .choice");
    for (const named of group.querySelectorAll("[name]")) those.add(named);
  }
  for (const one of those) data.append(one.name, one.value);
  return data;
}

function send() {
  if (busy) return;
  busy = true;
  const sent = [...moved];
  moved.clear();
  says.textContent = says.dataset.busy;
  const request = new XMLHttpRequest(); // reads the answer as a document that runs nothing
  request.open("POST", form.action);
  request.responseType = "document";
  request.onload = () => {
    busy = false;
    const page = request.response;
    const seen = page?.getElementById("part-seen");
    if (!seen) return failed(sent);
    if (moved.size) {
      document.getElementById("part-seen").value = seen.value;
      return send();
    }
    replace(page);
    says.parentElement.classList.add("live");
    const refusal = page.querySelector("#part-top [role=alert]");
    says.textContent = refusal?.textContent.trim() ?? says.dataset.done;
    if (!refusal) setTimeout(() => { if (!busy) says.textContent = ""; }, 4000);
  };
  request.onerror = () => failed(sent);
  request.send(told(sent));
}

function failed(sent) {
  busy = false;
  for (const one of sent) moved.add(one);
  says.textContent = says.dataset.failed;
  says.parentElement.classList.remove("live"); // the button is there to try again
}

if (form) {
  sliders(form);
  says.parentElement.classList.add("live");
  form.addEventListener("change", (event) => {
    if (!asks(event.target) && event.target.type !== "range") return;
    moved.add(event.target);
    send();
  });
}

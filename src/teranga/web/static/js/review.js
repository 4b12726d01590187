// The review form: kept on every pause, digits choose the points of a line, Ctrl and Enter send it.
const form = document.querySelector("form[data-review]");
const PAUSE = 1500;

async function keep() {
  const place = form.querySelector("[data-review-kept]");
  try {
    const answer = await fetch(form.dataset.review, {
      method: "POST", body: new FormData(form), headers: { Accept: "application/json" },
    });
    place.textContent = answer.ok ? (await answer.json()).kept : "";
  } catch { /* the browser keeps it until the network is back */ }
}

function digit(event) {
  const line = event.target.closest("[data-points]");
  if (!line || !/^[0-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  const choice = line.querySelector(`input[value="${event.key}"]`);
  if (!choice) return;
  choice.checked = true;
  choice.dispatchEvent(new Event("input", { bubbles: true }));
  const lines = [...form.querySelectorAll("[data-points]")];
  const next = lines[lines.indexOf(line) + 1]?.querySelector("input:checked, input") ?? form.querySelector("textarea");
  next.focus();
  event.preventDefault();
}

if (form) {
  let pause;
  const isSent = !form.querySelector("button[formaction]");
  form.addEventListener("input", () => {
    clearTimeout(pause);
    if (!isSent) pause = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(pause));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector("button"));
    else digit(event);
  });
}

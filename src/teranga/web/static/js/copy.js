// A button that copies a text; without scripts the text stays there to be selected.
for (const line of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(line.dataset.copy);
  const button = line.querySelector("button");
  if (!text || !button || !navigator.clipboard) continue;
  line.hidden = false;
  const before = button.textContent;
  button.addEventListener("click", async () => {
    text.select();
    await navigator.clipboard.writeText(text.value);
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = before; }, 2500);
  });
}

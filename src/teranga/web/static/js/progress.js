// Moves the bars of elements with data-progress while a job runs; without it a link loads the page anew.
const PAUSE = 3000;

async function look(block) {
  let told;
  try {
    const answer = await fetch(block.dataset.progress, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    told = await answer.json();
  } catch { return setTimeout(look, 4 * PAUSE, block); } // the network may come back
  const bar = block.querySelector("progress");
  bar.max = told.total || 1;
  bar.value = told.done;
  block.querySelector("[data-figures]").textContent = `${told.done} / ${told.total}`;
  block.querySelector("[data-words]").textContent = told.text;
  if (told.over) location.reload();
  else setTimeout(look, PAUSE, block);
}

for (const block of document.querySelectorAll("[data-progress]")) setTimeout(look, PAUSE, block);

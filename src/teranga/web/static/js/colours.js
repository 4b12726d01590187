// Shows at once how two chosen colours will read; the page's button shows the same without it.
const paper = "#fbf8f2", card = "#fffefa", ink = "#1d1a16";
const channels = (colour) => [1, 3, 5].map((place) => parseInt(colour.slice(place, place + 2), 16) / 255);
const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = (colour) => {
  const [red, green, blue] = channels(colour).map(linear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
const hex = (parts) => "#" + parts.map((part) => Math.round(part * 255).toString(16).padStart(2, "0")).join("");
const darker = (colour, step) => {
  const parts = channels(colour), lightness = (Math.max(...parts) + Math.min(...parts)) / 2;
  const target = lightness * (1 - step / 100), spread = (Math.max(...parts) - Math.min(...parts)) / 2;
  const room = lightness > 0.5 ? 1 - lightness : lightness, wanted = target > 0.5 ? 1 - target : target;
  const scale = spread && room ? wanted / room : 0;
  return hex(parts.map((part) => target + (part - lightness) * scale));
};
const mix = (colour, share) => {
  const other = channels(card);
  return hex(channels(colour).map((part, place) => part * share + other[place] * (1 - share)));
};
const readable = (colour, background) => {
  for (let step = 0; step <= 100; step += 1) {
    const moved = step ? darker(colour, step) : colour;
    if (contrast(moved, background) >= 4.5) return moved;
  }
  return ink;
};
const figure = (ratio) => `${ratio.toFixed(1)}:1`;

const value = (name) => document.getElementById(name).value;

function show(place) {
  const says = place.parentElement.querySelector("[data-says]"), colour = value(place.dataset.for);
  const tints = [mix(value("first_colour"), 0.07), mix(value("second_colour"), 0.1)];
  const text = [paper, card, ...tints].reduce(readable, colour);
  const on = contrast("#ffffff", colour) >= contrast(ink, colour) ? "#ffffff" : ink;
  const [above, beside] = place.querySelectorAll("text");
  place.querySelector("rect").setAttribute("fill", colour);
  above.setAttribute("fill", on);
  beside.setAttribute("fill", text);
  const words = { on: figure(contrast(on, colour)), text, as_text: figure(contrast(text, paper)) };
  says.textContent = says.dataset.says.replace(/\{(\w+)\}/g, (_, name) => words[name]);
}
const places = document.querySelectorAll("[data-colours] svg[data-for]");
for (const place of places) {
  document.getElementById(place.dataset.for)?.addEventListener("input", () => places.forEach(show));
}

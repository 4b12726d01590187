// Makes a photo smaller before it is sent: phones take megabytes, a readable paper needs a tenth of them.
const LONGEST = 1600;
const SMALL_ENOUGH = 400_000;

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  return new File([blob], `${file.name.replace(/\.[^.]*$/, "")}.jpg`, { type: "image/jpeg" });
}

for (const input of document.querySelectorAll("form[data-shrink] input[type=file]")) {
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file || !file.type.startsWith("image/") || file.size <= SMALL_ENOUGH) return;
    try {
      const made = await smaller(file);
      if (made.size >= file.size || input.files[0] !== file) return;
      const list = new DataTransfer();
      list.items.add(made);
      input.files = list.files;
    } catch {
      // The photo is sent as it is; the server makes it small.
    }
  });
}

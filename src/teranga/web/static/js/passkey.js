// Passkeys: asks the browser for one and sends its answer in the form. Without a script these buttons stay hidden.
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), sign => sign.charCodeAt(0));
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const readable = list => (list || []).map(one => ({ ...one, id: bytes(one.id) }));

const forCreation = options => ({
  ...options,
  challenge: bytes(options.challenge),
  user: { ...options.user, id: bytes(options.user.id) },
  excludeCredentials: readable(options.excludeCredentials),
});

const forQuestion = options => ({
  ...options,
  challenge: bytes(options.challenge),
  allowCredentials: readable(options.allowCredentials),
});

const written = credential => {
  const answer = credential.response;
  const response = { clientDataJSON: text(answer.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (answer[name]) response[name] = text(answer[name]);
  }
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment || undefined,
  });
};

const asked = async form => {
  const data = form.querySelector("script[type='application/json']");
  if (data) return JSON.parse(data.textContent);
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(form.dataset.question, { method: "POST", headers: { "X-CSRFToken": token } });
  return (await answer.json()).publicKey;
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async event => {
    const field = form.elements.credential;
    if (field.value) return;
    event.preventDefault();
    try {
      const options = await asked(form);
      const credential = form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: forCreation(options) })
        : await navigator.credentials.get({ publicKey: forQuestion(options) });
      field.value = written(credential);
      form.requestSubmit();
    } catch {
      form.querySelector("[data-refusal]").hidden = false;
    }
  });
}

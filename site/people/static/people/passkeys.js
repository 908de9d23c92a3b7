// Joins our buttons to allauth's passkey forms. They are hidden until here, since without scripts they can do nothing.
const buttons = document.querySelectorAll("[data-passkey]");
const failed = document.querySelector("[data-passkey-error]");

if (window.PublicKeyCredential) {
  for (const button of buttons) {
    const kind = button.dataset.passkey; // login, authenticate or signup (which adds one as the server asks)
    const form = button.closest("form");
    const ids = { [kind]: button.id, credential: form.querySelector("[name=credential]").id };
    if (kind !== "login") ids.data = "passkey-data"; // signing in asks the server for its question when it is pressed
    window.allauth.webauthn.forms[`${kind}Form`]({ ids });
    button.closest("[data-passkey-part]").hidden = false;
  }
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  if (failed) failed.hidden = false;
});

// The places that this device knows, on the page that the browser keeps: those used last, and the others by their names.
const SHOWN = 4; // where nothing is looked for
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Put them into the form, the one used last first, with a field to find one where there are more than can be shown. */
export function offer(form, places) {
  const list = form.querySelector("[data-places]");
  const items = places.map(itemOf);
  list.prepend(...items);
  const [find, nobody] = [form.querySelector("[data-find-place]"), form.querySelector("[data-no-place]")];
  const box = find.querySelector("input");

  function filter() {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    items.forEach((item, number) => {
      const { name, about } = places[number];
      const fits = words.length ? words.every((word) => plain(`${name} ${about}`).includes(word)) : number < SHOWN;
      shown += fits;
      item.hidden = !fits && !item.querySelector("input").checked;
    });
    nobody.hidden = shown > 0 || !words.length;
  }

  find.hidden = places.length <= SHOWN;
  box.addEventListener("input", filter);
  box.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault()); // it looks, and keeps nothing
  form.addEventListener("change", filter);
  filter();
}

function itemOf({ id, name, about, kind }) {
  const item = document.getElementById("piece-place").content.firstElementChild.cloneNode(true);
  const [input, label, hint] = [item.querySelector("input"), item.querySelector("label"), item.querySelector(".govuk-hint")];
  Object.assign(input, { id: `place-${id}`, value: id });
  input.dataset.kind = kind;
  input.setAttribute("aria-describedby", `place-${id}-hint`);
  label.htmlFor = input.id;
  label.textContent = name;
  Object.assign(hint, { id: `place-${id}-hint`, textContent: about });
  return item;
}

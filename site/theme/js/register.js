// Finds a name in a long register as one types: nothing is sent, and no address ever holds a name.
const find = document.querySelector("[data-register-find]");
const rows = [...document.querySelectorAll(".register-row[data-name]")];

if (find && rows.length > 8) {
  const box = find.querySelector("input");
  const nobody = document.querySelector("[data-register-nobody]");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const names = rows.map((row) => plain(row.dataset.name));

  const show = () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, number) => {
      row.hidden = !words.every((word) => names[number].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    nobody.hidden = shown > 0;
  };

  find.hidden = false;
  box.addEventListener("input", show);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it looks for somebody: it saves nothing
  });
  show(); // a browser that goes back keeps what was typed
}

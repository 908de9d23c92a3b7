// Beside each condition of a questionnaire: which questions there are, and the options of the one that is chosen, to
// be picked instead of typed. Without this script they are typed, as words or ids. It also opens the tab that holds the
// block which a link of the checks leads to.
(() => {
  "use strict";

  const REFERS_TO_QUESTION = ".survey-condition [name$='-question'], .survey-together [name$='-rows'], .survey-together [name$='-columns']";
  const REFERS_TO_PAGE = ".survey-skip [name$='-to']";
  const REFUSALS = ["Prefer not to say"];
  const plain = (words) => words.trim().replace(/\s+/g, " ").toLowerCase();
  const named = (name) => document.querySelector(`[name="${CSS.escape(name)}"]`);
  const isDeleted = (field) => {
    // Each block within a list or stream has a field that says whether it was taken out: so has each one around it.
    for (let name = field.name; name.includes("-value"); name = name.slice(0, name.lastIndexOf("-value"))) {
      const mark = named(`${name.slice(0, name.lastIndexOf("-value"))}-deleted`);
      if (mark && mark.value) return true;
    }
    return false;
  };

  /** What there is to refer to: its words, its id where it has one, and what its other fields are named after. */
  function known(kind, part) {
    return [...document.querySelectorAll(`.${kind} [name$='-${part}']`)]
      .map((field) => ({ field, prefix: field.name.slice(0, -part.length - 1) }))
      .filter(({ field, prefix }) => named(`${prefix}-id`) && field.value.trim() && !isDeleted(field))
      .map(({ field, prefix }) => ({ words: field.value.trim(), id: named(`${prefix}-id`).value, prefix }));
  }
  const questions = () => known("survey-question", "label");
  const pages = () => known("survey-page", "title").filter(({ prefix }) => named(`${prefix}-questions-count`));

  function offer(field, things) {
    const id = "survey-known";
    const list = document.getElementById(id) ?? document.body.appendChild(document.createElement("datalist"));
    list.id = id;
    list.replaceChildren(...things.map(({ words }) => Object.assign(document.createElement("option"), { value: words })));
    field.setAttribute("list", id);
    field.autocomplete = "off";
  }

  function optionsOf(typed) {
    const question = questions().find(({ words, id }) => id === typed.trim() || plain(words) === plain(typed));
    if (!question) return [];
    const fields = [...document.querySelectorAll(`[name^="${CSS.escape(`${question.prefix}-options-`)}"][name$="-value-text"]`)];
    const options = fields
      .filter((field) => field.value.trim() && !isDeleted(field))
      .map((field) => ({ words: field.value.trim(), id: named(field.name.replace(/text$/, "id"))?.value ?? "" }));
    const points = (named(`${question.prefix}-words`)?.value ?? "").split("\n").map((words, at) => ({ words: words.trim(), id: `${at + 1}` }));
    const found = [...options, ...points.filter(({ words }) => words)];
    return found.length ? [...found, ...REFUSALS.map((words) => ({ words, id: "~prefer_not" }))] : [];
  }

  /** Boxes to tick below the field of options: they write into it, one line each. */
  function offerOptions(condition) {
    const field = condition.querySelector("[name$='-options']");
    const typed = condition.querySelector("[name$='-question']").value;
    condition.querySelector(".survey-choices")?.remove();
    const options = optionsOf(typed);
    if (!options.length) return;
    const box = document.createElement("fieldset");
    box.className = "survey-choices";
    const legend = box.appendChild(document.createElement("legend"));
    legend.textContent = "Its options";
    for (const option of options) {
      const label = box.appendChild(document.createElement("label"));
      const tick = label.appendChild(Object.assign(document.createElement("input"), { type: "checkbox" }));
      label.append(` ${option.words}`);
      const isIt = (line) => line === option.id || plain(line) === plain(option.words);
      const lines = () => field.value.split("\n").map((line) => line.trim()).filter(Boolean);
      tick.checked = lines().some(isIt);
      tick.addEventListener("change", () => {
        const others = lines().filter((line) => !isIt(line));
        field.value = (tick.checked ? [...others, option.words] : others).join("\n");
        field.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
    field.after(box);
  }

  addEventListener("load", () => {
    const block = location.hash.startsWith("#block-") && document.getElementById(location.hash.slice(1));
    const panel = block && block.closest("[role='tabpanel']");
    if (!panel) return;
    document.querySelector(`[role="tab"][href="#${panel.id}"]`)?.click();
    block.scrollIntoView();
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches?.(REFERS_TO_QUESTION)) offer(target, questions());
    if (target.matches?.(REFERS_TO_PAGE)) offer(target, pages());
    const condition = target.closest?.(".survey-condition");
    if (condition && !target.closest(".survey-choices")) offerOptions(condition);
  });
  document.addEventListener("change", ({ target }) => {
    const condition = target.closest?.(".survey-condition");
    if (condition && target.matches("[name$='-question']")) offerOptions(condition);
  });
})();

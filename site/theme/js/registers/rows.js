// People in the register: each a large row, drawn again only where something changed, so that nothing jumps.
import { IN_PART } from "./book.js";
import { clock, mend, onSubmit, part, parts, piece, plural } from "./screen.js";

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
export const words = (status) =>
  ({ present: "Present", ...Object.fromEntries([...parts("status", document.getElementById("piece-choices").content)].map((each) => [each.dataset.status, each.textContent])) })[status] ?? "";

export class Rows {
  #list = part("rows");
  #drawn = new Map(); // by the key of a row: its element, and what is drawn
  #passes = () => true;

  /** `act` is told what was pressed: {row, kind, status, minutes}. */
  constructor(act) {
    this.act = act;
    this.rows = [];
  }

  /** Draw these people of this session. */
  draw(rows, session) {
    this.rows = rows;
    this.session = session;
    const keys = new Set(rows.map((row) => row.key));
    for (const [key, { element }] of this.#drawn) {
      if (keys.has(key)) continue;
      element.remove();
      this.#drawn.delete(key);
    }
    rows.forEach((row, place) => this.#drawOne(row, place));
  }

  /** Show only those whom somebody looks for. What is marked afterwards stays where it is. */
  filter(text, onlyUnmarked) {
    const searched = plain(text.trim()).split(/\s+/);
    const unmarked = new Set(this.rows.filter((row) => !row.status).map((row) => row.key));
    this.#passes = (row) => (!onlyUnmarked || unmarked.has(row.key)) && searched.every((word) => plain(`${row.name} ${row.about}`).includes(word));
    let shown = 0;
    for (const row of this.rows) {
      const passes = this.#passes(row);
      this.#drawn.get(row.key).element.hidden = !passes;
      shown += passes;
    }
    return shown;
  }

  /** Lead to one person. */
  lookAt(key) {
    const element = this.#drawn.get(key)?.element;
    element?.scrollIntoView({ block: "center" });
    element?.querySelector("button").focus({ preventScroll: true });
  }

  #drawOne(row, place) {
    const drawn = this.#drawn.get(row.key) ?? this.#make(row);
    const now = JSON.stringify(row);
    if (this.#list.children[place] !== drawn.element) this.#list.insertBefore(drawn.element, this.#list.children[place] ?? null);
    drawn.row = row;
    if (drawn.shows === now) return;
    drawn.shows = now;
    this.#fill(drawn.element, row);
  }

  #make(row) {
    const element = piece("row");
    const drawn = { element, row, shows: "" };
    element.hidden = !this.#passes(row);
    part("name", element).id = `name-${row.key}`;
    part("person", element).setAttribute("aria-labelledby", `name-${row.key}`);
    part("here", element).addEventListener("click", () => this.act({ row: drawn.row, kind: "mark", status: "present" }));
    part("more", element).addEventListener("click", () => this.#open(drawn));
    this.#drawn.set(row.key, drawn);
    return drawn;
  }

  #fill(element, row) {
    part("name", element).textContent = row.name;
    part("about", element).textContent = [row.about, row.walked_in ? "walked in" : ""].filter(Boolean).join(" · ");
    part("row-state", element).textContent = stateOf(row);
    part("row-waits", element).hidden = !row.waiting;
    for (const place of parts("for", element)) place.textContent = ` ${row.name}`;
    part("here", element).setAttribute("aria-pressed", String(row.status === "present"));
    element.classList.toggle("kept-row--marked", Boolean(row.status));
    element.classList.toggle("kept-row--away", row.status === "absent" || row.status === "apology");
    element.classList.toggle("kept-row--look", Boolean(row.notice));
    const notice = part("row-notice", element);
    notice.hidden = !row.notice;
    notice.textContent = row.notice ? noticeOf(row) : "";
    const form = part("minutes-form", element);
    const chosen = form && !form.hidden ? form.dataset.status : row.status; // somebody may be typing the minutes
    for (const choice of parts("status", element)) choice.setAttribute("aria-pressed", String(choice.dataset.status === chosen));
    for (const choice of parts("out", element)) choice.hidden = (choice.dataset.out === "stepped_out") === Boolean(row.stepped_out);
  }

  #open(drawn) {
    const { element } = drawn;
    const choices = element.querySelector(".kept-choices") ?? this.#makeChoices(drawn);
    const isOpen = part("more", element).getAttribute("aria-expanded") === "true";
    part("more", element).setAttribute("aria-expanded", String(!isOpen));
    choices.hidden = isOpen;
    if (!isOpen) return choices.scrollIntoView({ block: "nearest" });
    part("minutes-form", element).hidden = true;
    return this.#fill(element, drawn.row);
  }

  #makeChoices(drawn) {
    const choices = piece("choices");
    const form = part("minutes-form", choices);
    const input = form.querySelector("input");
    input.id = `minutes-${drawn.row.key}`;
    form.querySelector("label").htmlFor = input.id;
    part("minutes-most", choices).textContent = this.session.minutes;
    for (const choice of parts("status", choices)) choice.addEventListener("click", () => this.#choose(drawn, choice, form));
    for (const choice of parts("out", choices)) choice.addEventListener("click", () => this.act({ row: drawn.row, kind: choice.dataset.out }));
    onSubmit(form, () => this.#saveMinutes(drawn, form, input));
    part("person", drawn.element).append(choices);
    this.#fill(drawn.element, drawn.row);
    return choices;
  }

  #choose(drawn, choice, form) {
    const { status } = choice.dataset;
    if (!IN_PART.includes(status)) {
      this.#close(drawn);
      this.act({ row: drawn.row, kind: "mark", status });
      return;
    }
    const input = form.querySelector("input");
    form.dataset.status = status;
    form.hidden = false;
    this.#fill(drawn.element, drawn.row);
    mend(input, "");
    input.value = drawn.row.status === status ? drawn.row.minutes : suggested(status, this.session);
    form.scrollIntoView({ block: "nearest" });
    input.focus({ preventScroll: true });
    input.select();
  }

  #saveMinutes(drawn, form, input) {
    const minutes = /^\d{1,4}$/.test(input.value.trim()) ? Number(input.value) : 0;
    const fits = minutes >= 1 && minutes <= this.session.minutes;
    if (!mend(input, fits ? "" : `Enter the minutes attended, from 1 to ${this.session.minutes}`)) return;
    this.#close(drawn);
    this.act({ row: drawn.row, kind: "mark", status: form.dataset.status, minutes });
  }

  #close(drawn) {
    if (part("more", drawn.element).getAttribute("aria-expanded") === "true") this.#open(drawn);
    part("more", drawn.element).focus({ preventScroll: true });
  }
}

/** The minutes that somebody attends who comes, or leaves, at this moment; none where the clock says nothing. */
function suggested(status, session, now = Date.now()) {
  const [from, to] = status === "late" ? [now, Date.parse(session.ends_at)] : [Date.parse(session.starts_at), now];
  const minutes = Math.round((to - from) / 60_000);
  return minutes >= 1 && minutes < session.minutes ? minutes : "";
}

function stateOf(row) {
  const mark = IN_PART.includes(row.status) && row.minutes ? `${words(row.status)}, ${plural(row.minutes, "minute", "minutes")}` : words(row.status);
  const since = row.status && row.since ? `, ${clock(row.since)}` : "";
  return [mark && mark + since, row.stepped_out ? "stepped out" : ""].filter(Boolean).join(" · ");
}

function noticeOf({ status, notice }) {
  const now = words(status).toLowerCase() || "not marked";
  const mine = notice.mine ? words(notice.mine.status).toLowerCase() : "";
  const told = mine && mine !== now ? `Somebody else marked this person: it says ${now} now, and you chose ${mine}.` : `Not everybody agrees on this person: it says ${now} now.`;
  return `${told} Look at it together, then choose.`;
}

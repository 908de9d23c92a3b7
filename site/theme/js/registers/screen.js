// The page around the register: its stages, what is said aloud, fields and their errors, days and times.

export const root = document.getElementById("kept");
export const part = (name, within = root) => within.querySelector(`[data-${name}]`);
export const parts = (name, within = root) => within.querySelectorAll(`[data-${name}]`);
export const session = Number(location.pathname.match(/\/(\d+)\/$/)?.[1] ?? 0);
export const addressOf = (name, of = session) => root.dataset[name].replace("/0/", `/${of}/`);

const stages = root.querySelectorAll("[data-stage]");
const said = document.getElementById("said");

/** Show one stage of the page, and lead whoever uses a keyboard or a screen reader to its heading. */
export function show(stage) {
  const was = [...stages].find((each) => !each.hidden);
  for (const each of stages) each.hidden = each.dataset.stage !== stage;
  const now = [...stages].find((each) => !each.hidden);
  document.documentElement.classList.toggle("kept-works", stage === "work");
  if (now && now !== was) now.querySelector("h1").focus({ preventScroll: stage === "work" });
}

export const shows = (stage) => [...stages].some((each) => each.dataset.stage === stage && !each.hidden);

/** Say something to whoever listens to the page. */
export function say(words) {
  said.textContent = said.textContent === words ? `${words} ` : words;
}

const inLocalTime = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: root.dataset.timeZone, ...options });
const hours = inLocalTime({ hour: "numeric", minute: "2-digit", hourCycle: "h12" });
const days = inLocalTime({ weekday: "long", day: "numeric", month: "long" });

/** A time as the server's pages write it: 9am, 1:30pm, midday. */
export function clock(moment) {
  const text = hours.format(new Date(moment)).replace(/\s/g, "").replace(":00", "").toLowerCase();
  return { "12pm": "midday", "12am": "midnight" }[text] ?? text;
}
export const dayAndClock = (moment) => `${days.format(new Date(moment))}, ${clock(moment)}`;
/** The same with its day only where that is not today: at 9:30am, on Sunday 29 November, 9:30am. */
export const atOrOn = (moment) => (days.format(new Date(moment)) === days.format(new Date()) ? `at ${clock(moment)}` : `on ${dayAndClock(moment)}`);

export const plural = (number, one, many) => `${number} ${number === 1 ? one : many}`;

/** A copy of a piece of the page that stands ready. */
export const piece = (name) => document.getElementById(`piece-${name}`).content.firstElementChild.cloneNode(true);

/** Say beside a field what is wrong, or that nothing is. Returns whether the field can stay as it is. */
export function mend(input, words) {
  const field = input.closest("[data-field]");
  const message = field.querySelector(".govuk-error-message");
  field.classList.toggle("govuk-form-group--error", Boolean(words));
  input.classList.toggle("govuk-input--error", Boolean(words));
  input.setAttribute("aria-invalid", String(Boolean(words)));
  message.hidden = !words;
  message.querySelector("[data-error]").textContent = words;
  return !words;
}

/** Check fields, each with what is wrong with it, and lead to the first that is. Returns whether all are right. */
export function check(fields) {
  const wrong = fields.filter(([input, words]) => !mend(input, words));
  wrong[0]?.[0].focus();
  return !wrong.length;
}

/** Do something when a form is sent, once at a time. */
export function onSubmit(form, deed) {
  let busy = false;
  form.noValidate = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    form.setAttribute("aria-busy", "true");
    try {
      await deed();
    } finally {
      busy = false;
      form.removeAttribute("aria-busy");
    }
  });
}

/** Put the course, and links that belong to one session, wherever the page has them. */
export function name({ course, session: id }) {
  for (const place of parts("course")) place.textContent = course ?? "";
  if (!id) return;
  for (const link of parts("plain-link")) link.href = addressOf("plain", id);
  for (const link of parts("sign-in-link")) link.href = `${root.dataset.signIn}?next=${encodeURIComponent(addressOf("page", id))}`;
}

// Counts down, and takes each new code from the page itself as it is then; without a script the page loads again.
const screen = document.querySelector("[data-room-code]");
let until = performance.now() + 1000 * Number(screen.querySelector("[data-room-time]").dataset.roomTime);

async function renew() {
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const next = page.querySelector("[data-room-code]");
    if (!next) return location.reload(); // over, or signed out
    screen.replaceChildren(...next.childNodes);
    until = performance.now() + 1000 * Number(screen.querySelector("[data-room-time]").dataset.roomTime);
  } catch {
    until = performance.now() + 3000;
    screen.querySelector("[data-room-words]").textContent = "No connection. Trying again";
  }
}

async function tick() {
  const left = Math.ceil((until - performance.now()) / 1000);
  if (left <= 0) await renew();
  else {
    screen.querySelector("progress").value = left;
    screen.querySelector("[data-room-words]").textContent = `A new code in ${left} ${left === 1 ? "second" : "seconds"}`;
  }
  setTimeout(tick, 500);
}
tick();

const full = document.querySelector("[data-room-full]");
if (screen.requestFullscreen) {
  document.querySelector("[data-room-ways]").hidden = false;
  full.addEventListener("click", () => screen.requestFullscreen());
}

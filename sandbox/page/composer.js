// Where people type: Enter sends, "/" shows the commands, drafts stay.

const $ = (id) => document.getElementById(id);
const box = () => $("text");
const draft = "draft " + location.pathname;

function start() {
  const saved = sessionStorage.getItem(draft);
  if (box() && saved) box().value = saved;
}

document.addEventListener("input", (event) => {
  if (event.target !== box()) return;
  sessionStorage.setItem(draft, box().value);
  suggest();
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "say") return;
  queueMicrotask(() => { // after the form has been read
    box().value = "";
    sessionStorage.removeItem(draft);
    suggest();
  });
});

// suggest lists the commands that begin with what has been typed.
function suggest() {
  const list = $("commands");
  if (!list) return;
  const typed = box().value;
  const word = typed.split(/\s/, 1)[0];
  const complete = /\s/.test(typed);
  for (const item of list.children) {
    item.hidden = !(complete ? item.dataset.command === word : item.dataset.command.startsWith(word));
  }
  const open = typed.startsWith("/") && offered().length > 0;
  list.hidden = !open;
  box().setAttribute("aria-expanded", open);
  choose(open && !complete ? offered()[0] : undefined);
}

const offered = () => [...$("commands").children].filter((item) => !item.hidden);
const current = () => $("commands")?.querySelector("[aria-selected=true]");

function choose(item) {
  current()?.setAttribute("aria-selected", "false");
  item?.setAttribute("aria-selected", "true");
  box().setAttribute("aria-activedescendant", item?.id ?? "");
}

function take(item) {
  box().value = item.dataset.command + " ";
  box().focus();
  suggest();
}

document.addEventListener("keydown", (event) => {
  if (event.target !== box() || event.isComposing) return;
  const item = current();
  const unfinished = item && box().value.trim() !== item.dataset.command;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (unfinished) take(item);
    else if (box().value.trim()) $("say").requestSubmit($("send"));
  } else if (event.key === "Tab" && item && !event.shiftKey) {
    event.preventDefault();
    take(item);
  } else if (event.key === "Escape" && $("commands")) {
    $("commands").hidden = true;
    box().setAttribute("aria-expanded", "false");
    choose();
  } else if (item && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    const items = offered();
    const step = event.key === "ArrowDown" ? 1 : -1;
    choose(items.at((items.indexOf(item) + step) % items.length));
  }
});

document.addEventListener("click", (event) => {
  const item = event.target.closest("#commands [role=option]");
  if (item) take(item);
});

start();

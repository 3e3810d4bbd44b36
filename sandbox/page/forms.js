// What buttons, fields and menus do.

import { send, refresh } from "/page/live.js";

const $ = (id) => document.getElementById(id);

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { target: form, submitter } = event;
  const data = new FormData(form, submitter);
  if (!(await agreed(submitter))) return;
  submitter?.closest("details.menu")?.removeAttribute("open");
  await send(form, data);
});

// Buttons that lead to another site tell the app as well.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-press]");
  if (link) press(link, link.dataset.press);
});

function press(element, key) {
  const form = element.closest("form");
  const data = new FormData(form);
  data.set("press", key);
  return send(form, data);
}

// agreed asks before something that asks first, and says whether to go on.
function agreed(element) {
  const { ask, askText, askYes, askNo, askStyle } = element?.dataset ?? {};
  if (!ask) return true;
  const dialog = $("confirm");
  $("confirm-title").textContent = ask;
  $("confirm-text").textContent = askText;
  const [no, yes] = dialog.querySelectorAll("button");
  no.textContent = askNo;
  yes.textContent = askYes;
  yes.className = askStyle || "primary";
  dialog.returnValue = "no";
  dialog.showModal();
  yes.focus();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

$("confirm").addEventListener("click", (event) => {
  if (event.target.localName === "button") $("confirm").close(event.target.value);
});

// Fields that tell the app about each change.
const told = new WeakMap();
async function tell(field) {
  if (told.get(field) === field.value && field.type !== "checkbox") return;
  told.set(field, field.value);
  if (await agreed(field)) press(field, field.dataset.tells);
}

document.addEventListener("change", (event) => {
  if (event.target.dataset?.tells) tell(event.target);
});

document.addEventListener("keydown", (event) => {
  const { target } = event;
  if (event.key !== "Enter" || event.isComposing || target.localName !== "input" || !target.closest("form.blocks, form[data-search]")) return;
  if (target.dataset.tells || target.type === "search" || target.closest("form.blocks")) event.preventDefault();
  if (target.dataset.tells && !["checkbox", "radio"].includes(target.type)) tell(target);
});

// Esc closes a modal as its button does: the server has to know.
document.addEventListener("cancel", (event) => {
  if (event.target.id !== "modal") return;
  event.preventDefault();
  const form = event.target.querySelector("form");
  const data = new FormData(form);
  data.set("do", "close");
  send(form, data);
}, true);

// Menus: one at a time, closed by Esc and by a click elsewhere.
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("details.menu") || !menu.open) return;
  for (const other of openMenus()) if (other !== menu && !other.contains(menu)) other.open = false;
  menu.toggleAttribute("data-upward", menu.getBoundingClientRect().bottom > innerHeight * 0.6);
  menu.querySelector("input[type=search]")?.focus();
}, true);

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    event.preventDefault();
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  if (drawerIsOpen()) {
    drawer(false);
    $("drawer-button").focus();
  }
}, true);

// Lists that can be searched.
document.addEventListener("input", (event) => {
  const { filter } = event.target.dataset ?? {};
  if (!filter) return;
  const typed = event.target.value.trim().toLowerCase();
  for (const item of $(filter).children) item.hidden = !item.textContent.toLowerCase().includes(typed);
});

// Menus whose options the app finds.
let pause;
document.addEventListener("input", (event) => {
  const { lookUp, least } = event.target.dataset ?? {};
  if (!lookUp) return;
  clearTimeout(pause);
  if (event.target.value.length >= Number(least)) pause = setTimeout(search, 250, event.target, lookUp);
});

async function search(box, key) {
  const form = box.closest("form");
  const data = new FormData(form);
  data.set("press", key);
  data.set("typed", box.value);
  const response = await fetch(form.dataset.search, { method: "POST", body: new URLSearchParams(data) });
  if (!response.ok) return refresh();
  const menu = box.nextElementSibling;
  const kept = [...menu.options].filter((option) => option.selected || !option.value);
  const found = (await response.json()).map(([value, label]) => new Option(label, value));
  menu.replaceChildren(...kept, ...found.filter((option) => !kept.some((other) => other.value === option.value)));
  box.nextElementSibling.nextElementSibling.textContent = found.length === 1 ? "1 found" : `${found.length} found`;
}

// On narrow screens the sidebar is a drawer.
const drawerIsOpen = () => document.body.classList.contains("drawer-open");

function drawer(open) {
  document.body.classList.toggle("drawer-open", open);
  $("drawer-button").setAttribute("aria-expanded", open);
  if (open) $("sidebar").querySelector("a").focus();
}

document.addEventListener("click", (event) => {
  const inside = event.target.closest("#sidebar");
  if (event.target.closest("#drawer-button")) drawer(!drawerIsOpen());
  else if (!inside) drawer(false);
});

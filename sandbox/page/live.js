// Keeps the document up to date: sends forms, follows the server's events and
// puts what is new into place.

import { morph } from "/page/morph.js";

const $ = (id) => document.getElementById(id);
const regions = ["bar", "sidebar", "main", "layer"];

// The server draws whole documents; see refreshHeader there.
const headers = () => ({ "Sandbox-Refresh": document.hidden ? "hidden" : "seen" });

let loading = false;
let stale = false;

export async function refresh() {
  stale = true;
  if (loading) return;
  loading = true;
  try {
    while (stale) {
      stale = false;
      await receive(await fetch(location.href, { headers: headers() }));
    }
  } catch {
    offline(true);
  } finally {
    loading = false;
  }
}

// send posts a form with what was pressed in it, and shows what came of it.
// What is pressed while the form is being sent waits its turn; the same once
// more is a double click.
const sending = new WeakMap(); // by form: what is sent, and when it has been
export async function send(form, data) {
  const body = String(new URLSearchParams(data));
  const before = sending.get(form);
  if (before?.body === body) return false;
  const sent = (before?.done ?? Promise.resolve()).then(() => post(form, body, data.get("do") === "submit"));
  const mine = { body, done: sent };
  sending.set(form, mine);
  const ok = await sent;
  if (sending.get(form) === mine) sending.delete(form);
  return ok;
}

async function post(form, body, submits) {
  form.setAttribute("aria-busy", "true");
  try {
    const headed = { ...headers(), "Content-Type": "application/x-www-form-urlencoded" };
    await receive(await fetch(form.getAttribute("action"), { method: "POST", body, headers: headed }));
    if (submits) $("modal")?.querySelector(".wrong :is(input:not([type=hidden]), select, textarea)")?.focus();
    return true;
  } catch {
    offline(true);
    return false;
  } finally {
    form.removeAttribute("aria-busy");
  }
}

async function receive(response) {
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  offline(false);
  const where = new URL(response.url);
  if (where.pathname !== location.pathname) {
    location.assign(where.pathname);
    return;
  }
  show(new DOMParser().parseFromString(text, "text/html"));
}

function show(next) {
  const pinned = atNewest();
  const before = new Set(articles(document).map((a) => a.id));
  const focused = document.activeElement?.closest("article")?.id;
  document.title = next.title;
  const closes = $("modal") && !next.getElementById("modal");
  if (closes) $("modal").close();
  for (const id of regions) morph($(id), next.getElementById(id));
  openModal();
  announce(before);
  if (pinned) toNewest();
  if (closes) (opener?.isConnected ? opener : $("main")).focus({ preventScroll: true });
  else if (focused && document.activeElement === document.body) refocus($(focused));
  document.dispatchEvent(new Event("drawn"));
}

const articles = (root) => [...root.querySelectorAll("article.post")];

function refocus(article) {
  if (!article) return;
  article.tabIndex = -1;
  article.focus({ preventScroll: true });
}

// announce reads the newest message to those who do not see it come.
function announce(before) {
  const fresh = articles(document).filter((a) => !before.has(a.id) && a.dataset.announce);
  if (fresh.length) $("announcer").textContent = fresh.at(-1).dataset.announce;
}

// atNewest is whether somebody looks at the newest message, so that they want
// to see the next one come.
function atNewest() {
  const list = $("messages");
  return !list || list.scrollTop === placed || list.scrollHeight - list.scrollTop - list.clientHeight < 80;
}

// toNewest leads to the newest message: to its end, or to its beginning where
// it is longer than the screen.
let placed; // where that was
function toNewest() {
  const list = $("messages");
  if (!list) return;
  list.scrollTop = list.scrollHeight;
  const newest = articles(list).at(-1);
  if (newest?.offsetHeight > list.clientHeight) newest.scrollIntoView();
  placed = list.scrollTop;
}

// openModal shows the dialog that the server put into the document as a modal
// one, and leads into the form that is new in it.
let shown;
let opener; // what had the focus before
export function openModal() {
  const dialog = $("modal");
  const form = dialog?.querySelector("form");
  if (dialog && !dialog.matches(":modal")) {
    opener = document.activeElement;
    dialog.removeAttribute("open");
    dialog.showModal();
    shown = undefined;
  }
  if (form && form.id !== shown) {
    const first = dialog.querySelector("[autofocus]") ?? dialog.querySelector(".modal-body :is(input:not([type=hidden]), textarea, select, button)");
    (first ?? dialog.querySelector(".foot .primary, .foot button")).focus();
  }
  shown = form?.id;
}

function offline(is) {
  $("offline").textContent = is ? "The workspace does not answer. Trying again…" : "";
}

// A browser opens only a few connections to one server, so that tabs in the
// background look for news now and then instead of holding one.
let events;
let glances;
function follow() {
  events?.close();
  clearInterval(glances);
  if (document.hidden) {
    glances = setInterval(refresh, 5000);
    return;
  }
  events = new EventSource(document.body.dataset.events);
  events.onmessage = refresh;
  events.onerror = () => offline(true);
}

document.addEventListener("visibilitychange", follow);
addEventListener("pagehide", () => events?.close());
addEventListener("pageshow", (event) => { if (event.persisted) follow(); });

openModal();
toNewest();
follow();

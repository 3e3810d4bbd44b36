// Makes one piece of the document look like a newer one without replacing what
// stays: focus, scrolling and whatever somebody is typing survive.

// What the scripts change by themselves; the server has no say in it.
const ours = new Set(["data-upward", "tabindex", "open", "hidden", "aria-expanded", "aria-activedescendant", "aria-selected", "aria-busy"]);

export function morph(from, to) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.data !== to.data) from.data = to.data;
    return;
  }
  const restore = keepEntry(from, to);
  morphAttributes(from, to);
  if (from.localName !== "textarea") morphChildren(from, to);
  restore();
}

function morphAttributes(from, to) {
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !ours.has(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value && !ours.has(name)) from.setAttribute(name, value);
  }
}

// Children with an ID are found again wherever they have moved to; others are
// matched in order.
function morphChildren(from, to) {
  const known = new Map();
  for (const child of from.children) if (child.id) known.set(child.id, child);
  const wanted = new Set([...to.children].map((child) => child.id));
  let at = from.firstChild;
  for (const next of [...to.childNodes]) {
    while (at && at.id && !wanted.has(at.id)) at = drop(at);
    const same = next.id ? known.get(next.id) : at;
    while (next.id && same && at && at !== same && !wanted.has(at.id)) at = drop(at); // moving what has the focus would lose it
    if (!same || !alike(same, next)) {
      from.insertBefore(document.importNode(next, true), at);
      continue;
    }
    if (same === at) at = at.nextSibling;
    else from.insertBefore(same, at);
    morph(same, next);
  }
  while (at) at = drop(at);
}

function drop(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function alike(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "") && a.type === b.type;
}

// keepEntry returns what to do with a field afterwards: it follows the server
// only if nobody has touched it.
function keepEntry(from, to) {
  switch (from.localName) {
    case "textarea":
    case "input": {
      if (from.type === "hidden") return () => {};
      if (from.type === "checkbox" || from.type === "radio") {
        const untouched = from.checked === from.defaultChecked;
        return () => { if (untouched) from.checked = to.defaultChecked; };
      }
      const untouched = from.value === from.defaultValue;
      const typed = from.value;
      return () => {
        if (from.localName === "textarea" && from.defaultValue !== to.defaultValue) from.defaultValue = to.defaultValue;
        const wanted = untouched ? to.defaultValue : typed;
        if (from.value !== wanted) from.value = wanted;
      };
    }
    case "select": {
      const untouched = chosen(from).join() === chosenAtFirst(from).join();
      const picked = untouched ? chosenAtFirst(to) : chosen(from);
      return () => { for (const option of from.options) option.selected = picked.includes(option.value); };
    }
  }
  return () => {};
}

const chosen = (select) => [...select.selectedOptions].map((option) => option.value);

function chosenAtFirst(select) {
  const marked = [...select.options].filter((option) => option.defaultSelected).map((option) => option.value);
  return marked.length || select.multiple || !select.options.length ? marked : [select.options[0].value];
}

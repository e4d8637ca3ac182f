// Small helpers for the page's elements.

export const find = (id) => document.getElementById(id);

/// An element with attributes, listeners ("onclick") and children.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/// Writes a text only where it differs, so that screen readers hear changes and nothing else.
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/// Calls `action` once, so long after the last time it was asked to.
export function settled(action, delay_ms) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, delay_ms);
  };
}

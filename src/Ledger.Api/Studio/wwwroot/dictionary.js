// Puts the studio's English labels into Spanish, in the page. Blazor writes its texts and never reads them back, so a text
// may be exchanged after it was written; when Blazor writes it again, it is exchanged again, before it is painted.
import { page } from './page.js';

const attributes = ['placeholder', 'title', 'aria-label', 'alt', 'label', 'data-label', 'data-tooltip'];
const misses = new Set();
const mine = new WeakMap();
let skip = '';
let texts = new Map();
let patterns = [];
let closed = [];

/** Loads the dictionary and exchanges what is on the page and what comes. */
export async function startDictionary(root = document.body) {
  use(await (await fetch(`${page.own}dictionary.es.json`)).json());
  new MutationObserver(changed).observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes });
  walk(root);
}

/**
 * Takes a dictionary.
 * @param {{skip: string[], texts: object, patterns: object, closed: object}} dictionary
 *   texts: label → label. patterns: label with {0} {1} … → the same with them; {0#} stands for digits.
 *   closed: selector → the only texts that hold inside it, because what else stands there was written by people or the server:
 *   a variable named State keeps its name. skip: selectors of what is not looked at.
 */
export function use(dictionary) {
  misses.clear();
  skip = ['[data-ours]', 'script', 'style', 'textarea', '[contenteditable]', '.monaco-editor', 'code', 'pre', ...(dictionary.skip ?? [])].join(',');
  texts = new Map(Object.entries(dictionary.texts ?? {}));
  patterns = Object.entries(dictionary.patterns ?? {}).map(([from, to]) => [expression(from), to]);
  closed = Object.entries(dictionary.closed ?? {}).map(([selector, entries]) => [selector, new Map(Object.entries(entries))]);
}

function expression(label) {
  const parts = label.split(/(\{\d#?\})/).map(part =>
    /^\{\d\}$/.test(part) ? '(.+?)' : /^\{\d#\}$/.test(part) ? '(\\d+)' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('')}$`, 's');
}

function changed(records) {
  for (const record of records) {
    if (record.type === 'characterData') {
      if (!isSkipped(record.target.parentElement)) exchangeText(record.target);
    } else if (record.type === 'attributes') {
      if (!isSkipped(record.target)) exchangeAttribute(record.target, record.attributeName);
    } else {
      for (const node of record.addedNodes) {
        if (node.isConnected && !isSkipped(node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)) walk(node);
      }
    }
  }
}

function isSkipped(element) {
  return element === null || element.closest(skip) !== null;
}

function walk(root) {
  if (root.nodeType === Node.TEXT_NODE) {
    exchangeText(root);
    return;
  }
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  exchangeAttributes(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, node =>
    node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT : node.matches(skip) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) exchangeText(node);
    else exchangeAttributes(node);
  }
}

function exchangeAttributes(element) {
  // What a select shows while nothing of its list is chosen. Nobody types into it and Blazor does not read it.
  if (element.matches('input.mud-select-input[readonly]')) {
    const found = find(element.value, element);
    if (found !== null && found !== element.value) element.value = found;
  }
  for (const name of attributes) {
    if (element.hasAttribute(name)) exchangeAttribute(element, name);
  }
}

function exchangeAttribute(element, name) {
  const value = element.getAttribute(name);
  if (value === null || mine.get(element)?.[name] === value) return;
  const found = find(value, element);
  if (found === null || found === value) return;
  const written = mine.get(element) ?? {};
  written[name] = found;
  mine.set(element, written);
  element.setAttribute(name, found);
}

function exchangeText(node) {
  const value = node.data;
  if (value.length > 400 || mine.get(node) === value) return;
  const found = find(value, node.parentElement);
  if (found === null || found === value) return;
  mine.set(node, found);
  node.data = found;
}

// The text with the spaces around it kept; null when the dictionary has none.
function find(value, element) {
  const label = value.trim();
  if (label === '') return null;
  const when = time(label);
  if (when !== null) return value.replace(label, () => when);
  const only = closed.find(([selector]) => element?.closest(selector));
  const found = only === undefined ? texts.get(label) : only[1].get(label);
  if (found !== undefined) return value.replace(label, () => found);
  if (only !== undefined || misses.has(label)) return null;
  for (const [pattern, to] of patterns) {
    const match = pattern.exec(label);
    if (match) return value.replace(label, () => to.replace(/\{(\d)\}/g, (_, index) => match[Number(index) + 1] ?? ''));
  }
  if (misses.size > 5000) misses.clear();
  misses.add(label);
  return null;
}

// The studio writes times as in the United States. Its culture is left alone, because it also writes them so into definitions.
function time(label) {
  if (label.length > 24) return null;
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2})(:\d\d(?::\d\d)?)\s(AM|PM)$/.exec(label);
  if (match === null) return null;
  const [, month, day, year, hour, rest, half] = match;
  return `${day.padStart(2, '0')}-${month.padStart(2, '0')}-${year} ${String(hour % 12 + (half === 'PM' ? 12 : 0)).padStart(2, '0')}${rest}`;
}

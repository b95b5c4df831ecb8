// Ledger's own activities have their own icon and colour in the toolbox and on the canvas; the studio knows only those of
// Elsa and draws a cube for all others. Elements are only marked with the activity they stand for, which Blazor does not
// mind; a style sheet does the rest. The drawings are Ledger's own.
import { api } from './session.js';

const drawings = {
  person: '<circle cx="12" cy="8" r="4"/><path d="M4 21c0-4 3.6-7 8-7s8 3 8 7"/>',
  enter: '<path d="M6 3h8l4 4v14H6z"/><path d="M12 10v8M8 14h8"/>',
  read: '<path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7z"/><circle cx="12" cy="12" r="3"/>',
  authorize: '<circle cx="12" cy="12" r="9"/><path d="M8 12.5l3 3 5-6"/>',
  withdraw: '<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>',
  funds: '<path d="M4 8h16v12H4zM4 8l11-4v4"/><path d="M15 14h1"/>',
  pay: '<path d="M2 6h20v12H2z"/><circle cx="12" cy="12" r="3"/>',
  annul: '<circle cx="12" cy="12" r="9"/><path d="M9 9l6 6M15 9l-6 6"/>',
  delete: '<path d="M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6"/>',
  import: '<path d="M12 3v11M8 10l4 4 4-4M4 15v5h16v-5"/>',
  watch: '<circle cx="11" cy="11" r="7"/><path d="M16.5 16.5L21 21M11 8v4l2.5 1.5"/>',
  assign: '<path d="M3 6h7v12H3zM10 12h11M17 8l4 4-4 4"/>',
  request: '<path d="M4 4h16v12H9l-5 4z"/><path d="M9 10h6"/>',
  book: '<path d="M4 5a2 2 0 0 1 2-2h14v18H6a2 2 0 0 1-2-2z"/><path d="M8 3v18M12 8h4M12 12h4"/>',
  mail: '<path d="M3 6h18v12H3z"/><path d="M3 7l9 6 9-6"/>',
  undo: '<path d="M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3"/>',
};

const mark = 'data-ledger-activity';

/** Marks what stands on the stage now and what comes. Without the list of activities the cubes stay. */
export async function startIcons(stage) {
  let own;
  try {
    own = (await api('/api/activities')).filter(activity => drawings[activity.icon] !== undefined);
  } catch (error) {
    console.warn('The icons of the activities are missing:', error);
    return;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(own.map(rulesOf).join('\n'));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const types = new Set(own.map(activity => activity.typeName));
  const names = new Map(own.map(activity => [activity.name, activity.typeName]));
  let waiting = false;
  const sweep = () => {
    waiting = false;
    markAll(stage, types, names);
  };
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(sweep);
  }).observe(stage, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['activity-json', 'id'] });
  sweep();
}

function rulesOf({ typeName, icon, color }) {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${drawings[icon]}</svg>`;
  const image = `url("data:image/svg+xml,${encodeURIComponent(drawing)}") center / contain no-repeat`;
  const it = `[${mark}="${CSS.escape(typeName)}"]`;
  const icons = [`.x6-node${it} .activity-icon svg.mud-icon-root`, `.embedded-port${it} svg.mud-icon-root`, `.mud-paper${it} svg.mud-icon-root`];
  return `
    .x6-node${it} .elsa-activity { --elsa-activity-accent: ${color} !important; }
    .x6-node${it} .elsa-designer-port-circle { stroke: ${color}; }
    .x6-node${it} .x6-port-out .elsa-designer-port-circle { fill: ${color}; }
    .mud-paper${it} { border-left-color: ${color} !important; }
    ${icons.join(', ')} { background: currentColor; -webkit-mask: ${image}; mask: ${image}; }
    ${icons.map(one => one + ' > *').join(', ')} { display: none; }`;
}

function markAll(stage, types, names) {
  for (const wrapper of stage.querySelectorAll('elsa-activity-wrapper')) {
    const json = wrapper.getAttribute('activity-json');
    if (json === null || wrapper.ledgerRead === json) continue;
    wrapper.ledgerRead = json;
    const activity = JSON.parse(json);
    set(wrapper.closest('.x6-node'), types.has(activity.type) ? activity.type : null);
  }
  for (const slot of stage.querySelectorAll('.embedded-port[id^="activity-"]')) {
    const outer = slot.closest('elsa-activity-wrapper')?.getAttribute('activity-json');
    const type = outer == null ? null : typeOf(JSON.parse(outer), slot.id.slice('activity-'.length));
    set(slot, types.has(type) ? type : null);
  }
  for (const tool of stage.querySelectorAll('.mud-paper[draggable="true"]')) set(tool, names.get(tool.textContent.trim()) ?? null);
}

function typeOf(value, id) {
  if (value === null || typeof value !== 'object') return null;
  if (value.id === id && typeof value.type === 'string') return value.type;
  for (const member of Object.values(value)) {
    const found = typeOf(member, id);
    if (found !== null) return found;
  }
  return null;
}

function set(element, type) {
  if (element === null || element.getAttribute(mark) === type) return;
  if (type === null) element.removeAttribute(mark);
  else element.setAttribute(mark, type);
}

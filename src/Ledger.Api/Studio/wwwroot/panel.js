// The frame at the right of a definition or an instance: it can be folded, and remembers that. What is in it comes from a module.
import { element, fill, language, text } from './page.js';
import { api, can } from './session.js';
import { selectActivity } from './canvas.js';
import { toast } from './toast.js';

const box = document.getElementById('panel');
const remembered = 'ledger.studio.panel';
let content = null;
let turn = 0;

/** Shows the frame and mounts the module's panel in it. */
export async function openPanel(name, module, id) {
  const mine = ++turn;
  const inside = element('div', { class: 'panel-content' });
  const fold = element('button', { type: 'button', class: 'fold', 'aria-controls': 'panel-content', onclick: () => foldByHand() });
  fill(box, element('header', {}, fold, element('h2', {}, text(`panel.${name}`))), inside);
  inside.id = 'panel-content';
  box.setAttribute('aria-label', text(`panel.${name}`));
  box.hidden = false;
  // On a small screen the canvas comes first.
  foldPanel((localStorage.getItem(remembered) ?? (innerWidth < 1600 ? 'folded' : 'open')) === 'folded');
  try {
    const loaded = await import(module);
    if (mine !== turn) return;
    content = loaded;
    await loaded.mount(inside, { id, api, text, language, can, toast, badge, select: selectActivity });
  } catch (error) {
    if (mine !== turn) return;
    console.error(error);
    fill(
      inside,
      element('p', { class: 'refusal', role: 'alert' }, `${text('panel.failed')} ${error.message}`),
      element('button', { type: 'button', onclick: () => { closePanel(); openPanel(name, module, id); } }, text('panel.retry')));
  }
}

/** A number on the frame that is seen also when it is folded. @param {'bad'|'warn'} kind */
function badge(count, kind) {
  const old = box.querySelector('.badge');
  const made = count > 0 && element('span', { class: `badge ${kind}`, title: text('panel.problems', count) }, String(count));
  old?.remove();
  if (made) box.querySelector('header')?.append(made);
}

/** Takes the panel away with the view it belongs to. */
export function closePanel() {
  turn++;
  content?.unmount?.();
  content = null;
  box.hidden = true;
  box.replaceChildren();
}

function foldByHand() {
  const isFolded = !box.classList.contains('folded');
  foldPanel(isFolded);
  localStorage.setItem(remembered, isFolded ? 'folded' : 'open');
}

function foldPanel(isFolded) {
  const fold = box.querySelector('.fold');
  box.classList.toggle('folded', isFolded);
  fold.textContent = isFolded ? '‹' : '›';
  fold.title = text(isFolded ? 'panel.open' : 'panel.close');
  fold.setAttribute('aria-label', fold.title);
  fold.setAttribute('aria-expanded', String(!isFolded));
  window.dispatchEvent(new Event('resize')); // the canvas takes the room
}

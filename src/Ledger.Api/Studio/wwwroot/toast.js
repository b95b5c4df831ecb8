// Short messages of our own panels.
import { element } from './page.js';

/** Says something for some seconds. @param {'info'|'success'|'error'} kind */
export function toast(message, kind = 'info') {
  const made = element('div', { class: `toast ${kind}` }, message);
  document.getElementById('toasts').append(made);
  setTimeout(() => made.remove(), kind === 'error' ? 10_000 : 5_000);
}

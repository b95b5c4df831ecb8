// What people see instead of Blazor's bare error bar: what failed, in their language, with the way out.
import { element, fill, text } from './page.js';
import { lastFailure } from './problems.js';

const bar = document.getElementById('blazor-error-ui');
const box = document.getElementById('failure');

/** Blazor shows its bar after every error nobody caught. */
export function watchFailures() {
  new MutationObserver(() => {
    if (bar.style.display === 'block') showFailure(lastFailure());
  }).observe(bar, { attributes: true, attributeFilter: ['style'] });
}

/** Shows a failure; null for an error of the studio itself. What the server refused is said as such: nothing broke, nothing changed. */
export function showFailure(error) {
  const refused = error?.status >= 400 && error.status < 500;
  const rows = [];
  if (error?.request && !refused) rows.push([text('failure.request'), error.request]);
  if (error?.traceId) rows.push([text('failure.trace'), error.traceId]);
  fill(
    box,
    element('h2', {}, text(refused ? 'failure.refused.title' : 'failure.title')),
    error?.message && element('p', { class: 'what' }, error.message),
    element('p', {}, text(refused ? 'failure.refused' : 'failure.detail')),
    rows.length > 0 && element('dl', {}, ...rows.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])),
    element(
      'p', { class: 'buttons' },
      element('button', { type: 'button', class: 'primary', onclick: () => location.reload() }, text('failure.retry')),
      element('button', { type: 'button', onclick: close }, text('failure.close'))));
  box.setAttribute('role', 'alertdialog');
  box.hidden = false;
}

function close() {
  box.hidden = true;
  bar.style.display = 'none';
}

// Ledger's bar over the studio.
import { page, language, element, fill, text } from './page.js';
import { company, me, signOut, switchCompany, switchLanguage } from './session.js';

const views = [['definitions', '/studio/definitions'], ['instances', '/studio/instances']];

export function drawBar() {
  fill(
    document.getElementById('bar'),
    element('a', { class: 'skip', href: '#stage', onclick: skip }, text('bar.skip')),
    element('a', { class: 'brand', href: '/' }, element('img', { src: `${page.own}icon.svg`, alt: '', width: 28, height: 28 }), 'Ledger'),
    element('nav', { 'aria-label': 'Ledger' }, ...views.map(([name, href]) => element('a', { href, 'data-view': name }, text(`bar.${name}`)))),
    element('span', { class: 'space' }),
    companies(),
    element('div', { class: 'languages', role: 'group', 'aria-label': text('bar.language') }, ...['es', 'en'].map(one =>
      element('button', { type: 'button', lang: one, 'aria-pressed': String(one === language), title: one === 'es' ? 'Español' : 'English', onclick: () => one !== language && switchLanguage(one) }, one.toUpperCase()))),
    element('span', { class: 'person', title: me.userName }, me.displayName),
    element('button', { type: 'button', class: 'sign-out', onclick: signOut }, text('bar.sign-out')));
}

/** Marks the part of the designer that is shown. */
export function markView(name) {
  for (const link of document.querySelectorAll('#bar nav a')) {
    if (name.startsWith(link.dataset.view.slice(0, -1))) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function companies() {
  if (me.companies.length < 2) return element('span', { class: 'company' }, company?.name ?? '');
  return element(
    'select', { class: 'company', 'aria-label': text('bar.company'), onchange: event => switchCompany(event.target.value) },
    company === null && element('option', { value: '', selected: true, disabled: true }, text('bar.company.choose')),
    ...me.companies.map(one => element('option', { value: one.id, selected: one.id === company?.id }, `${one.name} (${one.rut})`)));
}

// With <base href>, #stage alone would be another page.
function skip(event) {
  event.preventDefault();
  document.getElementById('stage').focus();
}

// The sign-in page: leads back to where the person wanted to go.
import { page, language, chooseLanguage, element, fill, text } from './page.js';
import { signInForm } from './sign-in-form.js';

const back = target(new URLSearchParams(location.search).get('return'));

if (page.me !== null) location.replace(back);
else show();

// Only a path of this host: //elsewhere and /\elsewhere are other hosts.
function target(wanted) {
  if (wanted === null) return '/';
  const url = new URL(wanted, location.origin);
  return url.origin === location.origin && wanted.startsWith('/') && url.pathname !== '/sign-in' ? url.pathname + url.search + url.hash : '/';
}

function show() {
  document.title = `${text('sign-in.title')} · Ledger`;
  const other = language === 'es' ? 'en' : 'es';
  fill(
    document.getElementById('sign-in'),
    element('p', { class: 'brand' }, element('img', { src: `${page.own}icon.svg`, alt: '', width: 40, height: 40 }), 'Ledger'),
    signInForm({ title: text('sign-in.title'), onDone: async () => location.replace(back) }),
    element('p', { class: 'languages' }, element('button', { type: 'button', class: 'link', lang: other, onclick: () => chooseLanguage(other) }, other === 'es' ? 'Español' : 'English')));
  document.querySelector('[autofocus]').focus();
}

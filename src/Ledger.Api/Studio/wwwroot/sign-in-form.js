// The form with which people sign in: the page's and the dialog's.
import { language, element, text } from './page.js';

/**
 * @param {{title: string, detail?: string, userName?: string, onDone: () => Promise<void>}} options
 * @returns {HTMLFormElement}
 */
export function signInForm({ title, detail, userName = '', onDone }) {
  const refusal = element('p', { class: 'refusal', role: 'alert', hidden: true });
  const name = element('input', { id: 'user-name', name: 'username', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', required: true, value: userName });
  const password = element('input', { id: 'password', name: 'password', type: 'password', autocomplete: 'current-password', required: true });
  const button = element('button', { type: 'submit', class: 'primary' }, text('sign-in.button'));
  (userName === '' ? name : password).setAttribute('autofocus', '');

  const form = element(
    'form', { class: 'sign-in-form', method: 'post', onsubmit: submit },
    element('h1', { id: 'sign-in-title' }, title),
    detail && element('p', { class: 'detail' }, detail),
    element('label', { for: 'user-name' }, text('sign-in.user')), name,
    element('label', { for: 'password' }, text('sign-in.password')), password,
    refusal, button);
  return form;

  async function submit(event) {
    event.preventDefault();
    refusal.hidden = true;
    button.disabled = true;
    form.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch('/api/auth/sign-in', {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'Content-Type': 'application/json', 'Accept-Language': language, 'X-Requested-With': 'ledger' },
        body: JSON.stringify({ userName: name.value.trim(), password: password.value }),
      });
      if (answer.ok) {
        await onDone();
        return;
      }
      const problem = await answer.json().catch(() => null); // an answer of something between here and the server
      refuse(problem?.detail ?? text('failure.status', answer.status));
    } catch {
      refuse(text('failure.network'));
    } finally {
      button.disabled = false;
      form.removeAttribute('aria-busy');
    }
  }

  function refuse(message) {
    refusal.textContent = message;
    refusal.hidden = false;
    password.value = '';
    password.focus();
  }
}

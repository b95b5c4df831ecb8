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
      if (problem?.code === 'auth.password-must-change') {
        const own = ownPasswordForm({ userName: name.value.trim(), password: password.value, onDone });
        form.replaceWith(own);
        own.querySelector('input[autofocus]').focus();
        return;
      }
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

// Who was given a password chooses the own one before anything else. The given one stays in this script, never in an address.
function ownPasswordForm({ userName, password, onDone }) {
  const refusal = element('p', { class: 'refusal', role: 'alert', hidden: true });
  const [first, again] = ['new-password', 'new-password-again'].map(id => element(
    'input', { id, name: id, type: 'password', autocomplete: 'new-password', maxlength: 200, required: true, 'aria-describedby': 'password-rules', oninput: showRules }));
  const button = element('button', { type: 'submit', class: 'primary' }, text('sign-in.first.button'));
  const rules = ['length', 'name', 'other', 'same'].map(rule => element('li', { 'data-rule': rule }, text(`sign-in.rule.${rule}`)));
  first.setAttribute('autofocus', '');
  const form = element(
    'form', { class: 'sign-in-form', method: 'post', 'data-first-password': true, onsubmit: submit },
    element('h1', { id: 'sign-in-title' }, text('sign-in.first.title')),
    element('p', { class: 'detail' }, text('sign-in.first.detail')),
    element('input', { name: 'username', autocomplete: 'username', value: userName, hidden: true, readonly: true }), // for what keeps passwords
    element('label', { for: 'new-password' }, text('sign-in.first.new')), first,
    element('label', { for: 'new-password-again' }, text('sign-in.first.again')), again,
    element('ul', { id: 'password-rules', class: 'rules' }, ...rules),
    refusal, button);
  showRules();
  return form;

  function kept() {
    const chosen = first.value;
    return {
      length: chosen.length >= 12,
      name: chosen !== '' && !chosen.toLowerCase().includes(userName.toLowerCase()),
      other: chosen !== '' && chosen !== password,
      same: chosen !== '' && chosen === again.value,
    };
  }

  function showRules() {
    const now = kept();
    rules.forEach(rule => rule.classList.toggle('kept', now[rule.dataset.rule]));
  }

  async function submit(event) {
    event.preventDefault();
    refusal.hidden = true;
    const broken = rules.filter(rule => !kept()[rule.dataset.rule]);
    if (broken.length > 0) {
      refuse(text('sign-in.first.broken', broken.map(rule => rule.textContent).join('; ')), broken.every(rule => rule.dataset.rule === 'same') ? again : first);
      return;
    }
    button.disabled = true;
    form.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch('/api/auth/first-password', {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'Content-Type': 'application/json', 'Accept-Language': language, 'X-Requested-With': 'ledger' },
        body: JSON.stringify({ userName, password, newPassword: first.value }),
      });
      if (answer.ok) {
        await onDone();
        return;
      }
      const problem = await answer.json().catch(() => null); // an answer of something between here and the server
      refuse(problem?.detail ?? text('failure.status', answer.status), first);
    } catch {
      refuse(text('failure.network'), first);
    } finally {
      button.disabled = false;
      form.removeAttribute('aria-busy');
    }
  }

  function refuse(message, input) {
    refusal.textContent = message;
    refusal.hidden = false;
    input.focus();
  }
}

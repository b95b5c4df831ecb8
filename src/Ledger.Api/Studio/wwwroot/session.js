// Who is signed in, for which company; the token the studio works with; what happens when the session ends.
import { page, language, element, text } from './page.js';
import { ProblemError, remember } from './problems.js';
import { saving } from './saves.js';
import { signInForm } from './sign-in-form.js';

const nativeFetch = window.fetch.bind(window);
const renewBefore = 90_000;
const idleAfter = 20 * 60_000;
const patience = [500, 1000, 2000, 4000, 8000];

// This window among those that may edit the same definition. Loaded anew it is the same; a copied tab is another.
const isReload = performance.getEntriesByType('navigation')[0]?.type === 'reload';
const editor = (isReload && sessionStorage.getItem('ledger.editor')) || (crypto.randomUUID?.() ?? String(Math.random()).slice(2));
sessionStorage.setItem('ledger.editor', editor);

export const me = page.me;

/** The company worked in, as long as this page lives; null while a person of several has chosen none. */
export const company = me.companies.find(one => one.id === me.companyId) ?? null;

/** Works in another company from now on. */
export async function switchCompany(id) {
  await api('/api/auth/company', { method: 'POST', body: { company: id }, withCookie: true });
  location.assign('/studio/definitions');
}

/** Remembers the person's language, and loads the page again in it. */
export async function switchLanguage(chosen) {
  await api('/api/auth/language', { method: 'POST', body: { language: chosen }, withCookie: true });
  location.reload();
}

/** True when the person has one of the roles in the company. */
export function can(...roles) {
  return company !== null && roles.some(role => company.roles.includes(role));
}

// --- the token ------------------------------------------------------------------------------------------------------------

let token = null;
let expires = 0;
let renewal = null;
let touched = performance.now();
const listeners = [];

for (const name of ['pointerdown', 'keydown', 'wheel']) {
  window.addEventListener(name, () => { touched = performance.now(); }, { passive: true, capture: true });
}

/** Calls back with each new token. */
export function onToken(listener) {
  listeners.push(listener);
}

/** A token that holds for some time yet. Asks for the password when the session has ended. */
export async function freshToken() {
  if (token !== null && Date.now() < expires - renewBefore) return token;
  renewal ??= renew().finally(() => { renewal = null; });
  return renewal;
}

async function renew() {
  const answer = await withCookie('/api/auth/studio-token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ editor }),
  });
  if (!answer.ok) throw await ProblemError.of(answer, 'POST /api/auth/studio-token');
  const given = await answer.json();
  token = given.accessToken;
  expires = Date.now() + given.expiresIn * 1000;
  for (const listener of listeners) listener(token);
  return token;
}

// Timers of hidden tabs are slow, so every request looks as well; this one keeps the token of a hub's connection young.
setInterval(() => {
  if (token !== null && Date.now() >= expires - renewBefore && performance.now() - touched < idleAfter) {
    freshToken().catch(remember);
  }
}, 30_000);

// --- requests ---------------------------------------------------------------------------------------------------------------

// As the page's session; signs in again when it has ended.
async function withCookie(path, options = {}) {
  for (;;) {
    const headers = new Headers(options.headers);
    headers.set('X-Requested-With', 'ledger');
    headers.set('Accept-Language', language);
    // Another tab may have gone on in another company since.
    if (company !== null) headers.set('X-Company', company.id);
    if (performance.now() - touched > idleAfter) headers.set('X-Idle', '1');
    const answer = await nativeFetch(path, { ...options, headers, credentials: 'same-origin' });
    if (answer.status !== 401) return answer;
    await signInAgain();
  }
}

// As the studio: with a token that holds, in the page's language. A 401 is met with a new token, which asks for the
// password when the session ended; a second one is the server's last word.
async function withToken(request) {
  for (let attempt = 0; ; attempt++) {
    const again = request.clone();
    again.headers.set('Authorization', `Bearer ${await freshToken()}`);
    again.headers.set('Accept-Language', language);
    const answer = await nativeFetch(again);
    if (answer.status !== 401 || attempt > 0) return answer;
    token = null;
  }
}

// What only asks is asked again for some seconds while the server is away, as when it is started anew.
async function patiently(request, address) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await withToken(request);
    } catch (error) {
      if (!(error instanceof TypeError) || attempt >= patience.length || !onlyAsks(request, address)) throw error;
      await new Promise(resolve => setTimeout(resolve, patience[attempt]));
      if (request.signal.aborted) throw error;
    }
  }
}

function onlyAsks(request, address) {
  return request.method === 'GET' || /\/(?:workflow-instances|journal|activity-executions\/report)$/.test(address.pathname);
}

/**
 * Ledger's API for our own panels: JSON in and out, as the same window as the studio.
 * @param {string} path such as `/api/instances/1`
 * @param {{method?: string, body?: unknown, headers?: object, signal?: AbortSignal, withCookie?: boolean}} options
 * @throws {ProblemError} for every answer that is not 2xx
 */
export async function api(path, { method = 'GET', body, headers, signal, withCookie: asPage = false } = {}) {
  const options = {
    method,
    signal,
    headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  };
  const answer = await (asPage ? withCookie(path, options) : withToken(new Request(path, options)));
  if (!answer.ok) throw await ProblemError.of(answer, `${method} ${path}`);
  const content = await answer.text();
  return content === '' ? null : JSON.parse(content);
}

function isSave(request, address) {
  return request.method === 'POST' && address.pathname.startsWith('/elsa/api/workflow-definitions');
}

/** Watches the studio's requests: none ends in a 401, and the last failure is remembered for the panel that tells of it. */
export function watchStudioRequests() {
  window.fetch = async (input, options) => {
    const address = new URL(input instanceof Request ? input.url : input, document.baseURI);
    if (address.origin !== location.origin || !address.pathname.startsWith('/elsa/')) return nativeFetch(input, options);
    const request = new Request(input, options);
    const name = `${request.method} ${address.pathname}`;
    try {
      const work = patiently(request, address);
      const answer = await (isSave(request, address) ? saving(work) : work);
      if (!answer.ok) remember(await ProblemError.of(answer.clone(), name));
      return answer;
    } catch (error) {
      if (error.name !== 'AbortError') remember(error instanceof ProblemError ? error : new ProblemError(0, { detail: text('failure.network') }, name));
      throw error;
    }
  };

  // A hub's socket carries the token in its address.
  const NativeSocket = window.WebSocket;
  window.WebSocket = class extends NativeSocket {
    constructor(address, protocols) {
      const url = new URL(address, location.href);
      if (token !== null && url.pathname.startsWith('/elsa/') && url.searchParams.has('access_token')) url.searchParams.set('access_token', token);
      super(url.href, protocols ?? []);
    }
  };
}

// --- the end of a session ----------------------------------------------------------------------------------------------------

let asking = null;

/** Asks for the password in a dialog over the page, which stays as it was; answers when the same person is signed in again. */
export function signInAgain() {
  asking ??= ask().finally(() => { asking = null; });
  return asking;
}

function ask() {
  return new Promise(resolve => {
    const dialog = element('dialog', { class: 'sign-in-dialog', 'data-ours': '', 'aria-labelledby': 'sign-in-title' });
    // Nothing else works without a session: Escape would leave the page waiting for ever.
    dialog.addEventListener('cancel', event => event.preventDefault());
    dialog.append(signInForm({
      title: text('session.ended'),
      detail: text('session.ended.detail'),
      userName: me.userName,
      onDone: async () => {
        const answer = await nativeFetch('/api/auth/me', { credentials: 'same-origin' });
        if (!answer.ok) return;
        if ((await answer.json()).userId !== me.userId) {
          location.reload(); // another person: nothing of the first one's page may stay
          return;
        }
        dialog.close();
        dialog.remove();
        touched = performance.now();
        resolve();
      },
    }));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Ends the session and goes to the sign-in page. */
export async function signOut() {
  await nativeFetch('/api/auth/sign-out', { method: 'POST', headers: { 'X-Requested-With': 'ledger' }, credentials: 'same-origin' });
  location.assign('/sign-in');
}

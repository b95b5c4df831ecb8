// Which element of the studio stands on the stage: by the path, with the browser's history.
import { isEmbedded, text } from './page.js';
import { markView } from './bar.js';
import { endLoading, viewLoading } from './loading.js';
import { closePanel, openPanel } from './panel.js';
import { savesSettled } from './saves.js';

const views = [
  { name: 'definitions', path: /^\/studio\/definitions\/?$/, tag: 'elsa-workflow-definition-list' },
  { name: 'definition', path: /^\/studio\/definitions\/([^/]+)$/, tag: 'elsa-workflow-definition-editor', key: 'definition-id', panel: './panel-definition.js' },
  { name: 'instances', path: /^\/studio\/instances\/?$/, tag: 'elsa-workflow-instance-list' },
  { name: 'instance', path: /^\/studio\/instances\/([^/]+)$/, tag: 'elsa-workflow-instance-viewer', key: 'instance-id', panel: './panel-instance.js' },
];

// The studio's own addresses, which it pushes into the history without showing anything else.
const itsOwn = [
  [/^(?:\/studio)?\/workflows\/definitions\/([^/]+)\/edit$/, '/studio/definitions/'],
  [/^(?:\/studio)?\/workflows\/instances\/([^/]+)\/view$/, '/studio/instances/'],
  [/^(?:\/studio)?\/workflows\/definitions$/, '/studio/definitions'],
  [/^(?:\/studio)?\/workflows\/instances$/, '/studio/instances'],
];

const pushState = history.pushState.bind(history);
const replaceState = history.replaceState.bind(history);
let endpoint;
let tokens;
let shown = null;
let changing = Promise.resolve();

export function startRouter(remoteEndpoint, freshToken) {
  endpoint = remoteEndpoint;
  tokens = freshToken;
  history.pushState = (state, title, address) => change(pushState, state, title, address);
  history.replaceState = (state, title, address) => change(replaceState, state, title, address);
  window.addEventListener('popstate', follow);
  document.addEventListener('click', clicked, true);
  follow();
}

/** Goes to a page of the designer. */
export function navigate(path) {
  if (path === location.pathname) return;
  if (isEmbedded) {
    window.top.location.assign(path);
    return;
  }
  pushState(null, '', path);
  // Blazor keeps the address for itself and would build the next one from the old; this is how it learns of it, and so do we.
  window.dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
}

function change(write, state, title, address) {
  if (address === undefined || address === null) return write(state, title, address);
  const url = new URL(address, document.baseURI);
  const ours = translate(url.pathname);
  if (ours !== null) {
    navigate(ours);
    return undefined;
  }

  // A list writes its page and filter into the address when it opens, sometimes into that of the view before. As a new
  // entry, "back" would lead to where it does so again.
  return views.some(view => view.path.test(url.pathname))
    ? replaceState(state, title, location.pathname + url.search)
    : write(state, title, address);
}

function translate(path) {
  for (const [pattern, start] of itsOwn) {
    const match = pattern.exec(path);
    if (match) return start + (match[1] ?? '');
  }
  return null;
}

// Links to pages of the designer change the stage, unless the person wants another tab.
function clicked(event) {
  const link = event.target.closest?.('a[href]');
  if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.target && link.target !== '_self') return;
  const url = new URL(link.href, document.baseURI);
  if (url.origin !== location.origin) return;
  const path = translate(url.pathname) ?? url.pathname;
  if (!views.some(view => view.path.test(path))) return;
  event.preventDefault();
  event.stopPropagation();
  navigate(path);
}

function follow() {
  const path = translate(location.pathname) ?? location.pathname;
  const view = views.find(one => one.path.test(path)) ?? views[0];
  const id = view.path.exec(path)?.[1];
  const wanted = { view, id: id === undefined ? undefined : decodeURIComponent(id) };
  changing = changing.then(() => show(wanted)).catch(error => console.error(error));
}

async function show(wanted) {
  if (shown !== null && shown.view === wanted.view && shown.id === wanted.id) return;
  const { view, id } = wanted;
  markView(view.name);
  document.title = `${view.key ? `${text(`title.${view.name}`)} ${id}` : text(`bar.${view.name}`)} · Ledger`;
  closePanel();
  if (shown !== null) {
    await savesSettled();
    viewLoading();
    await take(shown.element);
  }

  const made = document.createElement(view.tag);
  made.setAttribute('remote-endpoint', endpoint);
  made.setAttribute('access-token', await tokens());
  if (view.key) made.setAttribute(view.key, id);
  shown = { view, id, element: made };
  document.documentElement.dataset.view = view.name;
  document.getElementById('stage').replaceChildren(made);
  customElements.whenDefined(view.tag).then(() => {
    made.editWorkflowDefinition = definition => navigate(`/studio/definitions/${encodeURIComponent(definition)}`);
    made.viewWorkflowInstance = instance => navigate(`/studio/instances/${encodeURIComponent(instance)}`);
  });
  whenDrawn(made, endLoading);
  // Inside a run's page everything of the panel stands around it.
  if (view.panel && !isEmbedded) openPanel(view.name, view.panel, id);
}

function whenDrawn(made, done) {
  const observer = new MutationObserver(() => {
    if (made.childElementCount > 0) {
      observer.disconnect();
      done();
    }
  });
  observer.observe(made, { childList: true, subtree: true });
}

// Blazor disposes a removed element's component a second later, and two of them at once quarrel about the page's overlays:
// the old one's end would take them from the new one. Here it is disposed at once, and waited for.
async function take(made) {
  const component = made._addRootComponentPromise;
  made.remove();
  if (component === undefined) {
    // Not started yet; or another version of the package, which does it in its own time.
    if (customElements.get(made.localName) !== undefined) await pause(1600);
    return;
  }
  clearTimeout(made._disposalTimeoutHandle);
  made._isDisposed = true;
  await (await component).dispose();
  await pause(200); // what components end asynchronously
}

function pause(milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

// The code editor is 3.6 MB that few views need: it is loaded when one is made, or when nothing else is to do.
import { language, page } from './page.js';

const folder = `${page.package}_content/BlazorMonaco/lib/monaco-editor/min/vs`;
let ready = null;

export function loadMonacoLater() {
  // Read by the loader below.
  window.require = { paths: { vs: folder }, ...(language === 'es' ? { 'vs/nls': { availableLanguages: { '*': 'es' } } } : {}) };
  for (const space of Object.values(window.blazorMonaco)) {
    if (space === null || typeof space !== 'object' || Array.isArray(space)) continue;
    for (const [name, work] of Object.entries(space)) {
      if (typeof work === 'function') {
        space[name] = function waiting(...values) {
          // Nobody waits for the answer any more, and any answer would be wrong.
          const run = () => (!isGone(values[0]) ? work.apply(this, values) : name.startsWith('dispose') ? null : new Promise(() => {}));
          return window.monaco ? run() : loadMonaco().then(run);
        };
      }
    }
  }
}

// An editor whose place was taken from the page before it was made: its view was left meanwhile.
function isGone(id) {
  return typeof id === 'string' && id.startsWith('monaco-editor-') && document.getElementById(id) === null
    && !window.blazorMonaco.editors.some(holder => holder.id === id);
}

/** Loads it once. The editor of definitions makes a hidden one when it opens: that one waits until the canvas is drawn. */
export function loadMonaco() {
  ready ??= canvasDrawn().then(() => script(`${folder}/loader.js`).then(() => new Promise((resolve, reject) => window.require(['vs/editor/editor.main'], resolve, reject))));
  return ready;
}

// A blank canvas, or one that never comes, must not keep it away.
function canvasDrawn(patience = 8000) {
  const end = performance.now() + patience;
  return new Promise(resolve => {
    const look = () => (document.querySelector('#stage .x6-node') !== null || performance.now() > end ? setTimeout(resolve, 200) : setTimeout(look, 100));
    look();
  });
}

function script(address) {
  return new Promise((resolve, reject) => {
    const made = document.createElement('script');
    made.src = address;
    made.onload = resolve;
    made.onerror = () => reject(new Error(address));
    document.head.append(made);
  });
}

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
          return window.monaco ? work.apply(this, values) : loadMonaco().then(() => work.apply(this, values));
        };
      }
    }
  }
}

/** Loads it once. */
export function loadMonaco() {
  ready ??= script(`${folder}/loader.js`).then(() => new Promise((resolve, reject) => window.require(['vs/editor/editor.main'], resolve, reject)));
  return ready;
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

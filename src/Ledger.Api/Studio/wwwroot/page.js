// What the server wrote into the page: language, addresses, who is signed in, texts.
export const page = JSON.parse(document.getElementById('ledger').textContent);

export const language = page.language;

/** True when a page of Ledger shows this one inside itself: then there is no bar, and other views open in the whole window. */
export const isEmbedded = window.parent !== window && new URLSearchParams(location.search).has('embedded');

/** The text of a key in the page's language, with {0}, {1} … filled in. */
export function text(key, ...values) {
  const found = page.texts[key] ?? key;
  return values.length === 0 ? found : found.replace(/\{(\d)\}/g, (_, index) => values[index] ?? '');
}

/** Remembers a language in this browser and loads the page again in it: for those nobody knows yet. */
export function chooseLanguage(chosen) {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `ledger.language=${chosen}; path=/; max-age=31536000; samesite=lax${secure}`;
  location.reload();
}

/** An element: attributes by name, `on…` as listeners, children as nodes or texts. Never HTML. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, '');
    else made.setAttribute(key, value);
  }
  made.append(...children.filter(child => child !== undefined && child !== null && child !== false));
  return made;
}

/** The element, put as the only child. */
export function fill(container, ...children) {
  container.replaceChildren(...children.filter(child => child));
}

// Waits for what the editor still has to save before it is taken away: it saves half a second after a change.
const delay = 900;
let changed = -Infinity;
let underWay = 0;
const listeners = new Set();

for (const name of ['pointerup', 'keyup', 'drop']) {
  window.addEventListener(name, event => {
    if (event.target instanceof Element && event.target.closest('#stage, .mud-popover-provider, .mud-dialog-container')) changed = performance.now();
  }, { passive: true, capture: true });
}

window.addEventListener('beforeunload', event => {
  if (underWay > 0) event.preventDefault();
});

/** Counts a request that changes something. */
export async function saving(work) {
  underWay++;
  try {
    const answer = await work;
    if (answer.ok) for (const listener of listeners) listener();
    return answer;
  } finally {
    underWay--;
  }
}

/** Calls back after each save that was accepted; answers how to stop that. */
export function onSaved(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function savesSettled() {
  if (document.documentElement.dataset.view !== 'definition') return;
  const rest = changed + delay - performance.now();
  if (rest > 0) await pause(rest);
  for (let waited = 0; underWay > 0 && waited < 10_000; waited += 50) await pause(50);
}

function pause(milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

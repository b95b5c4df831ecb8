// What is shown before the studio draws anything: how much was downloaded, then that it starts.
import { text } from './page.js';

const box = document.getElementById('loading');
let timer = 0;

export function startLoading() {
  const [title, , percent] = box.children;
  title.textContent = text('loading.download');
  timer = setInterval(() => {
    // Blazor counts its files into this property.
    const done = parseFloat(document.documentElement.style.getPropertyValue('--blazor-load-percentage')) || 0;
    percent.textContent = `${Math.floor(done)} %`;
    if (done >= 100) title.textContent = text('loading.start');
  }, 100);
}

/** Between two views. */
export function viewLoading() {
  box.classList.add('between');
  box.children[0].textContent = text('loading.view');
  box.children[2].textContent = '';
  box.hidden = false;
}

export function endLoading() {
  clearInterval(timer);
  box.hidden = true;
}

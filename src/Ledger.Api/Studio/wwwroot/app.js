// Starts the page: requests are watched before Blazor makes the first one; the studio starts while the token is fetched.
import { page, isEmbedded, language, text } from './page.js';
import { company, watchStudioRequests, freshToken, onToken } from './session.js';
import { drawBar } from './bar.js';
import { startDictionary } from './dictionary.js';
import { showFailure, watchFailures } from './failure.js';
import { giveHotkeys } from './hotkeys.js';
import { loadMonacoLater } from './monaco.js';
import { startLoading, endLoading } from './loading.js';
import { startRouter } from './router.js';
import { startIcons } from './icons.js';
import { fitWhenDrawn } from './canvas.js';

const endpoint = location.origin + page.api;

document.documentElement.classList.toggle('embedded', isEmbedded);
if (!isEmbedded) drawBar();
if (company === null) {
  endLoading();
  document.getElementById('stage').textContent = text('bar.company.needed');
} else {
  await start();
}

async function start() {
  startLoading();
  watchFailures();
  watchStudioRequests();
  giveHotkeys();
  if (language === 'es') startDictionary();
  loadMonacoLater();
  const started = Blazor.start({ loadBootResource });
  try {
    handOver(await freshToken());
    onToken(handOver);
    startRouter(endpoint, freshToken);
    startIcons(document.getElementById('stage'));
    if (isEmbedded) fitWhenDrawn(document.getElementById('stage'));
    await started;
  } catch (error) {
    endLoading();
    showFailure(error);
  }
}

// The package's settings log four lines for every request, which costs more than the requests.
function loadBootResource(type, name) {
  return name.endsWith('appsettings.json') ? `${page.own}studio-settings.json` : null;
}

// The studio keeps address and token in one place, which the newest provider fills.
function handOver(token) {
  const provider = document.createElement('elsa-backend-provider');
  provider.setAttribute('remote-endpoint', endpoint);
  provider.setAttribute('access-token', token);
  const old = document.querySelectorAll('elsa-backend-provider');
  document.body.append(provider);
  for (const one of old) one.remove();
}

// Beside the editor: who else edits, what is wrong, the scenarios with their last result, the versions.
import { element, fill } from './page.js';
import { onSaved } from './saves.js';

const every = 15_000;
let stopped = null;

export async function mount(container, context) {
  const parts = ['editing', 'problems', 'scenarios', 'versions'].map(name => element('section', { class: name, hidden: true }));
  container.append(...parts);
  const [editing, problems, scenarios, versions] = parts;
  stopped = new AbortController();
  const { signal } = stopped;
  const show = () => Promise.all([
    showEditing(editing, context, signal), showProblems(problems, context, signal), showScenarios(scenarios, context, signal),
    showVersions(versions, context, signal)]);
  await show();

  // Quietly: what does not come now comes with the next save.
  const again = work => work.catch(error => { if (error.name !== 'AbortError') console.warn(error); });
  const timer = setInterval(() => document.visibilityState === 'visible' && again(showEditing(editing, context, signal)), every);
  const unlisten = onSaved(() => again(show()));
  signal.addEventListener('abort', () => { clearInterval(timer); unlisten(); });
}

export function unmount() {
  stopped?.abort();
  stopped = null;
}

async function showEditing(section, { id, api, text, language }, signal) {
  const found = await optional(api(`/api/definitions/${encodeURIComponent(id)}/editing`, { signal }));
  const others = (found?.editors ?? []).filter(one => !one.isYou);
  const times = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const mine = found?.editors?.find(one => one.isYou);
  fill(
    section,
    element('h3', {}, text('editing.title')),
    mine && !mine.isCurrent && element('p', { class: 'refusal', role: 'alert' }, text('editing.stale', found.changedBy ?? '', found.changedAt ? times.format(new Date(found.changedAt)) : '')),
    element('ul', {}, ...others.map(one => element(
      'li', {}, element('span', {}, one.userName), element('time', { datetime: one.seenAt }, text('editing.since', times.format(new Date(one.openedAt))))))));
  section.hidden = others.length === 0 && (mine?.isCurrent ?? true);
}

async function showProblems(section, { id, api, text, badge, select }, signal) {
  const found = await optional(api(`/api/definitions/${encodeURIComponent(id)}/problems`, { signal }));
  if (found === null) return;
  const items = found.items ?? found;
  fill(
    section,
    element('h3', {}, text('problems.title')),
    items.length === 0
      ? element('p', { class: 'nothing' }, text('problems.none'))
      : element('ul', {}, ...items.map(one => element(
        'li', { class: one.severity === 'Warning' ? 'warning' : 'error' },
        element('span', { class: 'tag' }, text(one.severity === 'Warning' ? 'problems.warning' : 'problems.error')),
        one.activityId && element('button', { type: 'button', class: 'link', onclick: () => select(one.activityId) }, one.activityName ?? one.activityId),
        element('span', { class: 'message' }, one.message)))));
  badge(items.length, items.some(one => one.severity !== 'Warning') ? 'bad' : 'warn');
  section.hidden = false;
}

async function showScenarios(section, context, signal) {
  show(await optional(context.api(address(context), { signal })));

  function show(found) {
    const { text, language } = context;
    const items = found?.items ?? [];
    const dates = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' });
    fill(
      section,
      element('h3', {}, text('scenarios.title')),
      found?.ranAt && element('p', { class: 'nothing' },
        text(found.isCurrent ? 'scenarios.ran' : 'scenarios.ran-before', dates.format(new Date(found.ranAt)), found.testedVersion, found.ranBy)),
      element('ul', {}, ...items.map(one => element(
        'li', { title: one.description },
        element('span', { class: `tag ${one.passed === null || one.passed === undefined ? '' : one.passed ? 'good' : 'bad'}` },
          text(one.passed === null || one.passed === undefined ? 'scenarios.not-run' : one.passed ? 'scenarios.passed' : 'scenarios.failed')),
        element('span', {}, one.name),
        ...(one.problems ?? []).map(problem => element('span', { class: 'message' },
          `${problem.place}${problem.line ? ` (${problem.line})` : ''}: ${problem.message}`))))),
      mayRun(context) && element('button', { type: 'button', onclick: event => run(event.currentTarget) }, text('scenarios.run')));
    section.hidden = items.length === 0;
  }

  async function run(button) {
    button.disabled = true;
    button.textContent = context.text('scenarios.running');
    try {
      const done = await context.api(`${address(context)}/run`, { method: 'POST', signal });
      show(done);
      const failed = done.items.filter(one => one.passed === false).length;
      context.toast?.(context.text(failed === 0 ? 'scenarios.all-passed' : 'scenarios.some-failed', failed), failed === 0 ? 'success' : 'error');
    } catch (error) {
      if (error.name === 'AbortError') return;
      context.toast?.(error.message, 'error');
      button.disabled = false;
      button.textContent = context.text('scenarios.run');
    }
  }
}

const address = context => `/api/definitions/${encodeURIComponent(context.id)}/scenarios`;

const mayRun = context => context.can('ProcessOwner') || context.can('Administrator');

async function showVersions(section, { id, api, text, language }, signal) {
  const query = new URLSearchParams({ versionOptions: 'AllVersions', DefinitionIds: id, OrderBy: 'Version', OrderDirection: 'Descending', Page: 0, PageSize: 10 });
  const found = await optional(api(`/elsa/api/workflow-definitions?${query}`, { signal }));
  if (found === null) return;
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' });
  fill(
    section,
    element('h3', {}, text('versions.title')),
    found.items.length === 0
      ? element('p', { class: 'nothing' }, text('versions.none'))
      : element('ul', {}, ...found.items.map(one => element(
        'li', {},
        element('span', {}, text('versions.version', one.version)),
        one.isPublished && element('span', { class: 'tag good' }, text('versions.published')),
        !one.isPublished && one.isLatest && element('span', { class: 'tag' }, text('versions.draft')),
        one.createdAt && element('time', { datetime: one.createdAt }, dates.format(new Date(one.createdAt)))))),
    found.totalCount > found.items.length && element('p', { class: 'nothing' }, text('versions.more', found.totalCount - found.items.length)));
  section.hidden = false;
}

// What this server does not have, or has not for this definition.
async function optional(work) {
  try {
    return await work;
  } catch (error) {
    if (error.status === 404 || error.status === 405) return null;
    throw error;
  }
}

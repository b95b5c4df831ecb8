// Beside the editor: the versions of a definition and what is wrong with it.
import { element, fill } from './page.js';

let stopped = null;

export async function mount(container, context) {
  const versions = element('section', { class: 'versions' });
  const problems = element('section', { class: 'problems' });
  container.append(problems, versions);
  stopped = new AbortController();
  await Promise.all([showVersions(versions, context), showProblems(problems, context)]);
}

export function unmount() {
  stopped?.abort();
  stopped = null;
}

async function showVersions(section, { id, api, text, language }) {
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' });
  const found = await optional(api(`/api/definitions/${encodeURIComponent(id)}/versions`, { signal: stopped.signal }));
  if (found === null) return;
  const items = found.items ?? found;
  fill(
    section,
    element('h3', {}, text('versions.title')),
    items.length === 0
      ? element('p', { class: 'nothing' }, text('versions.none'))
      : element('ul', {}, ...items.map(one => element(
        'li', {},
        element('span', {}, text('versions.version', one.version)),
        one.isPublished && element('span', { class: 'tag good' }, text('versions.published')),
        !one.isPublished && one.isLatest && element('span', { class: 'tag' }, text('versions.draft')),
        one.createdAt && element('time', { datetime: one.createdAt }, dates.format(new Date(one.createdAt)))))));
}

async function showProblems(section, { id, api, text }) {
  const found = await optional(api(`/api/definitions/${encodeURIComponent(id)}/problems`, { signal: stopped.signal }));
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
        element('span', {}, one.message)))));
}

// What this server does not have yet, or the person left meanwhile.
async function optional(work) {
  try {
    return await work;
  } catch (error) {
    if (error.name === 'AbortError' || error.status === 404 || error.status === 405) return null;
    throw error;
  }
}

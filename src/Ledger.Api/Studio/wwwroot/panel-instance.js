// Beside the viewer of an instance: how it stands, what failed and what to do about it, who is waited for, other versions.
import { element, fill } from './page.js';

const every = 3_000;
const ended = ['Finished', 'Cancelled'];
let stopped = null;

export async function mount(container, context) {
  stopped = new AbortController();
  const { signal } = stopped;
  const names = ['state', 'incidents', 'progress', 'tasks', 'versions', 'links', 'actions'];
  const parts = Object.fromEntries(names.map(name => [name, element('section', { class: name, hidden: true })]));
  container.append(...Object.values(parts));
  const view = { ...context, parts, signal, address: `/api/instances/${encodeURIComponent(context.id)}`, updatedAt: null, check: null, isBusy: false };
  view.refresh = () => show(view);
  await view.refresh();

  // Quietly: what does not come now comes with the next look.
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible' && !view.isBusy && !ended.includes(view.subStatus)) look(view);
  }, every);
  signal.addEventListener('abort', () => clearInterval(timer));
}

export function unmount() {
  stopped?.abort();
  stopped = null;
}

async function look(view) {
  view.isBusy = true;
  try {
    const state = await view.api(`/elsa/api/workflow-instances/${encodeURIComponent(view.id)}/execution-state`, { signal: view.signal });
    if (state.updatedAt !== view.updatedAt || view.hasProgress) await show(view, state.updatedAt);
  } catch (error) {
    if (error.name !== 'AbortError') console.warn(error);
  } finally {
    view.isBusy = false;
  }
}

async function show(view, updatedAt = null) {
  const found = await view.api(`${view.address}/overview`, { signal: view.signal });
  const { instance } = found;
  // The studio draws the version it opened: after a move, by whomever, it must open the other one.
  if (view.version !== undefined && view.version !== instance.version) location.reload();
  view.version = instance.version;
  view.updatedAt = updatedAt;
  view.subStatus = instance.subStatus;
  view.hasProgress = found.progress.length > 0;
  showState(view, found);
  // A choice somebody is making is not taken away by a redraw that brings nothing new.
  drawWhenNew(view, 'incidents', found.incidents, showIncidents);
  showProgress(view, found.progress);
  drawWhenNew(view, 'tasks', found.tasks, showTasks);
  drawWhenNew(view, 'versions', [instance.version, found.publishedVersion, found.moves, instance.subStatus], () => showVersions(view, found));
  drawWhenNew(view, 'links', [instance.parentInstanceId, found.children, found.childCount], () => showLinks(view, found));
  drawWhenNew(view, 'actions', instance.subStatus, () => showActions(view, instance));
  view.badge(found.incidents.length, 'bad');
}

function drawWhenNew(view, name, value, draw) {
  const section = view.parts[name];
  const now = JSON.stringify(value);
  if (section.dataset.drawn === now) return;
  section.dataset.drawn = now;
  draw(view, value);
}

function showState({ parts, text, language }, { instance, definitionName }) {
  const kind = { Finished: 'good', Faulted: 'bad' }[instance.subStatus] ?? '';
  const row = (label, ...value) => [element('dt', {}, label), element('dd', {}, ...value)];
  fill(
    parts.state,
    element('p', {}, element('span', { class: `tag ${kind}`, 'data-state': instance.subStatus }, text(`instance.${instance.subStatus}`))),
    element(
      'dl', {},
      ...row(text('instance.process'), element('a', { href: `/studio/definitions/${encodeURIComponent(instance.definitionId)}` }, definitionName), ` · ${text('instance.version', instance.version)}`),
      ...(instance.correlationId ? row(text('instance.key'), instance.correlationId) : []),
      ...row(text('instance.changed'), time(language, instance.updatedAt)),
      ...(instance.finishedAt && ended.includes(instance.subStatus) ? row(text('instance.ended'), time(language, instance.finishedAt)) : [])),
    element('p', { class: 'nothing' }, text('instance.started', instance.startedBy, words(language, instance.createdAt))));
  parts.state.hidden = false;
}

function showIncidents(view, incidents) {
  const { parts, text, language, can, select } = view;
  const may = can('ProcessOwner', 'Administrator');
  fill(
    parts.incidents,
    element('h3', {}, text('instance.incidents')),
    element('ul', {}, ...incidents.map(one => {
      const path = `${view.address}/incidents/${encodeURIComponent(one.id)}`;
      const outcome = element('select', { 'aria-label': text('instance.skip.by') }, ...one.outcomes.map(name => element('option', { value: name }, name)));
      return element(
        'li', { class: 'error', 'data-incident': one.id },
        one.activityId
          ? element('button', { type: 'button', class: 'link', onclick: () => select(one.activityId) }, one.activityName)
          : element('span', {}, text('instance.whole')),
        time(language, one.at),
        element('span', { class: 'message' }, one.message),
        may && element('span', { class: 'buttons' },
          button(text('instance.retry'), 'retry', () => act(view, `${path}/retry`, {}, text('instance.retried'))),
          one.outcomes.length > 0 && button(text('instance.skip'), 'skip', () => act(view, `${path}/skip`, { outcome: outcome.value }, text('instance.skipped'))),
          one.outcomes.length > 1 && element('label', {}, text('instance.skip.by'), ' ', outcome)));
    })));
  parts.incidents.hidden = incidents.length === 0;
}

function showProgress({ parts, text, language }, progress) {
  const numbers = new Intl.NumberFormat(language);
  fill(
    parts.progress,
    element('h3', {}, text('instance.progress')),
    element('ul', {}, ...progress.map(({ activityName, step }) => element(
      'li', {},
      element('span', {}, activityName),
      element('span', {}, step.total === null || step.total === undefined
        ? text('instance.progress.some', numbers.format(step.done))
        : text('instance.progress.of', numbers.format(step.done), numbers.format(step.total))),
      step.total && element('progress', { max: step.total, value: step.done, 'aria-label': activityName }),
      step.itemsPerSecond > 0 && element('span', { class: 'nothing' }, text('instance.progress.rate', numbers.format(step.itemsPerSecond))),
      step.secondsLeft && element('span', { class: 'nothing' }, text('instance.progress.left', duration(step.secondsLeft)))))));
  parts.progress.hidden = progress.length === 0;
}

function showTasks({ parts, text, language, select }, tasks) {
  fill(
    parts.tasks,
    element('h3', {}, text('instance.tasks')),
    element('ul', {}, ...tasks.map(one => element(
      'li', { 'data-task': one.id },
      element('button', { type: 'button', class: 'link', onclick: () => select(one.activityId) }, one.title),
      element('span', { class: 'message' },
        [one.candidateRoles.join(', '), one.candidateUserCount > 0 && text('instance.task.people', one.candidateUserCount)].filter(Boolean).join(' ')),
      element('span', { class: 'nothing' }, one.assigneeName ? text('instance.task.of', one.assigneeName) : text('instance.task.open')),
      one.dueAt && element('span', { class: 'nothing' }, text('instance.task.due', words(language, one.dueAt)))))));
  parts.tasks.hidden = tasks.length === 0;
}

function showVersions(view, { instance, publishedVersion, moves }) {
  const { parts, text, language, can } = view;
  const isBehind = publishedVersion !== null && publishedVersion !== undefined && publishedVersion > instance.version && !ended.includes(instance.subStatus);
  const place = element('div', { 'aria-live': 'polite' });
  fill(
    parts.versions,
    element('h3', {}, text('instance.moves')),
    isBehind && element('p', {}, text('instance.move.check', publishedVersion, instance.version)),
    isBehind && can('ProcessOwner', 'Administrator') && button(text('instance.move', publishedVersion), 'move', () => askToMove(view, place)),
    place,
    element('ul', {}, ...moves.map(one => element('li', {}, text('instance.move.was', one.fromVersion, one.toVersion, one.by, words(language, one.at))))));
  parts.versions.hidden = !isBehind && moves.length === 0;
}

async function askToMove(view, place) {
  const { text, select, signal } = view;
  const check = await tried(view, view.api(`${view.address}/move-check`, { signal }));
  if (check === null) return;
  const list = (findings, kind) => element('ul', {}, ...findings.map(one => element(
    'li', { class: kind },
    one.activityId && element('button', { type: 'button', class: 'link', onclick: () => select(one.activityId) }, one.activityName ?? one.activityId),
    element('span', { class: 'message' }, one.message))));
  fill(
    place,
    check.problems.length > 0 && element('p', { class: 'refusal', role: 'alert' }, text('instance.move.refused')),
    check.problems.length > 0 && list(check.problems, 'error'),
    check.isAllowed && check.warnings.length > 0 && element('p', {}, text('instance.move.warnings')),
    check.warnings.length > 0 && list(check.warnings, 'warning'),
    check.isAllowed && button(text('instance.move.yes'), 'move-yes', () => act(
      view, `${view.address}/move`, { versionId: check.toVersionId }, text('instance.moved', check.toVersion))),
    button(text('instance.no'), 'move-no', () => fill(place)));
}

function showLinks({ parts, text }, { instance, children, childCount }) {
  const link = id => element('a', { href: `/studio/instances/${encodeURIComponent(id)}` }, id);
  fill(
    parts.links,
    element('h3', {}, text('instance.links')),
    element(
      'ul', {},
      instance.parentInstanceId && element('li', {}, element('a', { href: `/studio/instances/${encodeURIComponent(instance.parentInstanceId)}` }, text('instance.parent', instance.parentInstanceId))),
      ...children.map(one => element('li', {}, link(one.id), element('span', {}, one.name ?? one.definitionId), element('span', { class: 'tag' }, text(`instance.${one.subStatus}`))))),
    childCount > children.length && element('p', { class: 'nothing' }, text('instance.children.more', childCount - children.length)));
  parts.links.hidden = !instance.parentInstanceId && children.length === 0;
}

function showActions(view, instance) {
  const { parts, text, can } = view;
  const may = can('Operator', 'ProcessOwner', 'Administrator') && !ended.includes(instance.subStatus);
  const place = element('div', {});
  const ask = () => fill(
    place,
    element('p', { role: 'alert' }, text('instance.cancel.sure')),
    button(text('instance.cancel.yes'), 'cancel-yes danger', () => act(view, `${view.address}/cancel`, {}, text('instance.cancelled'))),
    button(text('instance.no'), 'cancel-no', () => fill(place)));
  fill(parts.actions, may && button(text('instance.cancel'), 'cancel', ask), place);
  parts.actions.hidden = !may;
}

async function act(view, path, body, said) {
  if (await tried(view, view.api(path, { method: 'POST', body })) !== null) view.toast(said, 'success');
  await tried(view, view.refresh());
}

/** What a call answers; null when it was refused, which is said. */
async function tried(view, work) {
  try {
    return (await work) ?? {};
  } catch (error) {
    if (error.name === 'AbortError') return null;
    const reasons = (error.problem?.problems ?? []).map(one => one.message);
    view.toast([error.message, ...reasons].join(' '), 'error');
    return null;
  }
}

function button(label, name, onclick) {
  const made = element('button', { type: 'button', class: `action ${name}`, onclick: async () => {
    made.disabled = true; // said twice is done once
    try {
      await onclick();
    } finally {
      made.disabled = false;
    }
  } }, label);
  return made;
}

function time(language, value) {
  return element('time', { datetime: value }, words(language, value));
}

function words(language, value) {
  return new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' }).format(new Date(value));
}

function duration(seconds) {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = number => String(number).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

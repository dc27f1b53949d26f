/** The panel's own words for what it shows: one catalogue, so that another language can follow. Kubernetes' words are never changed. */
import type { Lane, Mark, Span } from '../../core/simulation.ts';
import { count, length, moment, safe } from './format.ts';
import type { Hit } from './hit.ts';
import type { Row } from './layout.ts';
import { momentText } from './scene/mark-lanes.ts';
import { isFailure } from './scene/probe-lane.ts';

/** What a span is: `running, not ready`, `back-off 80s`. */
export function spanTitle(span: Span, role?: Lane['role']): string {
  switch (span.state) {
    case 'running':
      return role === 'init' ? 'running' : 'running, not ready';
    case 'ready':
      return 'running and ready';
    case 'yes':
      return 'yes';
    case 'no':
      return 'no';
    case 'draining':
      return 'serving, terminating';
    case 'completed':
      return `exited with code ${span.exitCode ?? 0}`;
    case 'failed':
      return span.exitCode === undefined ? span.label : `exited with code ${span.exitCode}`;
    case 'backoff':
      return span.label.startsWith('back-off') || span.label === ''
        ? span.label || 'back-off'
        : `back-off, ${span.label}`;
    case 'terminating':
      return span.label.startsWith('terminating')
        ? span.label
        : `terminating${span.label === '' ? '' : `, ${span.label}`}`;
    case 'waiting':
      return span.label === '' ? 'waiting' : `waiting, ${span.label}`;
    case 'grace':
      return 'grace period';
    default:
      return span.label;
  }
}

export function markTitle(mark: Mark, lane: Lane): string {
  const threshold = lane.failureThreshold ?? 1;
  switch (mark.kind) {
    case 'probe-success':
      return 'succeeded';
    case 'probe-failure':
      return `failed, ${mark.count ?? 1} of ${threshold}`;
    case 'probe-threshold':
      return `failed, ${mark.count ?? threshold} of ${threshold}: threshold reached`;
    case 'sigterm':
      return 'SIGTERM';
    case 'sigkill':
      return 'SIGKILL';
    case 'killed':
      return mark.label ?? 'being stopped';
    case 'exit':
      return mark.value === 137 ? 'killed, exit 137' : `exit ${mark.value ?? 0}`;
    case 'restart':
      return momentText(mark, false);
    case 'event-normal':
      return mark.label ?? 'Normal';
    case 'event-warning':
      return `${mark.label ?? 'Event'}, Warning`;
    case 'expectation':
      return `${mark.label ?? 'expectation'}: ${mark.value === 0 ? 'not met' : 'met'}`;
    default:
      return mark.label ?? mark.kind;
  }
}

/** Name of a row where it stands alone: a probe is told with its container. */
export function rowTitle(row: Row): string {
  const base = row.base ? `, ${row.note}` : '';
  const of = row.lane.kind !== 'container' && row.lane.container !== undefined ? ` of ${row.lane.container}` : '';
  const kind = row.lane.kind === 'probe' ? ' probe' : '';
  return safe(`${row.name}${kind}${of}${base}`, 80);
}

export function hitTitle(hit: Hit): string {
  return hit.kind === 'span' ? spanTitle(hit.span, hit.row.lane.role) : markTitle(hit.mark, hit.row.lane);
}

/** `2m 00.4s – 2m 30.4s, 30s`, `since 24.3s`, `24.3s`. */
export function hitTimes(hit: Hit): string {
  if (hit.kind === 'mark') return moment(hit.mark.atMs);
  const { startMs, endMs, open } = hit.span;
  const lasted = `${moment(startMs)} – ${moment(endMs)}, ${length(endMs - startMs)}`;
  return open === true ? `${lasted}, still so at the end` : lasted;
}

/** A cell of the text twin: a whole sentence. */
export function sentence(hit: Hit): string {
  const name = rowTitle(hit.row);
  if (hit.kind === 'mark') return `${name}, ${safe(hitTitle(hit))}, at ${moment(hit.mark.atMs)}`;
  const { span } = hit;
  const end = span.open === true ? 'until the end of the run' : `to ${moment(span.endMs)}`;
  const restarts = hit.row.lane.kind === 'container' && (span.instance ?? 0) > 0 ? `, restart ${span.instance}` : '';
  return `${name}, ${safe(hitTitle(hit))}, from ${moment(span.startMs)} ${end}${restarts}`;
}

/** What a whole row says in numbers. */
export function rowSummary(row: Row): string {
  const { marks } = row.lane;
  if (row.lane.kind === 'probe') {
    const failed = marks.filter(isFailure).length;
    const reached = marks.filter((mark) => mark.kind === 'probe-threshold').length;
    return `${rowTitle(row)}, ${marks.length - failed} succeeded, ${failed} failed, threshold reached ${count(reached, 'time')}`;
  }
  if (row.lane.kind === 'events') {
    const warnings = marks.filter((mark) => mark.kind === 'event-warning').length;
    return `events, ${count(marks.length, 'Event')}, ${count(warnings, 'Warning')}`;
  }
  return rowTitle(row);
}

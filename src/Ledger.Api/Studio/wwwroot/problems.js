// Refusals of the server (RFC 9457) as errors, and the last one the studio met.
import { text } from './page.js';

export class ProblemError extends Error {
  constructor(status, problem, request) {
    super(problem?.detail ?? problem?.title ?? problem?.message ?? text('failure.status', status));
    this.name = 'ProblemError';
    this.status = status;
    this.code = problem?.code;
    this.traceId = problem?.traceId;
    this.problem = problem;
    this.request = request;
  }

  static async of(response, request) {
    let problem = null;
    try {
      problem = JSON.parse(await response.text());
    } catch {
      problem = null; // no JSON: the status says what there is to say
    }
    return new ProblemError(response.status, problem, request);
  }
}

let last = null;

/** Keeps a failure for the panel that Blazor's error shows. */
export function remember(error) {
  last = { error, at: performance.now() };
}

/** The failure of the last seconds; null when nothing failed (an error of the studio itself). */
export function lastFailure(seconds = 15) {
  return last && performance.now() - last.at < seconds * 1000 ? last.error : null;
}

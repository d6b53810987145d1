import { type Html, html } from '../report/html';
import type { Visit } from '../workflow/visits';
import type { RunStatus } from './runs';

/** How a state or an item stands, for the eye and the ear: the class of the style sheet, a sign, a word. */
export interface Look {
  readonly name: 'running' | 'done' | 'retried' | 'caught' | 'failed' | 'stopped' | 'waiting';
  readonly sign: string;
  readonly word: string;
}

const look = (name: Look['name'], sign: string, word: string): Look => ({ name, sign, word });

/** Every look, with those first that one of several states or items passes on to all of them. */
export const LOOKS = {
  failed: look('failed', '✕', 'failed'),
  running: look('running', '●', 'running'),
  stopped: look('stopped', '■', 'stopped with the run'),
  retried: look('retried', '↻', 'done after another try'),
  caught: look('caught', '↷', 'failed and caught'),
  done: look('done', '✓', 'done'),
  waiting: look('waiting', '·', 'not entered'),
} as const satisfies Record<Look['name'], Look>;

const ORDER = Object.keys(LOOKS) as Look['name'][];

const ofVisit = ({ outcome, failures }: Visit): Look['name'] =>
  outcome === 'done' && failures.length > 0 ? 'retried' : outcome;

/** The look of some visits together; of none, that of a state that was not entered. */
export const lookOf = (visits: readonly Visit[]): Look => {
  const names = visits.map(ofVisit);
  return LOOKS[ORDER.find((name) => names.includes(name)) ?? 'waiting'];
};

/** The look of a run. */
export const RUN_LOOKS: Readonly<Record<RunStatus, Look>> = {
  RUNNING: LOOKS.running,
  SUCCEEDED: look('done', '✓', 'succeeded'),
  FAILED: LOOKS.failed,
  ABORTED: look('stopped', '■', 'aborted'),
};

/** The sign of a look; what it means is said beside it. */
export const signOf = ({ name, sign }: Look): Html =>
  html`<span class="look ${name}" aria-hidden="true">${sign}</span>`;

/** Milliseconds as a person reads them: `0.72 s`, `3 min 20 s`. */
export const duration = (ms: number): string => {
  const seconds = ms / 1_000;
  return seconds < 100 ? `${seconds.toFixed(2)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
};

/** How long a visit lasted, up to now where it is at work. A state that failed ended with its last try. */
export const lengthOf = ({ enteredAtMs, leftAtMs, outcome, failures }: Visit, nowMs: number): number =>
  (leftAtMs ?? (outcome === 'running' ? nowMs : (failures.at(-1)?.atMs ?? enteredAtMs))) - enteredAtMs;

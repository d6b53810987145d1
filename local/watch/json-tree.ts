import { isRecord } from '../../lambdas/shared/domain/json';
import { type Html, html } from '../report/html';
import { counted } from '../report/words';

/** Members of an object or a list that are shown at most; the journal has the rest. */
const MOST_MEMBERS = 200;

/** Characters of a text that are shown at most. */
const MOST_CHARACTERS = 100_000;

/** A text that is longer, or has several lines, is folded. */
const LONGEST_LINE = 120;

/** Objects in objects that are shown at most. */
const DEEPEST = 12;

const textOf = (text: string): Html => {
  const shown = text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`;
  return html`<pre>${shown}</pre>`;
};

const leaf = (value: unknown): Html => {
  const kind = value === null ? 'null' : typeof value;
  return html`<span class="value ${kind}">${JSON.stringify(value) ?? 'undefined'}</span>`;
};

const named = (name: string): Html | null => (name === '' ? null : html`<span class="key">${name}</span> `);

const folded = (name: string, what: string, content: Html | Html[], isOpen: boolean): Html =>
  isOpen
    ? html`<details class="json" open><summary>${named(name)}<span class="size">${what}</span></summary>${content}</details>`
    : html`<details class="json"><summary>${named(name)}<span class="size">${what}</span></summary>${content}</details>`;

const members = (entries: readonly (readonly [string, unknown])[], depth: number): Html =>
  html`<ul>${entries.slice(0, MOST_MEMBERS).map(([key, value]) => html`<li>${tree(key, value, depth + 1)}</li>`)}${
    entries.length > MOST_MEMBERS ? html`<li class="note">and ${entries.length - MOST_MEMBERS} more</li>` : null
  }</ul>`;

/** What is in a value, in words. */
const sizeOf = (value: unknown[] | Record<string, unknown>): string =>
  Array.isArray(value) ? counted(value.length, 'item') : counted(Object.keys(value).length, 'member');

const tree = (name: string, value: unknown, depth: number, isOpen = false): Html => {
  if (typeof value === 'string' && (value.length > LONGEST_LINE || value.includes('\n')))
    return folded(name, `text of ${counted(value.length, 'character')}`, textOf(value), false);
  if (!Array.isArray(value) && !isRecord(value)) return html`${named(name)}${leaf(value)}`;
  const entries = Object.entries(value);
  if (entries.length === 0) return html`${named(name)}<span class="value">${Array.isArray(value) ? '[]' : '{}'}</span>`;
  if (depth > DEEPEST) return folded(name, sizeOf(value), textOf(JSON.stringify(value, null, 2)), false);
  return folded(name, sizeOf(value), members(entries, depth), isOpen);
};

/**
 * A value of JSON as a tree that one folds and unfolds. Everything in it is text, whatever it holds.
 *
 * @param name what it is, in front of it
 * @param isOpen whether its own members are seen at first
 */
export const jsonTree = (name: string, value: unknown, isOpen: boolean): Html => tree(name, value, 0, isOpen);

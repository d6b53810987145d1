import { type Html, html } from './html';

/** Rows of a table behind a chart that are shown at most; the warehouse has the rest. */
const MOST_ROWS = 400;

/** A table for those who do not see the chart, and for those who want its numbers. */
export const table = (
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Html => html`<table>
<thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${rows.slice(0, MOST_ROWS).map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table>${
  rows.length > MOST_ROWS
    ? html`<p class="note">The first ${MOST_ROWS} of ${rows.length} rows; openaq query shows them all.</p>`
    : null
}`;

interface FigureParts {
  readonly title: string;
  readonly subtitle: string;
  readonly body: Html;
  /** The table behind the chart. */
  readonly data: Html;
}

/** A chart with its title, and its numbers one click away. */
export const figure = ({ title, subtitle, body, data }: FigureParts): Html => html`<figure>
<figcaption><h3>${title}</h3><p>${subtitle}</p></figcaption>
${body}
<details><summary>Numbers of “${title}”</summary><div class="scroll" tabindex="0" role="region" aria-label="Numbers of ${title}">${data}</div></details>
</figure>`;

interface SectionLooks {
  /** Whether figures stand side by side where there is room, as those do of which there is one for each city. */
  readonly isGrid?: boolean;
  /** What is left out; an empty text is none. */
  readonly note?: string;
}

/** A part of the page; nothing without figures. */
export const section = (
  id: string,
  title: string,
  figures: readonly Html[],
  { isGrid = true, note = '' }: SectionLooks = {},
): Html | null =>
  figures.length === 0
    ? null
    : html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${note === '' ? null : html`<p class="left-out">${note}</p>`}<div class="${isGrid ? 'grid' : 'stack'}">${figures}</div></section>`;

/** A square of a legend, filled by a class of the style sheet or by a colour. */
export const swatch = (look: string, colour?: string): Html =>
  html`<svg class="swatch square" aria-hidden="true" viewBox="0 0 14 14">${
    colour === undefined
      ? html`<rect x="1" y="1" width="12" height="12" rx="2" class="${look}"/>`
      : html`<rect x="1" y="1" width="12" height="12" rx="2" fill="${colour}" class="${look}"/>`
  }</svg>`;

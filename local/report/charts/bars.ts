import { type Html, html } from '../html';
import type { Drawing } from './draw';

/** A bar that lies on its side, with its name before it and what it says behind it. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  readonly title: string;
  /** @default - the colour of a second line */
  readonly fill?: string;
}

interface BarLooks {
  /** Whether the bars have a row of the page for themselves, or stand beside others. */
  readonly isWide?: boolean;
  /** The end of the scale. @default - the longest bar */
  readonly highest?: number;
  /** Columns of pixels for the texts behind the bars. */
  readonly textWidth?: number;
}

const FONT_SIZE = 12;

const drawBars = (
  { Plot, draw }: Drawing,
  label: string,
  bars: readonly Bar[],
  width: number,
  looks: BarLooks,
): Html => {
  const marginLeft = width > 500 ? 260 : 176;
  return draw({
    label,
    width,
    height: bars.length * 26 + 10,
    marginLeft,
    marginRight: looks.textWidth ?? 56,
    marginTop: 4,
    marginBottom: 4,
    fontSize: FONT_SIZE,
    x: { axis: null, domain: [0, looks.highest ?? Math.max(...bars.map(({ value }) => value))] },
    y: { domain: bars.map((bar) => bar.label) },
    marks: [
      // A long name would leave the chart; its bar has it whole on touch, and the table.
      Plot.axisY({
        label: null,
        tickSize: 0,
        textOverflow: 'ellipsis',
        lineWidth: (marginLeft - FONT_SIZE) / FONT_SIZE,
      }),
      Plot.barX(bars, {
        x: 'value',
        y: 'label',
        fill: ({ fill }: Bar) => fill ?? 'var(--series-2)',
        // Above and below alone: at its ends it would shorten the bar.
        insetTop: 4,
        insetBottom: 4,
        title: 'title',
      }),
      Plot.text(bars, { x: 'value', y: 'label', text: 'text', textAnchor: 'start', dx: 5, fill: 'currentColor' }),
    ],
  } as Parameters<Drawing['draw']>[0]);
};

/** Draws bars one below the other, for a desk and for a phone. */
export const barChart = (drawing: Drawing, label: string, bars: readonly Bar[], looks: BarLooks = {}): Html =>
  looks.isWide
    ? html`<div class="wide">${drawBars(drawing, label, bars, 1040, looks)}</div><div class="narrow">${drawBars(drawing, label, bars, 380, looks)}</div>`
    : html`<div class="fluid">${drawBars(drawing, label, bars, 430, looks)}</div>`;

import { type Html, html, trusted, withoutSteering } from '../html';

/** Plot is an ES module, which this one can only import when it is called. */
type PlotModule = typeof import('@observablehq/plot', { with: { 'resolution-mode': 'import' }});

type PlotOptions = NonNullable<Parameters<PlotModule['plot']>[0]>;

/** Draws a chart as SVG. It takes the width as drawn; the page scales it. */
export type Draw = (options: PlotOptions & { readonly label: string; readonly fontSize: number }) => Html;

/** Observable Plot and a way to draw with it. */
export interface Drawing {
  readonly Plot: PlotModule;
  readonly draw: Draw;
}

/** What of an element of a document is used here: the types of a browser's are not loaded in Node. */
interface Drawn {
  readonly outerHTML: string;
  querySelectorAll(selector: string): Iterable<Drawn>;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  remove(): void;
}

/** Plot writes coordinates with all their digits; a tenth of a pixel is more than a screen shows. */
const withTenths = (svg: string): string =>
  svg.replace(/ (?:d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|transform)="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{2,}/g, (number) => String(Math.round(Number(number) * 10) / 10)),
  );

/**
 * Loads Plot and a document to draw in, a quarter of a second of work, hence not before a report is made. The
 * serializer of the document escapes what is text in a chart.
 */
export const loadDrawing = async (): Promise<Drawing> => {
  const [Plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom/worker')]);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const draw: Draw = ({ label, fontSize, ...options }) => {
    const svg = Plot.plot({ ...options, document: document as never }) as unknown as Drawn;
    // The page has one style sheet, whose hash its policy names, and no inline style.
    for (const style of svg.querySelectorAll('style')) style.remove();
    for (const styled of svg.querySelectorAll('[style]')) styled.removeAttribute('style');
    // A group without a role has no name (WAI-ARIA 1.2); the chart has one, and its numbers stand in a table.
    for (const group of svg.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
    svg.removeAttribute('font-family');
    svg.setAttribute('font-size', String(fontSize));
    svg.setAttribute('role', 'img');
    const drawn = withoutSteering(withTenths(svg.outerHTML));
    // The serializer leaves < and & in attributes as they are.
    return html`${trusted('<svg')} aria-label="${label}"${trusted(drawn.slice('<svg'.length))}`;
  };
  return { Plot, draw };
};

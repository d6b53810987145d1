/** Markup that is safe to put into a page. Only `html` and `trusted` make it. */
export interface Html {
  readonly markup: string;
}

type Value = Html | string | number | null | readonly Value[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What reorders the text around it (Unicode's bidirectional controls), and control characters but for line ends. */
const STEERING = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The text with a sign that something was there in place of each such character. */
export const withoutSteering = (text: string): string => text.replace(STEERING, '\ufffd');

/** Text as it stands between tags or in a quoted attribute. */
const escaped = (text: string): string =>
  withoutSteering(text).replace(/[&<>"']/g, (character) => ESCAPES[character] as string);

const markupOf = (value: Value): string => {
  if (value === null) return '';
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return 'markup' in value ? value.markup : value.map(markupOf).join('');
};

/** A template of markup in which every value is escaped that is not markup itself; null is nothing. */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Html => ({
  markup: parts.map((part, index) => part + (index < values.length ? markupOf(values[index] as Value) : '')).join(''),
});

/** Takes text for markup: what a serializer made, or a file of the project. */
export const trusted = (markup: string): Html => ({ markup });

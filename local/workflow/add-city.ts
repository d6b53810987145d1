import { readFileSync } from 'node:fs';
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { City } from '../../lambdas/shared/domain/city';
import { writeWhole } from '../folder/write-whole';
import { checkContext } from './synthesis';

/** The city cannot be written into the file, which stays as it is. The message says what to do instead. */
export class AddCityError extends Error {
  override readonly name = 'AddCityError';
}

/** Longest line of JSON in this project (biome.json). */
const LINE_WIDTH = 120;

/** The entry of a city as JSON: on one line where it fits behind the indentation, else a line for each value. */
export const cityJson = (city: City, indent = ''): string => {
  const values = Object.entries(city).map(([key, value]) => {
    const text = Array.isArray(value) ? `[${value.join(', ')}]` : JSON.stringify(value);
    return `${JSON.stringify(key)}: ${text}`;
  });
  const line = `{ ${values.join(', ')} }`;
  // A comma follows, or precedes.
  if (indent.length + line.length < LINE_WIDTH) return line;
  return `{\n${values.map((value) => `${indent}  ${value}`).join(',\n')}\n${indent}}`;
};

const citiesIn = (text: string): Node | undefined => {
  const root = parseTree(text);
  const cities = root && findNodeAtLocation(root, ['context', 'openaq', 'cities']);
  return cities?.type === 'array' ? cities : undefined;
};

/**
 * The text of a `cdk.json` with one city more, behind the last. Everything else stays as it is, blanks included.
 * @throws AddCityError when the file lists no city
 */
export const withCity = (text: string, city: City): string => {
  const last = citiesIn(text)?.children?.at(-1);
  if (last === undefined) {
    throw new AddCityError(
      'cdk.json lists no cities (context.openaq.cities), so the defaults Hanoi and Ho Chi Minh City hold: put a list with the entry above there',
    );
  }
  const end = last.offset + last.length;
  const before = text.slice(text.lastIndexOf('\n', last.offset) + 1, last.offset);
  const isOnOwnLine = /^\s*$/.test(before);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const added = isOnOwnLine ? `,\n${before}${cityJson(city, before)}` : `, ${cityJson(city)}`;
  return text.slice(0, end) + added.replaceAll('\n', eol) + text.slice(end);
};

/**
 * Writes a city into `cdk.json`, once the whole configuration with it has been found right by its schema.
 *
 * @throws AddCityError with every mistake of the configuration, or when the file lists no city; nothing is written then
 */
export const addCity = async (file: string, city: City): Promise<void> => {
  const text = readFileSync(file, 'utf8');
  const changed = withCity(text, city);
  const { context = {} } = JSON.parse(changed.replace(/^\ufeff/, '')) as { context?: Record<string, unknown> };
  try {
    await checkContext(context);
  } catch (cause) {
    throw new AddCityError(`cdk.json was not changed. ${(cause as Error).message}`, { cause });
  }
  writeWhole(file, changed);
};

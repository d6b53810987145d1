import { InvalidConfigurationError, readConfiguration } from '../../../lib/configuration';
import { CITY_MISTAKES } from './city-mistakes';
import type { MistakesAt } from './mistakes-at';
import { NETWORK_MISTAKES } from './network-mistakes';
import { PIPELINE_MISTAKES } from './pipeline-mistakes';
import { RESOURCE_MISTAKES } from './resource-mistakes';

/** The mistakes of all parts of the configuration. */
export const MISTAKES: readonly MistakesAt[] = [
  ...PIPELINE_MISTAKES,
  ...RESOURCE_MISTAKES,
  ...NETWORK_MISTAKES,
  ...CITY_MISTAKES,
];

const CITY = { name: 'Hanoi', country: 'VN', boundingBox: [105.28, 20.56, 106.02, 21.39] };

/** A configuration with one value at a path; `cities[0]` and `warehouse.allowedCidrs[0]` are elements of a list. */
export const withValue = (path: string, value: unknown): object => {
  if (path.startsWith('cities[0].')) return { cities: [{ ...CITY, [path.slice('cities[0].'.length)]: value }] };
  const list = path.endsWith('[0]');
  return path
    .replace('[0]', '')
    .split('.')
    .reverse()
    .reduce<unknown>((inner, name) => ({ [name]: inner }), list ? [value] : value) as object;
};

/** The lines of the refusal of a configuration; none when it is taken. */
export const mistakesOf = (context: unknown): string[] => {
  try {
    readConfiguration(context);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidConfigurationError)) throw error;
    return error.message.split('\n').slice(1);
  }
};

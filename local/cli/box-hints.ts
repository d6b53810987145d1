import type { City } from '../../lambdas/shared/domain/city';
import { quoteForShell } from '../workflow/laptop-place';
import type { Console } from './console';
import { countryName } from './country-name';

const hintOf = ({ name, country, boundingBox }: City): string => {
  // Not above: the second that the gazetteer takes is for a run that has such a city.
  const { likelierBox } = require('../gazetteer/box') as typeof import('../gazetteer/box');
  const other = likelierBox(boundingBox, country);
  const box = `[${boundingBox.join(', ')}]`;
  return other === undefined
    ? `${name}: npx openaq city ${quoteForShell(name)} --country ${country} shows where OpenAQ has stations`
    : `${name}: the box ${box} lies far from ${countryName(country)}; these look like latitude before longitude: try [${other.join(', ')}]`;
};

/** Says of each city in whose box a run found no station what may be wrong with the box. */
export const hintAtBoxes = (cities: readonly City[], withoutStation: readonly string[], console: Console): void => {
  for (const city of cities.filter(({ name }) => withoutStation.includes(name)))
    console.tagged('WARNING', hintOf(city));
};

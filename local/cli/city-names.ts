import type { City } from '../../lambdas/shared/domain/city';

/** Case, accents, spaces and hyphens make no difference: "Hà Nội" and "ha-noi" are "Hanoi". */
const { compare } = new Intl.Collator('en', { sensitivity: 'base', ignorePunctuation: true });

/** The configured name of the city that is meant, by that or by its displayName. */
export const findCity = (given: string, known: readonly Pick<City, 'name' | 'displayName'>[]): string | undefined => {
  const city =
    known.find(({ name }) => name === given) ??
    known.find(({ name }) => compare(name, given) === 0) ??
    known.find(({ displayName }) => displayName !== undefined && compare(displayName, given) === 0);
  return city?.name;
};

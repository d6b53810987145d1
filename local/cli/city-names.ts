/** Case, accents, spaces and hyphens make no difference: "Hà Nội" and "ha-noi" are "Hanoi". */
const { compare } = new Intl.Collator('en', { sensitivity: 'base', ignorePunctuation: true });

/** The name as it is configured. */
export const findCity = (given: string, known: readonly string[]): string | undefined =>
  known.find((name) => name === given) ?? known.find((name) => compare(name, given) === 0);

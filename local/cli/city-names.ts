/** What of a name is compared: its letters and digits without accents, so that "Hà Nội" and "ha-noi" are "hanoi". */
const keyOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replaceAll(/[^a-z0-9]/g, '');

const pairsOf = (key: string): string[] =>
  key.length < 2 ? [key] : Array.from({ length: key.length - 1 }, (_, at) => key.slice(at, at + 2));

/** From 0 to 1: twice the pairs of neighbouring letters that both have, over all pairs (Dice's coefficient). */
const likeness = (one: string, other: string): number => {
  const left = pairsOf(one);
  const right = pairsOf(other);
  const all = left.length + right.length;
  const shared = left.filter((pair) => {
    const at = right.indexOf(pair);
    if (at !== -1) right.splice(at, 1);
    return at !== -1;
  });
  return (2 * shared.length) / all;
};

/** The name as it is configured; upper and lower case, accents, spaces and hyphens make no difference. */
export const findCity = (given: string, known: readonly string[]): string | undefined =>
  known.find((name) => name === given) ?? known.find((name) => keyOf(name) === keyOf(given));

/** At most three names that a misspelt one may mean, the likeliest first. */
export const nearCities = (given: string, known: readonly string[]): string[] =>
  known
    .map((name) => ({ name, likeness: likeness(keyOf(given), keyOf(name)) }))
    .filter((candidate) => candidate.likeness >= 0.4)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, 3)
    .map(({ name }) => name);

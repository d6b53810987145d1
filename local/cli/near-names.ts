const pairsOf = (name: string): string[] =>
  Array.from(name.toLowerCase().slice(1), (letter, at) => `${name[at]?.toLowerCase()}${letter}`);

/** From 0 to 1: pairs of neighbouring letters that both have, over all pairs (Dice's coefficient). */
const likeness = (one: string, other: string): number => {
  const [left, right] = [pairsOf(one), pairsOf(other)];
  const shared = [...left.filter((pair) => right.includes(pair)), ...right.filter((pair) => left.includes(pair))];
  return shared.length / (left.length + right.length);
};

/** At most three names that a misspelt one may mean, the likeliest first. */
export const nearNames = (given: string, known: readonly string[]): string[] =>
  known
    .map((name) => ({ name, likeness: likeness(given, name) }))
    .filter((candidate) => candidate.likeness >= 0.4)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, 3)
    .map(({ name }) => name);

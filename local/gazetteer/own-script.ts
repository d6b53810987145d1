import { fold, withoutAccents } from './fold';
import type { Place } from './places';

/** Letters of the Vietnamese alphabet with their tones (Unicode's Vietnamese block U+1EA0 to U+1EF9, and Latin-1). */
const VIETNAMESE = /^[a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ '-]+$/i;

const marksIn = (name: string): number =>
  name.normalize('NFD').length - withoutAccents(name).length + (name.match(/đ/gi) ?? []).length;

/** GeoNames writes Vietnam's large cities without their marks; the one with the most that is otherwise the same is theirs. */
const vietnamese = ({ name, asciiName, otherNames }: Place): string[] =>
  [name, ...otherNames]
    .filter((other) => VIETNAMESE.test(other) && fold(other) === fold(asciiName))
    .sort((one, other) => marksIn(other) - marksIn(one))
    .slice(0, 1);

/** The signs of the two-byte rows of an encoding, from the first to the last. */
const signsOf = (encoding: string, firstRow: number, lastRow: number, firstCell: number): ReadonlySet<string> => {
  const decoder = new TextDecoder(encoding);
  const signs = new Set<string>();
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let cell = firstCell; cell <= 0xfe; cell += 1) signs.add(decoder.decode(Uint8Array.of(row, cell)));
  }
  return signs;
};

/** Ideographs in use: GB 2312 has the simplified ones (a part of GBK), Big5 the traditional, JIS X 0208 the Japanese. */
const IDEOGRAPHS: Readonly<Record<string, () => ReadonlySet<string>>> = {
  Hans: () => signsOf('gbk', 0xb0, 0xf7, 0xa1),
  Hant: () => signsOf('big5', 0xa4, 0xf9, 0x40),
  Jpan: () => signsOf('shift_jis', 0x88, 0xea, 0x40),
};

/** Names of ideographs, the shortest first: one with an ending such as "city" is longer. */
const ofIdeographs = ({ otherNames }: Place, signs: ReadonlySet<string>): string[] =>
  otherNames
    .filter((name) => /^\p{Script=Han}+$/u.test(name) && [...name].every((sign) => signs.has(sign)))
    .sort((one, other) => one.length - other.length);

const ofScript = ({ otherNames }: Place, script: string): string[] => {
  const letters = new RegExp(`^[\\p{Script=${script}}\\p{M}\\s'’-]+$`, 'u');
  return otherNames.filter((name) => letters.test(name));
};

/** Names in the script of a country: what to show where that is known, and everything there is to choose from. */
export interface OwnNames {
  /** Undefined where GeoNames has none, or several of which it does not say which language they are. */
  readonly displayName: string | undefined;
  readonly candidates: readonly string[];
}

/**
 * How a place is written where it is. GeoNames lists spellings without their languages, so what is in the script of the
 * country may be of a neighbour (Moscow has eleven in Cyrillic).
 *
 * @param typed what a person typed: a spelling that GeoNames has and ASCII has not is taken as it is
 */
export const ownNamesOf = (place: Place, typed: string): OwnNames => {
  const { script = 'Latn', language } = new Intl.Locale(`und-${place.country}`).maximize();
  const spelt = [place.name, ...place.otherNames].find(
    (name) => name.normalize('NFC').toLowerCase() === typed.trim().normalize('NFC').toLowerCase(),
  );
  const signs = IDEOGRAPHS[script]?.();
  if (script === 'Latn') {
    const [known] = language === 'vi' ? vietnamese(place) : [place.name];
    return { displayName: known, candidates: [] };
  }
  const candidates = signs ? ofIdeographs(place, signs) : ofScript(place, script === 'Kore' ? 'Hangul' : script);
  const isTold = signs !== undefined || script === 'Kore' || candidates.length === 1;
  const chosen = spelt !== undefined && candidates.includes(spelt) ? spelt : isTold ? candidates[0] : undefined;
  return { displayName: chosen, candidates };
};

/** Letters that Unicode does not take apart into a plain one and a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  đ: 'd',
  ø: 'o',
  ł: 'l',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
};

/** Accents of Latin, Greek and Cyrillic letters. Marks of other scripts are vowels, without which it is another word. */
const ACCENTS = /[\u0300-\u036f]+/g;

const plainLetter = (letter: string): string => {
  const plain = PLAIN[letter.toLowerCase()] ?? letter;
  return letter === letter.toLowerCase() ? plain : `${plain.slice(0, 1).toUpperCase()}${plain.slice(1)}`;
};

/** The text without its accents, in the same case: `Đà Nẵng` is `Da Nang`. */
export const withoutAccents = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(/[đøłıßæœðþħĐØŁẞÆŒÐÞĦ]/g, plainLetter);

const ASCII = /^[\t\x20-\x7e]*$/;

/**
 * What spellings of a name have in common: lower case, without accents, spaces and signs. Commas stay, so that a whole
 * list of names is folded at once.
 */
export const fold = (names: string): string =>
  ASCII.test(names)
    ? names.toLowerCase().replace(/[^a-z0-9,]+/g, '')
    : withoutAccents(names.toLowerCase()).replace(/[^\p{L}\p{N}\p{M},]+/gu, '');

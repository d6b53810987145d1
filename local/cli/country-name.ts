const NAMES = new Intl.DisplayNames(['en'], { type: 'region' });

/** The English name of a country by its ISO 3166-1 code; the code itself where it is nobody's. */
export const countryName = (code: string): string => NAMES.of(code) ?? code;

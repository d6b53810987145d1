/** A place of the configuration, values that are wrong there, and a part of the sentence that each is answered with. */
export interface MistakesAt {
  readonly path: string;
  readonly expected: string;
  readonly values: readonly unknown[];
}

export const NOT_TEXTS = [null, 7, true, {}, []];
export const NOT_NUMBERS = [null, '7', true, {}, [], Number.NaN, Number.POSITIVE_INFINITY];

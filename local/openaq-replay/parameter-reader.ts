import { type Answer, json, type Paging } from './answers';
import { type Instant, parseInstant } from './instant';
import { toPythonRepr } from './python-repr';

/** A problem as pydantic, the API's validation library, describes it. */
interface Problem {
  readonly type: string;
  readonly loc: readonly string[];
  readonly msg: string;
  readonly input: unknown;
  readonly ctx?: Record<string, unknown>;
}

type Fault = Pick<Problem, 'type' | 'msg' | 'ctx'>;

/** The API's database counts ids in 32 bits, and its program fails above. */
export const LARGEST_ID = 2 ** 31 - 1;

const INTEGER = /^\s*[+-]?\d+(?:\.0*)?\s*$/;

const NOT_AN_INTEGER: Fault = {
  type: 'int_parsing',
  msg: 'Input should be a valid integer, unable to parse string as an integer',
};

const greaterThan = (gt: number): Fault => ({
  type: 'greater_than',
  msg: `Input should be greater than ${gt}`,
  ctx: { gt },
});

const atLeast = (ge: number): Fault => ({
  type: 'greater_than_equal',
  msg: `Input should be greater than or equal to ${ge}`,
  ctx: { ge },
});

const atMost = (le: number): Fault => ({
  type: 'less_than_equal',
  msg: `Input should be less than or equal to ${le}`,
  ctx: { le },
});

const TOO_SHORT: Fault = {
  type: 'string_too_short',
  msg: 'String should have at least 1 character',
  ctx: { min_length: 1 },
};

/**
 * Reads the parameters of a request as the API does, in two steps that refuse in two forms: FastAPI parses types (422, a
 * JSON string that holds a Python repr), then the API's own models validate values (422, `{detail: [...]}`).
 */
export class ParameterReader {
  private readonly parsing: Problem[] = [];
  private readonly validation: Problem[] = [];

  constructor(private readonly query: URLSearchParams) {}

  /** The id in the path. */
  id(name: string, input: string): number {
    if (!INTEGER.test(input)) this.parsing.push({ ...NOT_AN_INTEGER, loc: ['path', name], input });
    else if (Number(input) < 1) this.validation.push({ ...atLeast(1), loc: ['query', name], input: Number(input) });
    return Number(input);
  }

  /** `limit`, 1 to 1000, and `page`, from 1. */
  paging(): Paging {
    return { limit: this.count('limit', 100, 1_000), page: this.count('page', 1, Infinity) };
  }

  /** Metres, 1 to 25000: the one range that is checked while parsing, so the input in the refusal is still a text. */
  radius(): number | undefined {
    const input = this.last('radius');
    if (input === undefined) return undefined;
    const fault = !INTEGER.test(input)
      ? NOT_AN_INTEGER
      : Number(input) > 25_000
        ? atMost(25_000)
        : Number(input) <= 0
          ? greaterThan(0)
          : undefined;
    if (fault) this.parsing.push({ ...fault, loc: ['query', 'radius'], input });
    return Number(input);
  }

  instant(name: string): Instant | undefined {
    const input = this.last(name);
    if (input === undefined) return undefined;
    const instant = parseInstant(input);
    if (!instant) {
      const error = input.length < 10 ? 'input is too short' : 'unexpected extra characters at the end of the input';
      for (const [type, kind, kinds] of [
        ['datetime_from_date_parsing', 'datetime', 'datetime or date'],
        ['date_from_datetime_parsing', 'date', 'date or datetime'],
      ] as const) {
        const msg = `Input should be a valid ${kinds}, ${error}`;
        this.parsing.push({ type, loc: ['query', name, kind], msg, input, ctx: { error } });
      }
    }
    return instant;
  }

  /** A text, which may not be empty and must contain the pattern. */
  text(name: string, pattern?: RegExp): string | undefined {
    const input = this.last(name)?.trim();
    if (input === undefined) return undefined;
    if (input === '') this.validation.push({ ...TOO_SHORT, loc: ['query', name], input });
    else if (pattern && !pattern.test(input)) {
      this.validation.push({
        type: 'string_pattern_mismatch',
        loc: ['query', name],
        msg: `String should match pattern '${pattern.source}'`,
        input,
        ctx: { pattern: pattern.source },
      });
    }
    return input;
  }

  /** The refusal of the first step, if any. */
  parsingRefusal(): Answer | undefined {
    return this.parsing.length === 0 ? undefined : json(422, `[${this.parsing.map(describeInPython).join(', ')}]`);
  }

  /** The refusal of the second step, if any. */
  validationRefusal(): Answer | undefined {
    return this.validation.length === 0 ? undefined : json(422, { detail: this.validation.map(describeInJson) });
  }

  private count(name: string, fallback: number, most: number): number {
    const input = this.last(name);
    if (input === undefined) return fallback;
    const count = Number(input);
    const loc = ['query', name];
    if (!INTEGER.test(input)) this.parsing.push({ ...NOT_AN_INTEGER, loc, input });
    else if (count > most) this.validation.push({ ...atMost(most), loc, input: count });
    else if (count <= 0) this.validation.push({ ...greaterThan(0), loc, input: count });
    return count;
  }

  /** The last of several values, as FastAPI takes it. */
  private last(name: string): string | undefined {
    return this.query.getAll(name).at(-1);
  }
}

const describeInPython = ({ type, loc, msg, input, ctx }: Problem): string =>
  toPythonRepr({ type, loc, msg, input, ...(ctx && { ctx }) });

const describeInJson = ({ type, loc, msg, input, ctx }: Problem): unknown => ({
  type,
  loc,
  msg,
  input,
  ctx,
  url: `https://errors.pydantic.dev/2.13/v/${type}`,
});

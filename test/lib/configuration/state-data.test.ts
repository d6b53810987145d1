import { readConfiguration } from '../../../lib/configuration';
import { STATE_DATA_BYTES, stateDataBytes } from '../../../lib/configuration/state-data';
import { onlyResource, templateOf } from '../../support/pipeline-template';
import { allStates, definitionOf } from '../../support/state-machine';

/** Quotas of 2026, in bytes: Lambda, Step Functions, CloudFormation (a template in S3), CloudWatch. */
const ENVIRONMENT = 4_096;
const DEFINITION = 1_048_576;
const TEMPLATE = 1_000_000;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Cities whose boxes do not touch, on a grid. */
const grid = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `City ${index}`,
    country: 'VN',
    boundingBox: [
      (index % 20) * 10 - 150,
      Math.floor(index / 20) * 8 - 60,
      (index % 20) * 10 - 148,
      Math.floor(index / 20) * 8 - 58,
    ],
  }));

/** Cities whose boxes are all in each other's way. */
const heap = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `City ${index}`,
    country: 'VN',
    boundingBox: [105, 20, 106, 21 + index / 100],
  }));

const mistakesOf = (openaq: object): string[] => {
  try {
    readConfiguration(openaq);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
};

describe.each([
  [50, { cities: grid(50), maxBackfillDays: 30 }],
  [200, { cities: grid(200), maxBackfillDays: 30, sensorsPerCity: 60 }],
])('%i cities', (count, openaq) => {
  const template = templateOf(openaq);

  it('fit into the environment of every function', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));

    expect(functions.length).toBeGreaterThan(0);
    for (const { Properties } of functions) {
      expect(bytesOf(Properties.Environment?.Variables ?? {})).toBeLessThan(ENVIRONMENT);
    }
  });

  it('fit into the definition and the template', () => {
    expect(bytesOf(definitionOf(openaq))).toBeLessThan(DEFINITION);
    expect(bytesOf(template.toJSON())).toBeLessThan(TEMPLATE);
    expect(bytesOf(onlyResource(template, 'AWS::CloudWatch::Dashboard').Properties)).toBeLessThan(TEMPLATE / 2);
  });

  it('fit into the data of a state', () => {
    expect(stateDataBytes(readConfiguration(openaq), 1)).toBeLessThan(STATE_DATA_BYTES);
    const payloads = allStates(definitionOf(openaq)).map(([, { Parameters }]) => bytesOf(Parameters ?? {}));
    expect(Math.max(...payloads)).toBeLessThan(STATE_DATA_BYTES);
    expect(count).toBe(openaq.cities.length);
  });
});

describe('a configuration whose data no state can hold', () => {
  it('is refused with the real size and what would fit', () => {
    expect(mistakesOf({ cities: grid(30), sensorsPerCity: 10, maxBackfillDays: 366 })).toEqual([
      expect.stringMatching(
        /^ {2}- openaq\.maxBackfillDays: 30 cities for 366 days make 420 work items of \d+ KiB with their answers, more than the 256 KiB that a state of Step Functions takes: expected at most \d+ days, or fewer cities, or fewer whose boxes overlap$/,
      ),
    ]);
  });

  it('is refused when boxes overlap too much, since each work item names its rivals', () => {
    expect(mistakesOf({ cities: heap(40), sensorsPerCity: 10, maxBackfillDays: 30 })).toEqual([]);
    expect(mistakesOf({ cities: heap(70), sensorsPerCity: 10, maxBackfillDays: 30 })).toEqual([
      expect.stringMatching(/70 work items of \d+ KiB .*: expected fewer cities, or fewer whose boxes overlap$/),
    ]);
  });

  it('is judged by its real names: long ones take more', () => {
    const [short, long] = ['', ' with a very long name indeed'].map((suffix) =>
      stateDataBytes(
        readConfiguration({
          cities: grid(10).map((city) => ({ ...city, name: `${city.name}${suffix}` })),
          maxBackfillDays: 30,
        }),
        1,
      ),
    );

    expect(long).toBeGreaterThan(short ?? 0);
  });
});

import fc from 'fast-check';
import type { City } from '../../../../lambdas/shared/domain/city';
import { citySchema } from '../../../../lambdas/shared/domain/city';
import { belongsToCity, ownerOf, rivalsOf } from '../../../../lambdas/shared/domain/city-assignment';
import { planRun } from '../../../../lambdas/shared/domain/plan';
import { workItemSchema } from '../../../../lambdas/shared/domain/work-item';
import { PLAN_SETTINGS } from '../../../support/plan-settings';

const city = (name: string, boundingBox: City['boundingBox']): City => ({ name, country: 'VN', boundingBox });

const WEST = city('West', [105, 20, 106, 21]);
const EAST = city('East', [105.5, 20, 106.5, 21]);
const FAR = city('Far', [110, 20, 111, 21]);
const at = (longitude: number, latitude: number) => ({ latitude, longitude });

describe('ownerOf', () => {
  it('takes the city whose box holds the location, when it is one', () => {
    expect(ownerOf(at(105.2, 20.5), [WEST, EAST])).toBe(WEST);
    expect(ownerOf(at(106.4, 20.5), [WEST, EAST])).toBe(EAST);
  });

  it('takes the nearest centre of several, in whatever order they are configured', () => {
    expect(ownerOf(at(105.7, 20.5), [WEST, EAST])).toBe(WEST);
    expect(ownerOf(at(105.7, 20.5), [EAST, WEST])).toBe(WEST);
    expect(ownerOf(at(105.8, 20.5), [WEST, EAST])).toBe(EAST);
  });

  it('takes the first configured of equally near ones', () => {
    expect(ownerOf(at(105.75, 20.5), [WEST, EAST])).toBe(WEST);
    expect(ownerOf(at(105.75, 20.5), [EAST, WEST])).toBe(EAST);
  });

  it('takes the first configured for a location without coordinates', () => {
    const atZero = city('At zero', [-1, -1, 106, 21]);

    expect(ownerOf({ latitude: null, longitude: 105 }, [EAST, atZero])).toBe(EAST);
    expect(ownerOf({ latitude: 20, longitude: null }, [EAST, atZero])).toBe(EAST);
    expect(ownerOf({ latitude: null, longitude: null }, [EAST, atZero])).toBe(EAST);
  });

  it('measures a degree of longitude as short as it is in the north', () => {
    // Half a degree of longitude is 25 km at 63 degrees north, and 0.3 degrees of latitude are 33 km.
    const beside = city('Beside', [24.5, 62.5, 26.5, 63.5]);
    const above = city('Above', [24, 62.8, 26, 63.8]);

    expect(ownerOf(at(25, 63), [beside, above])).toBe(beside);
  });

  describe('of a city around a small one', () => {
    const around = city('Around', [100, 10, 110, 20]);
    const small = city('Small', [102, 12, 103, 13]);

    it.each([
      ['west', at(102, 12.5), at(-1, 0)],
      ['east', at(103, 12.5), at(1, 0)],
      ['south', at(102.5, 12), at(0, -1)],
      ['north', at(102.5, 13), at(0, 1)],
    ])(
      'takes the small one to ten metres beyond its edge in the %s, as the API lists with float noise',
      (_, edge, beyond) => {
        const beside = (degrees: number) =>
          at(edge.longitude + beyond.longitude * degrees, edge.latitude + beyond.latitude * degrees);

        expect(ownerOf(edge, [around, small])).toBe(small);
        expect(ownerOf(beside(0.0001), [around, small])).toBe(small);
        expect(ownerOf(beside(0.0002), [around, small])).toBe(around);
      },
    );
  });
});

describe('rivalsOf', () => {
  it('are the cities whose boxes overlap or touch, in the order of the configuration, not the city itself', () => {
    const touching = city('Touching', [106, 20, 107, 21]);

    expect(rivalsOf(WEST, [FAR, EAST, WEST, touching])).toEqual([EAST, touching]);
    expect(rivalsOf(FAR, [FAR, EAST, WEST])).toEqual([]);
  });

  const box = city('Box', [-1, -1, 0, 0]);

  it.each([
    ['west', [-3, -1, -1, 0], [-1, 0]],
    ['east', [0, -1, 1, 0], [1, 0]],
    ['south', [-1, -3, 0, -1], [0, -1]],
    ['north', [-1, 0, 0, 1], [0, 1]],
  ] as const)(
    'are cities up to twenty metres beyond the edge in the %s, since the lists of both can have one station',
    (_, touching, [eastward, northward]) => {
      const [west, south, east, north] = touching;
      const moved = (degrees: number) =>
        city('Other', [
          west + eastward * degrees,
          south + northward * degrees,
          east + eastward * degrees,
          north + northward * degrees,
        ]);

      for (const degrees of [0, 0.0001, 0.0002]) expect(rivalsOf(box, [moved(degrees)])).toHaveLength(1);
      expect(rivalsOf(box, [moved(0.0003)])).toEqual([]);
    },
  );
});

describe('belongsToCity', () => {
  it('gives a station between two centres to the city that stands first in the configuration', () => {
    const between = at(105.75, 20.5);

    expect(belongsToCity(between, { city: WEST, rivals: [EAST] })).toBe(true);
    expect(belongsToCity(between, { city: WEST, rivals: [EAST], rivalsBefore: 1 })).toBe(false);
    expect(belongsToCity(between, { city: WEST, rivals: [FAR, EAST], rivalsBefore: 1 })).toBe(true);
    expect(belongsToCity(between, { city: WEST })).toBe(true);
  });
});

/** Boxes on a coarse grid, so that they often overlap, touch and have equally near centres. */
const boxes = fc
  .tuple(
    fc.integer({ min: 0, max: 20 }),
    fc.integer({ min: 0, max: 20 }),
    fc.integer({ min: 1, max: 8 }),
    fc.integer({ min: 1, max: 8 }),
  )
  .map(([west, south, width, height]): City['boundingBox'] => [
    105 + west / 10,
    20 + south / 10,
    105 + (west + width) / 10,
    20 + (south + height) / 10,
  ]);
const configurations = fc
  .uniqueArray(boxes, { minLength: 1, maxLength: 8, selector: (box) => box.join() })
  .map((all) => all.map((box, index) => city(`City ${index}`, box)));
const positions = fc
  .tuple(fc.integer({ min: 0, max: 56 }), fc.integer({ min: 0, max: 56 }))
  .map(([x, y]) => at(105 + x / 20, 20 + y / 20));

const isListed = ({ longitude, latitude }: { longitude: number; latitude: number }, { boundingBox }: City): boolean => {
  const [west, south, east, north] = boundingBox;
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
};

describe('the laws of the assignment', () => {
  it('a location in some box belongs to exactly one of the work items that list it', () => {
    fc.assert(
      fc.property(configurations, positions, (cities, position) => {
        const items = planRun({}, 'run', '2024-01-20T02:00:00Z', { ...PLAN_SETTINGS, cities }).workItems;
        const listing = items.filter((item) => isListed(position, item.city));
        const owners = listing.filter((item) => belongsToCity(position, item));

        expect(owners).toHaveLength(listing.length === 0 ? 0 : 1);
        if (owners[0] !== undefined) expect(owners[0].city).toBe(ownerOf(position, cities));
      }),
    );
  });

  it('a location belongs to the same city, whichever cities a run is for', () => {
    fc.assert(
      fc.property(configurations, positions, fc.nat(), (cities, position, seed) => {
        const [chosen] = cities.slice(seed % cities.length);
        const [item] = planRun({ cities: [chosen?.name ?? ''] }, 'run', '2024-01-20T02:00:00Z', {
          ...PLAN_SETTINGS,
          cities,
        }).workItems;
        if (item === undefined || !isListed(position, item.city)) return;

        expect(belongsToCity(position, item)).toBe(ownerOf(position, cities) === chosen);
      }),
    );
  });

  it('a planned work item satisfies its schema and comes back from JSON with the same answer', () => {
    fc.assert(
      fc.property(configurations, positions, (cities, position) => {
        fc.pre(cities.every((each) => citySchema.safeParse(rounded(each)).success));
        const { workItems } = planRun({}, 'run', '2024-01-20T02:00:00Z', {
          ...PLAN_SETTINGS,
          cities: cities.map(rounded),
        });
        for (const item of workItems) {
          const parsed = workItemSchema.parse(JSON.parse(JSON.stringify(item)));

          expect(belongsToCity(position, parsed)).toBe(belongsToCity(position, item));
        }
      }),
    );
  });
});

const rounded = ({ boundingBox: [west, south, east, north], ...rest }: City): City => ({
  ...rest,
  boundingBox: [Number(west.toFixed(1)), Number(south.toFixed(1)), Number(east.toFixed(1)), Number(north.toFixed(1))],
});

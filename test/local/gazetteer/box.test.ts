import { citySchema } from '../../../lambdas/shared/domain/city';
import { boxAround, isWithin, kilometres, likelierBox, reachOf } from '../../../local/gazetteer/box';
import { placesOf } from '../../../local/gazetteer/places';

const HANOI = { latitude: 21.0245, longitude: 105.84117 };

describe('boxAround', () => {
  it('reaches as far to each side as it is told, to a kilometre', () => {
    const [west, south, east, north] = boxAround(HANOI, 40);

    expect(kilometres({ latitude: HANOI.latitude, longitude: west }, HANOI)).toBeCloseTo(40, -1);
    expect(kilometres({ latitude: HANOI.latitude, longitude: east }, HANOI)).toBeCloseTo(40, -1);
    expect(kilometres({ latitude: south, longitude: HANOI.longitude }, HANOI)).toBeCloseTo(40, -1);
    expect(kilometres({ latitude: north, longitude: HANOI.longitude }, HANOI)).toBeCloseTo(40, -1);
  });

  it('is a box that the configuration takes, for every place of countries at the edges of the map', () => {
    const places = ['VN', 'FJ', 'SJ', 'NZ', 'GL', 'AQ', 'RU'].flatMap(placesOf);

    const refused = places.filter(
      (place) => !citySchema.shape.boundingBox.safeParse(boxAround(place, reachOf(place.population))).success,
    );

    expect(places.length).toBeGreaterThan(3_000);
    expect(refused.map(({ name }) => name)).toEqual([]);
  });

  it.each([
    [0, 8],
    [99_999, 8],
    [100_000, 15],
    [988_561, 15],
    [1_000_000, 25],
    [8_053_663, 40],
  ])('of %d inhabitants reaches %d km', (population, km) => {
    expect(reachOf(population)).toBe(km);
  });
});

it('measures Hanoi to Ho Chi Minh City as 1,140 km', () => {
  expect(kilometres(HANOI, { latitude: 10.82302, longitude: 106.62965 })).toBeCloseTo(1_137, -1);
});

describe('likelierBox', () => {
  const KATHMANDU: [number, number, number, number] = [85.2, 27.6, 85.5, 27.8];

  it('turns a box that lies far from its country, where the other order lies within', () => {
    expect(likelierBox([27.6, 85.2, 27.8, 85.5], 'NP')).toEqual(KATHMANDU);
  });

  it.each([
    ['a right one', KATHMANDU, 'NP'],
    ['one that is wrong in both orders', [10, 20, 11, 21], 'NP'],
    ['one whose other order is none', [105.28, 20.56, 106.02, 21.39], 'FR'],
    ['one of a country without places', KATHMANDU, 'XX'],
  ] as const)('says nothing of %s', (_, box, country) => {
    expect(likelierBox([...box], country)).toBeUndefined();
  });
});

it('holds what is in a box, edges included', () => {
  expect(isWithin([105, 20, 106, 21], { latitude: 21, longitude: 105 })).toBe(true);
  expect(isWithin([105, 20, 106, 21], { latitude: 21.001, longitude: 105 })).toBe(false);
});

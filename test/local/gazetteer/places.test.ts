import { ownNamesOf } from '../../../local/gazetteer/own-script';
import { findPlaces, placesOf, seatsOfRegions } from '../../../local/gazetteer/places';

const largest = (name: string, country?: string) => findPlaces(name, country)[0];

describe('findPlaces', () => {
  it.each([
    ['Da Nang', 'Da Nang', 'VN'],
    ['Đà Nẵng', 'Da Nang', 'VN'],
    ['da-nang', 'Da Nang', 'VN'],
    ['DANANG', 'Da Nang', 'VN'],
    ['Beijing', 'Beijing', 'CN'],
    ['北京', 'Beijing', 'CN'],
    ['Peking', 'Beijing', 'CN'],
    ['Zürich', 'Zürich', 'CH'],
    ['zurich', 'Zürich', 'CH'],
    ['Sao Paulo', 'São Paulo', 'BR'],
    ['Köln', 'Köln', 'DE'],
    ['Cologne', 'Köln', 'DE'],
    ['القاهرة', 'Cairo', 'EG'],
    ['Москва', 'Moscow', 'RU'],
    ['서울', 'Seoul', 'KR'],
  ])('finds %s as %s, %s, whatever its case, accents and script', (typed, name, country) => {
    expect(largest(typed)).toMatchObject({ name, country });
  });

  it('gives the largest first, in one country where that is asked for', () => {
    const springfields = findPlaces('Springfield');

    expect(springfields.length).toBeGreaterThan(20);
    expect(springfields.map(({ population }) => population)).toEqual(
      springfields.map(({ population }) => population).sort((one, other) => other - one),
    );
    expect(new Set(findPlaces('Springfield', 'AU').map(({ country }) => country))).toEqual(new Set(['AU']));
  });

  it('knows where a place is, how large it is and its clock', () => {
    expect(largest('Albuquerque', 'US')).toMatchObject({
      latitude: expect.closeTo(35.08, 1),
      longitude: expect.closeTo(-106.65, 1),
      region: 'NM',
      timeZone: 'America/Denver',
      population: expect.any(Number),
    });
  });

  it.each(['', ' ', ',', '!', 'Atlantis of Plato'])('finds nothing for %j', (typed) => {
    expect(findPlaces(typed)).toEqual([]);
  });
});

it('knows the seat of a region, and the places of a country', () => {
  expect(seatsOfRegions().get('US.IL')).toBe('Springfield');
  expect(placesOf('SG').map(({ country }) => country)).toEqual(placesOf('SG').map(() => 'SG'));
});

describe('ownNamesOf', () => {
  const named = (typed: string, country?: string) => {
    const place = largest(typed, country);
    if (place === undefined) throw new Error(`no ${typed}`);
    return ownNamesOf(place, typed);
  };

  it.each([
    ['Da Nang', 'Đà Nẵng'],
    ['Hanoi', 'Hà Nội'],
    ['Haiphong', 'Hải Phòng'],
    ['Cologne', 'Köln'],
    ['Sao Paulo', 'São Paulo'],
    ['Beijing', '北京'],
    ['Guangzhou', '广州'],
    ['Taipei', '台北'],
    ['Tokyo', '東京'],
    ['Seoul', '서울'],
  ])('writes %s as %s', (typed, displayName) => {
    expect(named(typed).displayName).toBe(displayName);
  });

  it('leaves the choice to a person where GeoNames has several of one script', () => {
    expect(named('Kyiv').displayName).toBeUndefined();
    expect(named('Kyiv').candidates).toEqual(expect.arrayContaining(['Київ', 'Киев']));
  });

  it('takes the one that a person typed', () => {
    expect(named('Київ').displayName).toBe('Київ');
    expect(named('القاهرة').displayName).toBe('القاهرة');
  });
});

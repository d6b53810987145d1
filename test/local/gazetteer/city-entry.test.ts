import { citySchema } from '../../../lambdas/shared/domain/city';
import { boxAround } from '../../../local/gazetteer/box';
import { cityEntryOf } from '../../../local/gazetteer/city-entry';
import { ownNamesOf } from '../../../local/gazetteer/own-script';
import { findPlaces, type Place } from '../../../local/gazetteer/places';

const entryFor = (typed: string, changes: Partial<Place> = {}, name?: string) => {
  const [found] = findPlaces(typed);
  if (found === undefined) throw new Error(`no ${typed}`);
  const place = { ...found, ...changes };
  return cityEntryOf(place, { typed, name, boundingBox: boxAround(place, 15) }, ownNamesOf(place, typed));
};

describe('cityEntryOf', () => {
  it.each([
    ['da nang', 'Da Nang', 'Đà Nẵng'],
    ['Đà Nẵng', 'Da Nang', 'Đà Nẵng'],
    ['Beijing', 'Beijing', '北京'],
    ['北京', 'Beijing', '北京'],
    ['Peking', 'Peking', '北京'],
    ['Zürich', 'Zurich', 'Zürich'],
    ['Cologne', 'Cologne', 'Köln'],
    ['Köln', 'Koln', 'Köln'],
    ["Xi'an", 'Xian', '西安'],
    ['Albuquerque', 'Albuquerque', undefined],
  ])('names %s %s, in ASCII, and shows %s', (typed, name, displayName) => {
    const entry = entryFor(typed);

    expect({ name: entry.name, displayName: entry.displayName }).toEqual({ name, displayName });
    expect(citySchema.safeParse(entry).success).toBe(true);
  });

  it('takes a name that is given, and leaves out a time zone that this Node does not know', () => {
    expect(entryFor('Beijing', {}, 'Peking 2')).toMatchObject({ name: 'Peking 2', displayName: '北京' });
    expect(Object.keys(entryFor('Beijing', { timeZone: 'Mars/Olympus' }))).not.toContain('timeZone');
  });
});

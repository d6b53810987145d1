import type { City } from '../../../lambdas/shared/domain/city';
import type { Answers, Row } from '../../../local/report/ask';
import { extentOf } from '../../../local/report/extent';
import { factsOf } from '../../../local/report/facts';
import { renderPage } from '../../../local/report/page';
import { numbersOf, readPage } from '../../support/html-page';

const WINDOW = { start: '2024-03-01T00:00:00Z', end: '2024-03-02T00:00:00Z' };

const ZONE = 'Asia/Ho_Chi_Minh';

const hourIn = (city: string): Row => ({
  city,
  pollutant: 'pm25',
  measurement_datetime: '2024-03-01 00:00:00',
  local_datetime: '2024-03-01 07:00:00',
  time_zone: ZONE,
  mean_ug_m3: '12.5000',
  stations: 1,
});

const stationIn = (city: string): Row => ({
  location_id: 1,
  location_name: 'Roof',
  city,
  latitude: '20.5',
  longitude: '105.5',
  hours: 1,
  mean_pm25_ug_m3: '12.5000',
});

/** What the warehouse answers when the key of each city has one hour of one station. */
const answersOf = (cities: readonly City[]): Answers => {
  const keys = cities.map(({ name }) => name);
  return {
    extent: extentOf(cities, WINDOW, keys),
    cities: keys.map((city) => ({ city, time_zone: ZONE, rows_loaded: 1, rows_with_pm25: 1, stations: 1 })),
    points: keys.map(hourIn),
    hoursOfDays: keys.map((city) => ({ city, row_name: '2024-03-01', hour_of_day: 7, mean_ug_m3: '12.5000' })),
    days: [],
    limits: [],
    limitDays: [],
    limitYears: [],
    aqiScale: [],
    stations: keys.map(stationIn),
    rejected: keys.map((city) => ({ city, reason: 'no_value', refused_rows: 1 })),
    audit: [],
  };
};

const pageOf = async (names: Readonly<Record<string, string | undefined>>) => {
  const cities = Object.entries(names).map(([name, displayName]) => ({
    name,
    country: 'VN',
    boundingBox: [105, 20, 106, 21] as [number, number, number, number],
    ...(displayName !== undefined && { displayName }),
  }));
  return renderPage(factsOf(answersOf(cities), { cities, window: WINDOW }, undefined));
};

describe('the report of cities with a displayName', () => {
  it('calls them by it wherever a reader looks, and the others by their names', async () => {
    const page = await readPage(await pageOf({ 'Da Nang': 'Đà Nẵng', Beijing: '北京', Hue: undefined }));

    expect(page.querySelector('h1')?.textContent).toBe('Air quality in Đà Nẵng and 北京 and Hue');
    expect(page.querySelector('title')?.textContent).toContain('Đà Nẵng and 北京 and Hue');
    const titles = [...page.querySelectorAll('figcaption h3')].map(({ textContent }) => textContent);
    expect(titles).toEqual(expect.arrayContaining(['北京: stations', 'Đà Nẵng: PM₂.₅ through the day']));
    expect(numbersOf(page, 'Rejected rows by reason').map(([label]) => label)).toContain('no value, Đà Nẵng');
    expect(page.querySelector('body')?.textContent).not.toMatch(/Da Nang|Beijing/);
  });

  it('keeps a name of signs that mean something to HTML a text', async () => {
    const name = `<b>"it's" & co</b>`;
    const page = await readPage(await pageOf({ Odd: name }));

    expect(page.querySelector('h1')?.textContent).toBe(`Air quality in ${name}`);
    expect(page.querySelectorAll('h1 b, h3 b').length).toBe(0);
  });
});

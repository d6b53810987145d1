import { type City, displayNameOf } from '../../lambdas/shared/domain/city';
import type { Answers, Row } from './ask';

/** Cities under the names that a reader sees. */
export const shownCities = (cities: readonly City[]): City[] =>
  cities.map((city) => ({ ...city, name: displayNameOf(city) }));

/** Answers in which every city has the name that a reader sees; what is asked of the warehouse has its own. */
export const withShownNames = ({ extent, ...answers }: Answers, cities: readonly City[]): Answers => {
  const shownNames = new Map(cities.map((city) => [city.name, displayNameOf(city)]));
  const shown = (row: Row): Row =>
    'city' in row ? { ...row, city: shownNames.get(String(row['city'])) ?? row['city'] } : row;
  const rows = Object.fromEntries(Object.entries(answers).map(([topic, rowsOf]) => [topic, rowsOf.map(shown)]));
  const { calendar, profile } = extent;
  return {
    ...(rows as unknown as Omit<Answers, 'extent'>),
    extent: {
      ...extent,
      cities: shownCities(extent.cities),
      calendar: { ...calendar, cities: shownCities(calendar.cities) },
      profile: { ...profile, cities: shownCities(profile.cities) },
    },
  };
};

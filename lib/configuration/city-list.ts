import { type City, displayNameOf } from '../../lambdas/shared/domain/city';

/** The cities as openaq.set_cities reads them: a line for each, name=time zone=name to show; the time zone may be empty. */
export const cityList = (cities: readonly City[]): string =>
  cities.map((city) => [city.name, city.timeZone ?? '', displayNameOf(city)].join('=')).join('\n');

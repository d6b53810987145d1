import { join } from 'node:path';
import { createOpenAqClient } from '../../lambdas/shared/adapters/openaq/client';
import type { AirQualitySource } from '../../lambdas/shared/domain/air-quality-source';
import { type City, citySchema } from '../../lambdas/shared/domain/city';
import { boxAround, isWithin, reachOf, swapped } from '../gazetteer/box';
import { cityEntryOf } from '../gazetteer/city-entry';
import { type OwnNames, ownNamesOf } from '../gazetteer/own-script';
import { ATTRIBUTION, type Place } from '../gazetteer/places';
import { RECORDED_AT } from '../openaq-replay/recorded-data';
import { addCity, cityJson } from '../workflow/add-city';
import { quoteForShell } from '../workflow/laptop-place';
import { openApi, REGISTRATION } from './api';
import { type ChoiceOptions, choosePlace } from './city-choice';
import { describeCatch, drawStations, type Station, toStations } from './city-stations';
import { type Console, createConsole } from './console';
import { countryName } from './country-name';
import { toJsonLine } from './printable';
import { UsageError } from './run-options';

/** Options of `openaq city`, as commander gives them. */
export interface CityOptions extends ChoiceOptions {
  /** `west,south,east,north` in degrees. */
  readonly box?: string;
  /** The key, where the one that is proposed is taken. */
  readonly name?: string;
  readonly apiUrl?: string;
  readonly add?: boolean;
  readonly json?: boolean;
}

type Box = City['boundingBox'];

const CDK_JSON = join(__dirname, '../../cdk.json');

/** The box that was given, or undefined. @throws UsageError when it is none, or one with latitude before longitude */
const readBox = (given: string | undefined, place: Place): Box | undefined => {
  if (given === undefined) return undefined;
  const numbers = given.split(',').map((text) => (text.trim() === '' ? Number.NaN : Number(text)));
  const { data: box, error } = citySchema.shape.boundingBox.safeParse(numbers);
  const wrong = (expected: string) => new UsageError([`--box ${JSON.stringify(given)}: expected ${expected}`]);
  if (box === undefined) throw wrong(error?.issues[0]?.message ?? 'west,south,east,north in degrees');
  const other = swapped(box);
  if (!isWithin(box, place) && other && isWithin(other, place)) {
    throw wrong(`west,south,east,north; these look like latitude before longitude: try --box ${other.join(',')}`);
  }
  return box;
};

const readName = (name: string | undefined): void => {
  const { error } = citySchema.shape.name.optional().safeParse(name);
  if (error) throw new UsageError([`--name ${JSON.stringify(name)}: expected ${error.issues[0]?.message}`]);
};

const degrees = (value: number, positive: string, negative: string): string =>
  `${Math.abs(value).toFixed(2)} ${value < 0 ? negative : positive}`;

const describePlace = ({ name, country, population, latitude, longitude, timeZone }: Place): string =>
  [
    name,
    countryName(country),
    population === 0 ? 'inhabitants unknown' : `${population.toLocaleString('en')} inhabitants`,
    `${degrees(latitude, 'N', 'S')}, ${degrees(longitude, 'E', 'W')}`,
    timeZone,
  ].join('; ');

/** A box that reaches to the nearest station of a wider one, as a sentence. */
const suggestWider = async (source: AirQualitySource, place: Place, reach: number, asOf: string): Promise<string> => {
  const wider = toStations(await source.locations(boxAround(place, 4 * reach)), place, asOf);
  const [nearest] = wider.filter(({ km }) => km !== null).sort((one, other) => Number(one.km) - Number(other.km));
  if (nearest === undefined) return `No station within ${4 * reach} km either: try another city`;
  const box = boxAround(place, Math.ceil(Number(nearest.km)) + 5);
  return `The nearest is ${nearest.name ?? nearest.id}, ${nearest.km} km away: try --box ${box.join(',')}`;
};

const explainNames = ({ displayName, candidates }: OwnNames, console: Console): void => {
  if (displayName !== undefined || candidates.length === 0) return;
  const names = candidates.slice(0, 6).join(', ');
  console.tagged('INFO', `Written there as one of ${names}: give yours as "displayName"`);
};

interface Found {
  readonly place: Place;
  readonly names: OwnNames;
  readonly entry: City;
  readonly stations: readonly Station[];
  readonly asOf: string;
}

const show = ({ names, entry, stations, asOf }: Found, console: Console): void => {
  if (stations.length > 0) console.plain(drawStations(stations, process.stdout.columns));
  console.tagged(stations.length > 0 ? 'OK' : 'WARNING', describeCatch(stations, entry.boundingBox, asOf));
  explainNames(names, console);
  console.plain(`\nThe entry of cdk.json, context.openaq.cities:\n\n${cityJson(entry)}\n`);
};

/**
 * `openaq city <name>`: finds a city, shows what OpenAQ has in a box around it, and proposes its entry of `cdk.json`.
 * Returns the exit code.
 *
 * @throws UsageError for a name that no or several places have, and for wrong options
 * @throws AddCityError when `--add` would make a wrong configuration; nothing is written then
 */
export const cityCommand = async (words: readonly string[], options: CityOptions): Promise<number> => {
  const console = createConsole(options.json ? process.stderr : process.stdout);
  const typed = words.join(' ');
  readName(options.name);
  const place = choosePlace(typed, options, console, process.stdout.columns);
  const reach = reachOf(place.population);
  const given = readBox(options.box, place);
  const boundingBox = given ?? boxAround(place, reach);
  console.tagged('INFO', `${describePlace(place)}. ${ATTRIBUTION}`);
  if (!isWithin(boundingBox, place)) console.tagged('WARNING', `The box does not hold the centre of ${place.name}`);
  const names = ownNamesOf(place, typed);
  const entry = cityEntryOf(place, { typed, name: options.name, boundingBox }, names);
  const api = await openApi(options.apiUrl, process.env['OPENAQ_API_KEY'] || undefined);
  try {
    console.tagged('INFO', `Source: ${api.description}`);
    if (api.isReplay) {
      const limits = `The recording knows Vietnam's stations of ${RECORDED_AT.slice(0, 10)} alone`;
      console.tagged('WARNING', `${limits}: for others set OPENAQ_API_KEY, free at ${REGISTRATION}`);
    }
    const asOf = api.isReplay ? RECORDED_AT : new Date().toISOString();
    const source = createOpenAqClient({
      apiUrl: api.url,
      apiKey: api.key,
      now: Date.now,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      random: Math.random,
      log: {
        info: () => {},
        warn: (message, data) => console.tagged('WARNING', [message, data?.['failure']].filter(Boolean).join(': ')),
      },
    });
    const stations = toStations(await source.locations(boundingBox), place, asOf);
    show({ place, names, entry, stations, asOf }, console);
    if (stations.length === 0 && !api.isReplay) {
      console.tagged('INFO', await suggestWider(source, place, reach, asOf));
    }
    if (options.add) {
      await addCity(CDK_JSON, entry);
      console.tagged('SUCCESS', `Added to ${CDK_JSON}`);
      console.tagged('INFO', `Read it: npx openaq local --city ${quoteForShell(entry.name)} --lookback-hours 48`);
    } else console.tagged('INFO', '--add writes it, checked by the schema of the configuration');
    if (options.json) {
      const { otherNames: _, ...shown } = place;
      const answer = { place: shown, entry, stations, source: api.description, isAdded: options.add === true };
      process.stdout.write(`${toJsonLine(answer)}\n`);
    }
    return 0;
  } finally {
    await api.close();
  }
};

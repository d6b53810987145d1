import { listedIn, type World } from './source';

/** What OpenAQ said at an instant, of some stations on one date. */
interface Answer {
  readonly at: number;
  readonly stations: readonly number[];
  readonly hours: readonly (readonly [hour: string, value: number | null])[];
}

/** What a run covers, what OpenAQ answered it by `<city> <date>`, and what it has staged by `<station> <date>`. */
export interface ModelRun {
  readonly cities: readonly string[];
  readonly dates: readonly string[];
  readonly answers: Map<string, Answer>;
  staged: Map<string, Answer>;
}

/** The pipeline as it should be: the warehouse holds, for each station and date, the newest answer that was loaded. */
export class Model {
  /** By `<city> <date>`: the answer that was written last. */
  readonly #lake = new Map<string, Answer>();
  /** By `<station> <date>`. */
  readonly #warehouse = new Map<string, Answer>();

  constructor(private readonly world: World) {}

  /** Asks for a city. Puts its first `objects` dates into the lake; with all of them there the run has its answer. */
  extract({ dates, answers }: ModelRun, city: string, at: number, objects = dates.length): void {
    for (const date of dates.slice(0, objects)) {
      const stations = listedIn(this.world, city);
      const hours = [...this.world.hours].filter(([hour]) => stations.some((id) => hour.startsWith(`${id} ${date}`)));
      this.#lake.set(`${city} ${date}`, { at, stations, hours });
    }
    if (objects < dates.length) return;
    for (const date of dates) answers.set(`${city} ${date}`, this.#lake.get(`${city} ${date}`) as Answer);
  }

  /** Stages the run's dates as the lake holds them. False where its own rows are gone and no newer ones stand in their place. */
  transform(run: ModelRun): boolean {
    run.staged = new Map();
    for (const [object, own] of run.answers) {
      const held = this.#lake.get(object) as Answer;
      // Rows carry the instant of their answer: a newer one without rows cannot be told from a loss.
      const isSuperseded = held.at > own.at && held.hours.length > 0;
      if (!isSuperseded && held.at !== own.at && own.hours.length > 0) return false;
      const { at, stations, hours } = isSuperseded ? held : own;
      for (const station of stations) {
        const ofStation = hours.filter(([hour]) => hour.startsWith(`${station} `));
        // Of a newer answer only the rows are known: the stations without any are left to the run that asked.
        if (isSuperseded && ofStation.length === 0) continue;
        run.staged.set(`${station} ${object.slice(-10)}`, { at, stations: [station], hours: ofStation });
      }
    }
    return true;
  }

  /** Publishes what is staged, where the warehouse has nothing newer. */
  load(run: ModelRun): void {
    for (const [day, answer] of run.staged)
      if ((this.#warehouse.get(day)?.at ?? 0) <= answer.at) this.#warehouse.set(day, answer);
    run.staged = new Map();
  }

  get facts(): Map<string, number> {
    return valuesIn([...this.#warehouse.values()].flatMap(({ hours }) => hours));
  }
}

/** The hours that have a value: only they are facts. */
export const valuesIn = (hours: Iterable<readonly [string, number | null]>): Map<string, number> =>
  new Map([...hours].flatMap(([hour, value]) => (value === null ? [] : [[hour, value] as const])));

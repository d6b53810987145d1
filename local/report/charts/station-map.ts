import type { City } from '../../../lambdas/shared/domain/city';
import type { ReportFacts, Station } from '../facts';
import { type Html, html } from '../html';
import { figure, table } from '../parts';
import { counted, decimal, stationKind } from '../words';
import type { Drawing } from './draw';

/** Kilometres of a degree of latitude (mean Earth radius 6,371 km, IUGG). */
const KM_PER_DEGREE = 111.2;

/** A round length of about a quarter of the box, km. */
const barLength = (widthKm: number): number =>
  [100, 50, 20, 10, 5, 2, 1, 0.5].find((length) => length <= widthKm / 3.5) ?? 0.2;

/** Stations by name below a map; the table behind it has all. */
const MOST_LISTED = 12;

const silentSentence = (others: number, isCut: boolean): string =>
  others === 0
    ? 'Every station gave hours.'
    : `${counted(others, isCut ? 'more station' : 'station')}${isCut ? ' in the table' : ` without an hour in this window`}.`;

type Placed = Station & { readonly number: number };

const chart = ({ Plot, draw }: Drawing, { name, boundingBox }: City, stations: readonly Placed[]): Html => {
  const [west, south, east, north] = boundingBox;
  // Plain degrees, with a degree of longitude as wide as it is in the middle of the box.
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const bar = barLength((east - west) * squeeze * KM_PER_DEGREE);
  const [padX, padY] = [(east - west) * 0.04, (north - south) * 0.04];
  const barStart = west + padX;
  const barEnd = barStart + bar / (KM_PER_DEGREE * squeeze);
  const barY = south + padY * 1.2;
  const width = 430;
  const sides = ((north - south) * 1.08) / ((east - west) * 1.08 * squeeze);
  const giving = stations.filter(({ hours }) => hours > 0);
  const title = ({ name: station, hours, isMonitor }: Placed) =>
    `${station}: ${stationKind(isMonitor)}, ${counted(hours, 'hour')}`;
  const symbol = ({ isMonitor }: Placed) => (isMonitor === false ? 'square' : 'circle');
  const numbered = { x: 'longitude', y: 'latitude' } as const;
  return draw({
    label: `Map of ${stations.length} stations in the box of ${name}`,
    width,
    height: Math.min(460, (width - 58) * sides + 32),
    marginLeft: 48,
    marginRight: 10,
    marginTop: 6,
    marginBottom: 26,
    fontSize: 11,
    x: {
      domain: [west - padX, east + padX],
      ticks: 4,
      tickFormat: (value: number) => `${decimal(value, 2)}°`,
      label: null,
      grid: true,
    },
    y: {
      domain: [south - padY, north + padY],
      ticks: 4,
      tickFormat: (value: number) => `${decimal(value, 2)}°`,
      label: null,
      grid: true,
    },
    marks: [
      Plot.rect([0], {
        x1: () => west,
        x2: () => east,
        y1: () => south,
        y2: () => north,
        fill: 'var(--box)',
        stroke: 'var(--series-1)',
        strokeDasharray: '6 4',
      }),
      Plot.link([0], {
        x1: () => barStart,
        x2: () => barEnd,
        y1: () => barY,
        y2: () => barY,
        stroke: 'currentColor',
        strokeWidth: 2,
      }),
      Plot.text([0], {
        x: () => (barStart + barEnd) / 2,
        y: () => barY,
        text: () => `${bar} km`,
        dy: -9,
        fill: 'currentColor',
      }),
      Plot.dot(
        stations.filter(({ hours }) => hours === 0),
        { ...numbered, symbol, r: 4, fill: 'var(--card)', stroke: 'var(--series-1)', strokeWidth: 1.5, title },
      ),
      Plot.dot(giving, {
        ...numbered,
        symbol,
        r: 10,
        fill: 'var(--series-1)',
        stroke: 'var(--card)',
        strokeWidth: 1.5,
        title,
      }),
      Plot.text(giving, {
        ...numbered,
        text: ({ number }: Placed) => String(number),
        fill: 'var(--on-series)',
        fontWeight: 700,
        pointerEvents: 'none',
      }),
    ],
  } as Parameters<Drawing['draw']>[0]);
};

/** Where the stations of each city are, in the box that OpenAQ is asked for. */
export const stationMaps = (drawing: Drawing, { extent, stations }: ReportFacts): Html[] =>
  extent.cities.flatMap((city) => {
    const placed = stations
      .filter((station) => station.city === city.name)
      .sort((one, other) => other.hours - one.hours)
      .map((station, index) => ({ ...station, number: index + 1 }));
    if (placed.length === 0) return [];
    const giving = placed.filter(({ hours }) => hours > 0);
    return [
      figure({
        title: `${city.name}: stations`,
        subtitle:
          'In the box that OpenAQ is asked for. Filled: gave hours in this window. Square: low-cost sensor, round: any other.',
        body: html`<div class="fluid">${chart(
          drawing,
          city,
          placed.filter(({ latitude, longitude }) => latitude !== null && longitude !== null),
        )}</div><ol class="stations">${giving
          .slice(0, MOST_LISTED)
          .map(
            ({ name, isMonitor, hours, meanPm25 }) =>
              html`<li>${name} <span class="muted">${stationKind(isMonitor)}, ${counted(hours, 'hour')}${meanPm25 === null ? '' : `, PM₂.₅ ${decimal(meanPm25, 1)} µg/m³`}</span></li>`,
          )}</ol><p class="note">${silentSentence(placed.length - Math.min(giving.length, MOST_LISTED), giving.length > MOST_LISTED)}</p>`,
        data: table(
          ['No.', 'OpenAQ id', 'Name', 'Latitude', 'Longitude', 'Hours', 'Mean PM₂.₅', 'Kind'],
          placed.map((station) => [
            station.number,
            station.id,
            station.name,
            decimal(station.latitude, 5),
            decimal(station.longitude, 5),
            station.hours,
            decimal(station.meanPm25, 1),
            stationKind(station.isMonitor),
          ]),
        ),
      }),
    ];
  });

import type { ReportFacts, Station } from './facts';
import { type Html, html } from './html';
import { figure, table } from './parts';
import { stationKind } from './words';

/** `name (url)`, as the warehouse writes whom a licence asks to name; without a name it is the address alone. */
const LINKED = /^(?:(.*) \()?(https:\/\/[^\s()]+)\)?$/u;

/** One of those whom a licence asks to name. Only an address of https becomes a link: the text is not ours. */
const credit = (text: string): Html => {
  const [, name, url] = LINKED.exec(text) ?? [];
  if (url === undefined || !URL.canParse(url)) return html`${text}`;
  return html`<a href="${url}" rel="noopener noreferrer">${name ?? url}</a>`;
};

const credits = (attribution: string): Html =>
  html`${attribution.split('; ').map((text, index) => [index === 0 ? '' : '; ', credit(text)])}`;

/** What stations of one source have in common. */
const sourceOf = ({ provider, owner, licenses, attribution, isMonitor }: Station): string =>
  JSON.stringify([provider, owner, licenses, attribution, isMonitor]);

const line = ([first, ...others]: readonly [Station, ...Station[]]): Html => {
  const { provider, owner, isMonitor, licenses, attribution } = first;
  return html`<li>${[first, ...others].map(({ name }) => name).join(', ')}
<span class="muted">${stationKind(isMonitor)}, from ${provider ?? 'a provider that OpenAQ does not name'}${owner === null ? '' : `, owned by ${owner}`}.
${licenses === null ? 'OpenAQ names no licence.' : `Licence: ${licenses}.`}${attribution === null ? null : html` Attribution: ${credits(attribution)}.`}</span></li>`;
};

/** Whose data the report shows: those of the stations that gave hours, stations of one source together. */
export const sources = ({ stations }: ReportFacts): Html[] => {
  const giving = stations.filter(({ hours }) => hours > 0);
  const bySource = new Map<string, [Station, ...Station[]]>();
  for (const station of giving) {
    const known = bySource.get(sourceOf(station));
    if (known === undefined) bySource.set(sourceOf(station), [station]);
    else known.push(station);
  }
  if (giving.length === 0) return [];
  return [
    figure({
      title: 'Sources and licences',
      subtitle: 'Of the stations that gave hours in this window.',
      body: html`<ul class="stations">${[...bySource.values()].map(line)}</ul>`,
      data: table(
        ['OpenAQ id', 'Name', 'City', 'Kind', 'Provider', 'Owner', 'Licence', 'Attribution'],
        giving.map(({ id, name, city, isMonitor, ...source }) => [
          ...[id, name, city, stationKind(isMonitor)],
          ...[source.provider, source.owner, source.licenses, source.attribution].map((text) => text ?? '–'),
        ]),
      ),
    }),
  ];
};

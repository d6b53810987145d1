import { type ContentFault, faultsOf, firstLocation, withLocation } from './content-fault';

const { taken } = faultsOf('the name of a location');

/** A name and what is stored of it. */
const named = (what: string, given: string | null, stored: string | null, changedNames = 1): ContentFault =>
  taken(
    what,
    changedNames === 0 ? 'kept to the letter' : 'made plain, counted as changed',
    firstLocation((location) => ({ ...location, name: given })),
    { counts: { changedNames }, locations: withLocation({ location_name: stored }) },
  );

const kept = (what: string, name: string): ContentFault => named(what, name, name, 0);

/** Names that a provider may give its station. */
export const NAME_FAULTS: readonly ContentFault[] = [
  kept('commas', 'Nhà Văn hoá, Quận 1, TP. Hồ Chí Minh'),
  kept('quotes', `O'Hare "Field" \`x\` $$; drop table openaq.fact_measurements; --`),
  kept('a backslash at its end', 'C:\\air\\'),
  kept('emoji', 'Trạm 🌫️ 👩🏽‍🔬'),
  kept('markup', '<script>alert(1)</script>'),
  kept('a path', '../../../../etc/passwd'),
  kept('placeholders', '{} {{}} $1 :x %s ${PATH} States.Format'),
  named('line breaks', 'Hanoi\r\nUS\tEmbassy', 'Hanoi US Embassy'),
  named('control characters', 'Ha\u0000noi\u001b[2J\u0007\u009b31m', 'Hanoi[2J31m'),
  named('a mark that turns the direction of the text', 'Hanoi \u202etxt.exe', 'Hanoi txt.exe'),
  named('half a character', 'Hanoi \ud83d', 'Hanoi'),
  named('nothing but blanks', ' \u2003\n ', null),
  named('10 kB', 'x'.repeat(10_000), 'x'.repeat(255)),
  named('10 kB of emoji', '🌫'.repeat(2_500), '🌫'.repeat(63)),
  named('null', null, null, 0),
];

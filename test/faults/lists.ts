import { BROKEN_WAREHOUSES, FULL_DISKS } from './broken-places-list';
import { COMMAND_LINES } from './command-lines-list';
import { CONFIGURATIONS } from './configurations-list';
import { DAMAGED_OBJECTS, LEFTOVERS } from './damage-list';
import { HALF_WAY } from './half-way-list';
import { HOUR_FAULTS } from './hours-content-list';
import { INTERLEAVINGS } from './interleavings-list';
import { KILLS } from './kills-list';
import { LOCATION_FAULTS } from './locations-content-list';
import { PAGING_FAULTS } from './paging-list';
import { PAYLOADS } from './payloads-list';
import { RUN_INPUTS } from './run-inputs-list';
import { SIDE_BY_SIDE } from './side-by-side-list';
import { SLOW_QUERIES } from './slow-queries-list';
import { FAILED_RELOADS, LOST_TRANSACTIONS, SQL_FAILURES, VERDICTS } from './sql-failures-list';
import { STATEMENTS } from './statements-list';
import { LOST_ANSWERS, TASK_FAILURES } from './task-failures-list';
import { LASTING_TRANSPORT, PASSING_TRANSPORT, REDIRECTS } from './transport-list';
import type { Tried } from './tried';

/** A list under its heading on docs/reliability.md. */
interface TriedList {
  readonly kind: 'faults' | 'bad inputs';
  readonly heading: string;
  readonly tried: readonly Tried[];
}

/** Everything that is tried. Of a list that a test runs over, docs/reliability.md shows what stands here. */
export const LISTS: readonly TriedList[] = [
  { kind: 'faults', heading: 'Every Task of the workflow fails', tried: TASK_FAILURES },
  { kind: 'faults', heading: 'Every Task loses its answer and is tried again', tried: LOST_ANSWERS },
  { kind: 'faults', heading: 'Extraction, crawl and job stop half way', tried: HALF_WAY },
  {
    kind: 'faults',
    heading: 'SQL fails',
    tried: [...SQL_FAILURES, ...FAILED_RELOADS, ...LOST_TRANSACTIONS, ...VERDICTS],
  },
  { kind: 'faults', heading: 'The process is killed', tried: KILLS },
  {
    kind: 'faults',
    heading: 'The lake is damaged, and what dead runs leave',
    tried: [...DAMAGED_OBJECTS, ...LEFTOVERS],
  },
  { kind: 'faults', heading: 'Another run comes between', tried: INTERLEAVINGS },
  { kind: 'faults', heading: 'Runs side by side', tried: SIDE_BY_SIDE },
  { kind: 'faults', heading: 'Damaged folders and full disks', tried: [...BROKEN_WAREHOUSES, ...FULL_DISKS] },
  { kind: 'faults', heading: 'The transport fails for a moment', tried: PASSING_TRANSPORT },
  { kind: 'faults', heading: 'The transport fails for ever', tried: [...LASTING_TRANSPORT, ...REDIRECTS] },
  { kind: 'faults', heading: 'OpenAQ answers too slowly', tried: SLOW_QUERIES },
  { kind: 'faults', heading: 'Pages shift, repeat and end in odd places', tried: PAGING_FAULTS },
  { kind: 'faults', heading: 'OpenAQ says odd things of hours', tried: HOUR_FAULTS },
  { kind: 'faults', heading: 'OpenAQ says odd things of locations', tried: LOCATION_FAULTS },
  { kind: 'bad inputs', heading: 'The input of a run', tried: RUN_INPUTS },
  { kind: 'bad inputs', heading: 'The command line', tried: COMMAND_LINES },
  { kind: 'bad inputs', heading: 'cdk.json', tried: CONFIGURATIONS },
  { kind: 'bad inputs', heading: 'A question of openaq query', tried: STATEMENTS },
  { kind: 'bad inputs', heading: 'The payload of Extract', tried: PAYLOADS },
];

import { DAY_MS } from '../../../lambdas/shared/domain/window';
import type { Html } from '../html';
import type { Drawing } from './draw';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const DAYS_OF_MONTH = Array.from({ length: 31 }, (_, index) => String(index + 1));

/** A day of a calendar as it is drawn. */
export interface DayCell {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly fill: string;
  readonly ink: string;
  /** Dashes tell a day that does not count apart from others without colour, too. */
  readonly isDashed?: boolean;
  /** The number of the day; long calendars have no room for it. */
  readonly text: string;
  readonly title: string;
}

/** A row of a week, tall or flat, as many as a screen shows; then a row of a month, whose days are small. */
const layoutOf = (days: number) => {
  if (days <= 8 * 7) return { isByWeek: true, width: 50, height: 50 };
  if (days <= 18 * 7) return { isByWeek: true, width: 58, height: 26 };
  return { isByWeek: false, width: 12, height: 15 };
};

/** Whether the days of a calendar have their number in them. */
export const hasNumbers = (days: number): boolean => layoutOf(days).isByWeek;

interface Placed extends DayCell {
  readonly column: string;
  readonly row: string;
  readonly label: string;
}

const placed = (cells: readonly DayCell[], isByWeek: boolean, isTall: boolean): Placed[] => {
  const first = Date.parse(cells[0]?.date ?? '');
  const weekday = (at: number): number => (new Date(at).getUTCDay() + 6) % 7;
  return cells.map((cell, index) => {
    const at = Date.parse(cell.date);
    const [dayOfMonth, month] = [Number(cell.date.slice(8)), MONTHS[Number(cell.date.slice(5, 7)) - 1] as string];
    const isNamed = dayOfMonth === 1 || index === 0;
    if (!isByWeek) return { ...cell, column: String(dayOfMonth), row: cell.date.slice(0, 7), label: '' };
    return {
      ...cell,
      column: WEEKDAYS[weekday(at)] as string,
      row: String(Math.floor(((at - first) / DAY_MS + weekday(first)) / 7)),
      label: isNamed ? (isTall ? `${dayOfMonth} ${month}` : month) : String(dayOfMonth),
    };
  });
};

/** Draws days as a calendar. The days follow each other without a gap; one of which nothing is known is a cell, too. */
export const dayGrid = ({ Plot, draw }: Drawing, label: string, days: readonly DayCell[]): Html => {
  const { isByWeek, width, height } = layoutOf(days.length);
  const isTall = height > 30;
  const cells = placed(days, isByWeek, isTall);
  const rows = [...new Set(cells.map(({ row }) => row))];
  const columns = isByWeek ? WEEKDAYS : DAYS_OF_MONTH;
  const left = isByWeek ? 1 : 56;
  const place = { x: 'column', y: 'row' } as const;
  const text = { ...place, fill: 'ink', pointerEvents: 'none' } as const;
  return draw({
    label,
    width: columns.length * width + left + 1,
    height: rows.length * height + 24,
    margin: 1,
    marginTop: 22,
    marginLeft: left,
    fontSize: 11,
    x: {
      domain: columns,
      axis: 'top',
      label: null,
      tickSize: 0,
      padding: 0.06,
      ...(!isByWeek && { ticks: ['1', '5', '10', '15', '20', '25', '31'] }),
    },
    y: { type: 'band', domain: rows, axis: isByWeek ? null : 'left', label: null, tickSize: 0, padding: 0.06 },
    color: { type: 'identity' },
    marks: [
      ...[false, true].map((isDashed) =>
        Plot.cell(
          cells.filter((cell) => (cell.isDashed ?? false) === isDashed),
          {
            ...place,
            fill: 'fill',
            title: 'title',
            ...(isByWeek && { rx: 4 }),
            ...(isDashed
              ? { stroke: 'var(--limit)', strokeDasharray: '3 2' }
              : { stroke: 'var(--outline)', strokeWidth: isByWeek ? 0.8 : 0.4 }),
          },
        ),
      ),
      ...(isByWeek
        ? [
            Plot.text(cells, {
              ...text,
              text: 'label',
              fontSize: 9.5,
              textAnchor: 'start',
              dx: -width / 2 + 6,
              dy: isTall ? -height / 2 + 11 : 1,
            }),
            Plot.text(cells, {
              ...text,
              text: 'text',
              fontSize: isTall ? 16 : 12,
              fontWeight: 600,
              dy: isTall ? 5 : 1,
              dx: isTall ? 0 : 12,
            }),
          ]
        : []),
    ],
  } as Parameters<Drawing['draw']>[0]);
};

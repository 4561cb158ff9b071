import { birdPhases, birdSizes, birdTimes } from '../core/data/birdstrikes.ts';
import { islands, species } from '../core/data/penguins.ts';
import { weatherCities, weatherTypes } from '../core/data/weather.ts';
import type { Packer } from './pack.ts';
import { packageText } from './package-file.ts';
import { shuffled, tensorFiles } from './tensor-files.ts';

type Row = Readonly<Record<string, string>>;

/** Comma-separated values without quotes, as these files are. Throws on a row of another length. */
export function parseCsv(text: string): Row[] {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    if (cells.length !== names.length) throw new Error(`${names.length} columns expected: ${line}`);
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

const file = (name: string): string => packageText('vega-datasets', `data/${name}`);
const column = (rows: readonly Row[], name: string): string[] => rows.map((row) => row[name] ?? '');
/** What is not a number is missing: NaN. */
const numbers = (values: readonly string[]): Float32Array =>
  Float32Array.from(values, (value) => (value.trim() === '' ? Number.NaN : Number(value)));
/** Index in `names`; −1 where the value is none of them. */
const codes = (values: readonly string[], names: readonly string[]): Int8Array =>
  Int8Array.from(values, (value) => names.indexOf(value));

const notice = (what: string, licence: string): string => `${what}

Taken from the npm package vega-datasets (BSD-3-Clause for the collection), which says of this file:
${licence}
`;

const penguinRows = (): Row[] => {
  const rows: Readonly<Record<string, string | number | null>>[] = JSON.parse(file('penguins.json'));
  const texts = rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, `${value ?? ''}`])));
  // Two birds were not measured at all.
  return shuffled(
    texts.filter((row) => row['Body Mass (g)'] !== ''),
    'penguins',
  );
};

export const penguinsPacker: Packer = {
  id: 'penguins',
  version: 1,
  source: 'vega-datasets',
  make() {
    const rows = penguinRows();
    const measured = ['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)', 'Body Mass (g)'];
    const names = ['beakLength', 'beakDepth', 'flipperLength', 'bodyMass'];
    return tensorFiles(
      {
        id: 'penguins',
        title: 'Palmer penguins',
        count: rows.length,
        tensors: [
          ...names.map((name, i) => ({ name, shape: [], data: numbers(column(rows, measured[i] ?? '')) })),
          { name: 'island', shape: [], data: codes(column(rows, 'Island'), islands) },
          { name: 'species', shape: [], data: codes(column(rows, 'Species'), species) },
          { name: 'sex', shape: [], data: codes(column(rows, 'Sex'), ['FEMALE', 'MALE']) },
        ],
        lists: {},
        licence: 'CC0 1.0',
        source: 'https://www.npmjs.com/package/vega-datasets',
      },
      notice(
        'Palmer Archipelago penguins: K. Gorman, Palmer Station Antarctica LTER; A. M. Horst, A. P. Hill, K. B. Gorman (2020).',
        'CC0 1.0, public domain dedication.',
      ),
    );
  },
};

/** The angle of a date on the circle of the year, 0 on New Year's Day. */
function season(date: string): number {
  const days = (Date.parse(`${date}T00:00:00Z`) - Date.parse(`${date.slice(0, 4)}-01-01T00:00:00Z`)) / 86_400_000;
  return (2 * Math.PI * days) / 365.25;
}

export const weatherPacker: Packer = {
  id: 'weather',
  version: 1,
  source: 'vega-datasets',
  make() {
    const days = parseCsv(file('weather.csv'));
    // A day with the next one of the same city.
    const pairs = days.flatMap((today, i) => {
      const tomorrow = days[i + 1];
      return tomorrow && tomorrow.location === today.location ? [{ today, tomorrow }] : [];
    });
    const rows = shuffled(pairs, 'weather');
    const today = (name: string): string[] => rows.map((row) => row.today[name] ?? '');
    const tomorrow = (name: string): string[] => rows.map((row) => row.tomorrow[name] ?? '');
    const measured = ['precipitation', 'temp_max', 'temp_min', 'wind'];
    return tensorFiles(
      {
        id: 'weather',
        title: 'Daily weather of Seattle and New York, 2012–2015',
        count: rows.length,
        tensors: [
          ...measured.map((name) => ({ name, shape: [], data: numbers(today(name)) })),
          { name: 'winter', shape: [], data: Float32Array.from(today('date'), (date) => Math.cos(season(date))) },
          { name: 'spring', shape: [], data: Float32Array.from(today('date'), (date) => Math.sin(season(date))) },
          { name: 'type', shape: [], data: codes(today('weather'), weatherTypes) },
          { name: 'city', shape: [], data: codes(today('location'), weatherCities) },
          { name: 'nextType', shape: [], data: codes(tomorrow('weather'), weatherTypes) },
          { name: 'nextMaximum', shape: [], data: numbers(tomorrow('temp_max')) },
        ],
        lists: {},
        licence: 'U.S. government (NOAA), public domain',
        source: 'https://www.npmjs.com/package/vega-datasets',
      },
      notice('Daily weather, NOAA Global Historical Climatology Network.', 'U.S. Government Dataset: public domain.'),
    );
  },
};

const damages: Readonly<Record<string, number>> = { None: 0, Minor: 1, Medium: 1, Substantial: 1, B: 1, C: 1 };

export const birdstrikesPacker: Packer = {
  id: 'birdstrikes',
  version: 1,
  source: 'vega-datasets',
  make() {
    const rows = shuffled(parseCsv(file('birdstrikes.csv')), 'birdstrikes');
    const month = column(rows, 'Flight Date').map((date) => Number(date.slice(5, 7)) - 1);
    return tensorFiles(
      {
        id: 'birdstrikes',
        title: 'Bird strikes on aircraft',
        count: rows.length,
        tensors: [
          { name: 'speed', shape: [], data: numbers(column(rows, 'Speed IAS in knots')) },
          { name: 'phase', shape: [], data: codes(column(rows, 'Phase of flight'), birdPhases) },
          { name: 'month', shape: [], data: Int8Array.from(month) },
          { name: 'time', shape: [], data: codes(column(rows, 'Time of day'), birdTimes) },
          { name: 'size', shape: [], data: codes(column(rows, 'Wildlife Size'), birdSizes) },
          {
            name: 'damage',
            shape: [],
            data: Int8Array.from(column(rows, 'Effect Amount of damage'), (damage) => damages[damage] ?? -1),
          },
        ],
        lists: {},
        licence: 'U.S. government (FAA), public domain',
        source: 'https://www.npmjs.com/package/vega-datasets',
      },
      notice('Wildlife strikes reported to the Federal Aviation Administration.', 'U.S. Government Dataset: public domain.'),
    );
  },
};

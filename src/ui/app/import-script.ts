import { type AskedImport, parseAskedImport } from '../../core/data/import/asked-import.ts';
import { type ColumnChoice, type Division, withChoice } from '../../core/data/import/choices.ts';
import type { ReadingOptions } from '../../core/data/import/types.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';
import { reasonOf } from '../../core/util/reason.ts';
import { loadLongTexts } from '../../locales/registry.ts';
import { ownDataOf } from '../../store/own-data/own-data.ts';
import type { Playground } from '../../store/playground.ts';
import { shownValue } from '../../store/shown-value.ts';
import { asOneFile } from '../common/predict-file.ts';

interface Imported {
  readonly dataset: string;
  readonly rows: number;
  readonly skipped: { line: number; reason: string }[];
  readonly diagnostics: Diagnostic[];
}

const failed = (...diagnostics: readonly Diagnostic[]): Imported => ({
  dataset: '',
  rows: 0,
  skipped: [],
  diagnostics: [...diagnostics],
});

/** The choices with what a script says otherwise; a name that no column has is refused. */
function corrected(choices: readonly ColumnChoice[], columns: AskedImport['columns']): readonly ColumnChoice[] | Diagnostic {
  let changed = choices;
  for (const [name, { kind, role, yes, levels }] of Object.entries(columns)) {
    const index = changed.findIndex((choice) => choice.name === name);
    if (index < 0) {
      const known = choices.map((choice) => choice.name).join(', ');
      return diagnostic('page.badArgument', { name: 'column', value: shownValue(name), known }, 'page');
    }
    if (kind) changed = withChoice(changed, index, { kind });
    if (role) changed = withChoice(changed, index, { role });
    if (yes !== undefined) changed = withChoice(changed, index, { yes });
    if (levels) changed = withChoice(changed, index, { levels });
  }
  return changed;
}

/** Brings in a file, or many, without the dialog. */
export async function importData(playground: Playground, files: unknown, given: unknown): Promise<Imported> {
  // What is said of the data; where it cannot be fetched, codes and values say it.
  await loadLongTexts('en').catch(() => undefined);
  const parsed = parseAskedImport(given);
  const many = Array.isArray(files) && files.length > 0 && files.every((one) => one instanceof File) ? files : null;
  const file = many ? await asOneFile(many) : files;
  if (typeof parsed === 'string' || !(file instanceof Blob)) {
    const problem = typeof parsed === 'string' ? parsed : 'file';
    const known = 'file: Blob, or a list of Files; name, format, encoding, malformed, side, grey, columns, division';
    return failed(diagnostic('page.badArgument', { name: 'importData', value: problem || shownValue(given), known }, 'page'));
  }
  const { name, format, encoding, malformed, side, grey, columns, division } = parsed;
  const own = ownDataOf(playground);
  const importer = own.startImporter();
  try {
    const fileName = file instanceof File ? file.name : name;
    const options: ReadingOptions = {
      ...(format === undefined ? {} : { format }),
      ...(encoding ? { encoding } : {}),
      ...(malformed ? { malformed } : {}),
      ...(side === undefined ? {} : { side }),
      ...(grey === undefined ? {} : { grey }),
    };
    const read = await importer.read(fileName, file, options, () => undefined);
    if (!read.ok) return failed(...read.diagnostics);
    const choices = corrected(read.value.choices, columns);
    if ('code' in choices) return failed(choices);
    const { rows, bad, notes: said } = read.value;
    const more = bad.count - bad.shown.length;
    const notes =
      more > 0 ? [...said, diagnostic('import.moreSkipped', { count: bad.count, shown: bad.shown.length }, 'file')] : said;
    const skipped = bad.shown.map(({ line, reason }) => ({ line, reason }));
    const { seed } = playground.project.getState().project;
    const by = choices.some(({ role }) => role === 'split')
      ? 'column'
      : choices.some(({ role }) => role === 'group')
        ? 'group'
        : 'random';
    const { train = 0.7, validation = 0.15, time } = division;
    const how: Division = { by: division.by ?? by, train, validation, seed, ...(time === undefined ? {} : { time }) };
    const judged = await importer.judge(choices, how);
    if (!judged.ok) return failed(...judged.diagnostics);
    const built = await importer.build(choices, how, name);
    if (!built.ok) return { rows, skipped, dataset: '', diagnostics: [...built.diagnostics] };
    const diagnostics = [...notes, ...judged.value.diagnostics];
    await own.use(built.value, file, { titleOf: ({ title }) => title.en, say: () => '' });
    return { dataset: built.value.id, rows, skipped, diagnostics };
  } catch (error) {
    return failed(diagnostic('import.died', { reason: reasonOf(error) }, 'file'));
  } finally {
    importer.end();
  }
}

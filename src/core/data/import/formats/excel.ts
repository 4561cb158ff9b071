import { unzipSync } from 'fflate';
import readSheets from 'read-excel-file/universal';
import { type Diagnostic, DiagnosticError, diagnostic } from '../../../util/diagnostics.ts';
import { dateText } from '../read-date.ts';
import type { Cell, TableFormat } from '../types.ts';

/** A workbook is unpacked as a whole; what claims to be larger than this is not. */
const mostUnpacked = 2 ** 29;
const mostParts = 5000;
const rowsAtOnce = 20_000;

const startsWith = (head: Uint8Array, ...mark: readonly number[]): boolean => mark.every((byte, i) => head[i] === byte);
/** The container of old workbooks, and of those with a password. */
const isCompound = (head: Uint8Array): boolean => startsWith(head, 0xd0, 0xcf, 0x11, 0xe0);

const isWorkbookName = (name: string): boolean => /\.xls[xm]$/i.test(name);
/** Whether the first file of an archive is one that workbooks begin with, whatever the archive is called. */
const beginsAsWorkbook = (head: Uint8Array): boolean =>
  /^(\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/)/.test(String.fromCharCode(...head.subarray(30, 64)));

/** What the archive says of itself, asked before anything is unpacked; fflate fills no more than is claimed. */
function checkSize(bytes: Uint8Array, file: string): void {
  let [unpacked, parts] = [0, 0];
  unzipSync(bytes, {
    filter({ originalSize }) {
      unpacked += originalSize;
      parts++;
      return false;
    },
  });
  if (unpacked > mostUnpacked || parts > mostParts) {
    throw new DiagnosticError(diagnostic('import.unpacksTooLarge', { file, megabytes: Math.round(unpacked / 1e6) }, 'file'));
  }
}

const dayMs = 86_400_000;

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string') return value;
  return value instanceof Date ? dateText(value.getTime() / dayMs) : String(value);
}

/** The first sheet of an Excel workbook that holds anything, the others being said: read-excel-file. */
export const excel: TableFormat = {
  id: 'xlsx',
  title: 'Excel',
  extensions: ['xlsx'],
  recognises: (head, name) =>
    isCompound(head) || (startsWith(head, 0x50, 0x4b, 0x03, 0x04) && (isWorkbookName(name) || beginsAsWorkbook(head))),
  async *read(file, _options, world, found) {
    const bytes = await file.slice(0, file.size);
    const broken = (reason: string): DiagnosticError =>
      new DiagnosticError(diagnostic('import.noWorkbook', { file: file.name, reason }, 'file'));
    if (isCompound(bytes)) throw new DiagnosticError(diagnostic('import.oldWorkbook', { file: file.name }, 'file'));
    let rows: readonly (readonly unknown[])[];
    const notes: Diagnostic[] = [];
    try {
      checkSize(bytes, file.name);
      const sheets = await readSheets(bytes.buffer);
      const [first, ...others] = sheets.filter(({ data }) => data.length > 0);
      rows = first?.data ?? [];
      if (first && others.length > 0) {
        const left = others.map(({ sheet }) => sheet);
        notes.push(
          diagnostic('import.otherSheets', { sheet: first.sheet, some: left.slice(0, 3).join(', '), count: left.length }, 'file'),
        );
      }
    } catch (error) {
      if (error instanceof DiagnosticError) throw error;
      throw broken(error instanceof Error ? error.message : String(error));
    }
    found({});
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      const some = rows.slice(start, start + rowsAtOnce);
      yield {
        rows: some.map((row) => row.map(cellOf)),
        lines: some.map((_, i) => start + i + 1),
        bad: [],
        ...(start === 0 ? { notes } : {}),
        done: Math.min(1, (start + some.length) / rows.length),
      };
      await world.pause();
    }
  },
};

import { gunzipSync } from 'fflate';
import { decompress } from 'fzstd';
import { parquetMetadataAsync, parquetRead, parquetSchema, snappyUncompress } from 'hyparquet';
import { DiagnosticError, diagnostic } from '../../../util/diagnostics.ts';
import { dateText } from '../read-date.ts';
import type { Cell, TableFormat } from '../types.ts';

const mark = [0x50, 0x41, 0x52, 0x31] as const;
const rowsAtOnce = 50_000;
/** So many bytes a page may claim to become when it is unpacked, and so many all values together. */
const mostOfPage = 2 ** 28;
const mostUnpacked = 2 ** 31;
const dayMs = 86_400_000;

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : dateText(value.getTime() / dayMs);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string' || typeof one === 'number')) return value.join('|');
  if (value instanceof Uint8Array) return null;
  return typeof value === 'object'
    ? JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? String(one) : one))
    : String(value);
}

/** Apache Parquet: hyparquet, with Snappy, gzip and Zstandard. */
export const parquet: TableFormat = {
  id: 'parquet',
  title: 'Parquet',
  extensions: ['parquet'],
  recognises: (head) => mark.every((byte, i) => head[i] === byte),
  async *read(file, _options, world, found) {
    const source = {
      byteLength: file.size,
      slice: async (start: number, end = file.size): Promise<ArrayBuffer> => (await file.slice(start, end)).buffer,
    };
    const tooLarge = (bytes: number): DiagnosticError =>
      new DiagnosticError(diagnostic('import.unpacksTooLarge', { file: file.name, megabytes: Math.round(bytes / 1e6) }, 'file'));
    /** Room for what a page claims to hold, which is all that is filled. */
    const roomFor = (bytes: number): Uint8Array => {
      if (bytes > mostOfPage) throw tooLarge(bytes);
      return new Uint8Array(bytes);
    };
    const compressors = {
      SNAPPY(input: Uint8Array, length: number) {
        const out = roomFor(length);
        snappyUncompress(input, out);
        return out;
      },
      GZIP: (input: Uint8Array, length: number) => gunzipSync(input, { out: roomFor(length) }),
      ZSTD: (input: Uint8Array, length: number) => decompress(input, roomFor(length)),
    };
    try {
      const metadata = await parquetMetadataAsync(source);
      const unpacked = metadata.row_groups.flatMap(({ columns }) =>
        columns.map(({ meta_data: own }) => Number(own?.total_uncompressed_size ?? 0)),
      );
      const bytes = unpacked.reduce((sum, size) => sum + size, 0);
      if (bytes > mostUnpacked) throw tooLarge(bytes);
      const names = parquetSchema(metadata).children.map(({ element }) => element.name);
      // What the groups hold, whatever the file as a whole claims.
      const count = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
      found({});
      for (let start = 0; start < count; start += rowsAtOnce) {
        const end = Math.min(count, start + rowsAtOnce);
        let rows: readonly (readonly unknown[])[] = [];
        await parquetRead({
          file: source,
          metadata,
          compressors,
          rowStart: start,
          rowEnd: end,
          onComplete: (all) => {
            rows = all;
          },
        });
        yield {
          rows: rows.map((row) => row.map(cellOf)),
          lines: rows.map((_, i) => start + i + 1),
          bad: [],
          names,
          done: end / count,
        };
        await world.pause();
      }
    } catch (error) {
      if (error instanceof DiagnosticError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new DiagnosticError(diagnostic('import.noParquet', { file: file.name, reason }, 'file'));
    }
  },
};

import { inflateWithin } from '../../../project/inflate.ts';
import { Budget } from '../../../util/budget.ts';
import { DiagnosticError, diagnostic } from '../../../util/diagnostics.ts';
import { detectEncoding } from '../encoding.ts';
import type { ReadingWorld, SourceFile } from '../types.ts';

/** All of an archive together, and one file of it, may unpack to so much. */
const mostUnpacked = 2 ** 32;
const mostOfOne = 2 ** 28;
const mostEntries = 2 ** 18;
/** A record at the end, with a comment of up to 65,535 bytes behind it. */
const endLength = 22;

/** A file of an archive, as the directory at its end has it. */
export interface ZipEntry {
  /** Its path, with «/» between folders. */
  readonly path: string;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly deflated: boolean;
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  /** Paths that lead out of the archive, or are none: nothing is read of them. */
  readonly unsafe: readonly string[];
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const broken = (file: string): DiagnosticError => new DiagnosticError(diagnostic('import.badArchive', { file }, 'file'));

/** Where the directory stands, by the record at the end. */
async function findDirectory(
  file: SourceFile,
): Promise<{ readonly offset: number; readonly size: number; readonly count: number }> {
  const from = Math.max(0, file.size - endLength - 65_535);
  const tail = await file.slice(from, file.size);
  const view = viewOf(tail);
  for (let i = tail.length - endLength; i >= 0; i--) {
    if (view.getUint32(i, true) !== 0x06054b50) continue;
    const [count, size, offset] = [view.getUint16(i + 10, true), view.getUint32(i + 12, true), view.getUint32(i + 16, true)];
    if (offset + size <= from + i) return { offset, size, count };
  }
  throw broken(file.name);
}

/** A path leads out where it climbs, begins at a root or a drive, or holds what no path does. */
const isUnsafe = (path: string): boolean =>
  path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.split('/').includes('..') || path.includes('\u0000');

/** What operating systems put beside the files. */
const isLitter = (path: string): boolean => /(^|\/)(__MACOSX\/|\.[^/]+$|Thumbs\.db$|desktop\.ini$)/i.test(path);

/**
 * The directory of an archive, without unpacking anything. Refused where it is damaged (`import.badArchive`), has a password (`import.encryptedArchive`), or
 * claims to unpack to more than memory holds (`import.unpacksTooLarge`).
 */
export async function readDirectory(file: SourceFile, world: ReadingWorld): Promise<ZipDirectory> {
  const { offset, size, count } = await findDirectory(file);
  const bytes = await file.slice(offset, offset + size);
  const view = viewOf(bytes);
  const found: (Omit<ZipEntry, 'path'> & { readonly name: Uint8Array; readonly unicode: boolean })[] = [];
  let total = 0;
  for (let at = 0; at + 46 <= bytes.length && view.getUint32(at, true) === 0x02014b50; ) {
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const [packed, unpacked] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const nameLength = view.getUint16(at + 28, true);
    const name = bytes.subarray(at + 46, at + 46 + nameLength);
    if (flags & 0x41) throw new DiagnosticError(diagnostic('import.encryptedArchive', { file: file.name }, 'file'));
    if (method !== 0 && method !== 8) throw broken(file.name);
    total += unpacked;
    found.push({
      name,
      unicode: (flags & 0x800) !== 0,
      packed,
      size: unpacked,
      offset: view.getUint32(at + 42, true),
      deflated: method === 8,
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (found.length > mostEntries || total > mostUnpacked || unpacked > mostOfOne) {
      const megabytes = Math.round(total / 1e6);
      throw new DiagnosticError(diagnostic('import.unpacksTooLarge', { file: file.name, megabytes }, 'file'));
    }
  }
  if (found.length !== count && count !== 0xffff) throw broken(file.name);
  const decode = nameDecoder(found, world);
  const entries: ZipEntry[] = [];
  const unsafe: string[] = [];
  for (const { name, unicode, ...entry } of found) {
    const path = decode(name, unicode).replaceAll('\\', '/').trim();
    if (isUnsafe(path)) unsafe.push(path);
    else if (!path.endsWith('/') && path !== '' && !isLitter(path)) entries.push({ ...entry, path });
  }
  return { entries, unsafe };
}

/** Names that are not marked as UTF-8 are in whatever encoding all of them together look like. */
function nameDecoder(
  found: readonly { readonly name: Uint8Array; readonly unicode: boolean }[],
  world: ReadingWorld,
): (name: Uint8Array, unicode: boolean) => string {
  const plain = found.filter(({ unicode }) => !unicode).slice(0, 2000);
  const all = Uint8Array.from(plain.flatMap(({ name }) => [...name, 10]));
  const encoding = detectEncoding(all) ?? 'utf-8';
  return (name, unicode) => world.decoder(unicode ? 'utf-8' : encoding).decode(name, false);
}

/** The bytes of one file of an archive; null where they are damaged, or are not what the directory says. */
export async function readEntry(file: SourceFile, entry: ZipEntry): Promise<Uint8Array<ArrayBuffer> | null> {
  const head = await file.slice(entry.offset, entry.offset + 30);
  if (head.length < 30 || viewOf(head).getUint32(0, true) !== 0x04034b50) return null;
  const start = entry.offset + 30 + viewOf(head).getUint16(26, true) + viewOf(head).getUint16(28, true);
  const packed = await file.slice(start, start + entry.packed);
  if (packed.length !== entry.packed) return null;
  if (!entry.deflated) return packed.length === entry.size ? packed : null;
  const budget = new Budget({ bytes: entry.size, parts: 1, values: 0, depth: 0 }, 'file');
  return inflateWithin(packed, budget, entry.size);
}

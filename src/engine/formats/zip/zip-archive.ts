import { crc32 } from '../../../core/data/checksum.ts';
import { inflateWithin } from '../../../core/project/inflate.ts';
import type { Budget } from '../../../core/util/budget.ts';
import { DiagnosticError, diagnostic } from '../../../core/util/diagnostics.ts';
import type { LocalizedText } from '../../../core/util/localized.ts';

/**
 * Zip archives (APPNOTE.TXT 6.3.10), read strictly: nothing is unpacked before the list of files at the end and the headers before the files agree
 * with each other, and everything is as long as it is said to be. Without encryption, several disks and zip64, which no file of ours needs.
 */
const endLength = 22;
const entryLength = 46;
const localLength = 30;
const longestComment = 0xffff;
const encrypted = 1;
/** Sizes and checksum stand behind the data instead of before them. */
const described = 8;
const utf8Names = 0x800;
const longestDescriptor = 24;

const faults = {
  noList: { en: 'the list of its files is missing or cut off', 'zh-CN': '缺少文件目录，或目录被截断' },
  zip64: { en: 'it is in the format for files of more than 4 GB', 'zh-CN': '它使用的是超过 4 GB 的文件才需要的格式' },
  disks: { en: 'it is one of several parts', 'zh-CN': '它只是分卷压缩包的一部分' },
  encrypted: { en: 'it is encrypted', 'zh-CN': '它已加密' },
  method: { en: 'it is packed in a way that is not read here', 'zh-CN': '它的压缩方式在此无法读取' },
  headers: { en: 'its files are not what its list of files says', 'zh-CN': '其中的文件与文件目录不符' },
  overlap: { en: 'its files overlap, or there is something between them', 'zh-CN': '其中的文件互相重叠，或文件之间有多余数据' },
  path: { en: 'one of its files would be put outside its folder', 'zh-CN': '其中某个文件的路径指向文件夹之外' },
  twice: { en: 'two of its files have the same name', 'zh-CN': '其中有两个文件同名' },
  content: { en: 'one of its files was cut off or altered', 'zh-CN': '其中某个文件被截断或改动' },
} as const satisfies Record<string, LocalizedText>;

const broken = (fault: keyof typeof faults): DiagnosticError =>
  new DiagnosticError(diagnostic('file.brokenZip', { fault: faults[fault] }, 'file'));

function check(holds: boolean, fault: keyof typeof faults): void {
  if (!holds) throw broken(fault);
}

interface Entry {
  readonly path: string;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  /** In bytes. */
  readonly packed: number;
  readonly unpacked: number;
  /** Where its header stands. */
  readonly offset: number;
  readonly name: Uint8Array;
}

interface PlacedEntry extends Entry {
  readonly begin: number;
}

export interface ZipArchive {
  /** The files that are no folders, by their paths in the archive. */
  readonly paths: readonly string[];
  /** The bytes of a file; undefined where there is none. Throws a `DiagnosticError`: `file.brokenZip`, and what the budget refuses. */
  read(path: string): Uint8Array<ArrayBuffer> | undefined;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where the record at the end begins: a comment of the length that it says follows it, and nothing else. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - endLength - longestComment);
  for (let at = view.byteLength - endLength; at >= first; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    if (at + endLength + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  throw broken('noList');
}

/** Absolute paths, and such as lead out of the folder, have no business in an archive. */
const staysInside = (path: string): boolean =>
  path !== '' && !/^[/\\]|^[A-Za-z]:|\\|\0/.test(path) && !path.split('/').some((part) => part === '..' || part === '.');

function readEntry(view: DataView, bytes: Uint8Array, at: number): { readonly entry: Entry; readonly next: number } {
  check(at + entryLength <= view.byteLength && view.getUint32(at, true) === 0x02014b50, 'noList');
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
  const nameEnd = at + entryLength + (nameLength ?? 0);
  const next = nameEnd + (extraLength ?? 0) + (commentLength ?? 0);
  check(next <= view.byteLength, 'noList');
  const name = bytes.subarray(at + entryLength, nameEnd);
  const flags = view.getUint16(at + 8, true);
  const entry = {
    path: new TextDecoder(flags & utf8Names ? 'utf-8' : 'windows-1252').decode(name),
    method: view.getUint16(at + 10, true),
    flags,
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    unpacked: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
    name,
  };
  check((entry.flags & encrypted) === 0, 'encrypted');
  check(entry.method === 0 || entry.method === 8, 'method');
  check(entry.packed !== 0xffffffff && entry.unpacked !== 0xffffffff && entry.offset !== 0xffffffff, 'zip64');
  check(entry.method === 8 || entry.packed === entry.unpacked, 'headers');
  check(staysInside(entry.path), 'path');
  return { entry, next };
}

/** Every file that the list at the end names, the list filling its place exactly. */
function listOf(view: DataView, bytes: Uint8Array, end: number, budget: Budget): Entry[] {
  const [disk, listDisk, here, count] = [4, 6, 8, 10].map((offset) => view.getUint16(end + offset, true));
  const [size = 0, start = 0] = [12, 16].map((offset) => view.getUint32(end + offset, true));
  check(count !== 0xffff && size !== 0xffffffff && start !== 0xffffffff, 'zip64');
  check(disk === 0 && listDisk === 0 && here === count, 'disks');
  check(start + size === end, 'noList');
  budget.parts(count ?? 0);
  const entries: Entry[] = [];
  let at = start;
  while (entries.length < (count ?? 0)) {
    const { entry, next } = readEntry(view, bytes, at);
    entries.push(entry);
    at = next;
  }
  check(at === end, 'noList');
  check(new Set(entries.map(({ path }) => path)).size === entries.length, 'twice');
  return entries;
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** The entry with the place of its data, once the header before them says the same as the list. */
function placed(view: DataView, bytes: Uint8Array, entry: Entry): PlacedEntry {
  const { offset, name } = entry;
  check(offset + localLength <= view.byteLength && view.getUint32(offset, true) === 0x04034b50, 'headers');
  const nameEnd = offset + localLength + view.getUint16(offset + 26, true);
  const begin = nameEnd + view.getUint16(offset + 28, true);
  check(begin + entry.packed <= view.byteLength, 'headers');
  const flags = view.getUint16(offset + 6, true);
  const figures = [14, 18, 22].map((place) => view.getUint32(offset + place, true));
  const wanted = [entry.crc, entry.packed, entry.unpacked];
  const later = (flags & described) !== 0 && figures.every((figure) => figure === 0);
  check(
    flags === entry.flags &&
      view.getUint16(offset + 8, true) === entry.method &&
      sameBytes(bytes.subarray(offset + localLength, nameEnd), name) &&
      (later || figures.every((figure, i) => figure === wanted[i])),
    'headers',
  );
  return { ...entry, begin };
}

/** Files lie one after the other up to the list; between them there is room for what describes the data before it. */
function checkOrder(entries: readonly PlacedEntry[], listStart: number): void {
  const ordered = [...entries].sort((a, b) => a.offset - b.offset);
  let filled = 0;
  let slack = 0;
  for (const { offset, begin, packed, flags } of ordered) {
    check(offset >= filled && offset <= filled + slack, 'overlap');
    filled = begin + packed;
    slack = flags & described ? longestDescriptor : 0;
  }
  check(listStart >= filled && listStart <= filled + slack, 'overlap');
}

/** Throws a `DiagnosticError`: `file.brokenZip`, and what the budget refuses. */
export function openZip(bytes: Uint8Array, budget: Budget): ZipArchive {
  const view = viewOf(bytes);
  check(bytes.length >= endLength, 'noList');
  const end = findEnd(view);
  const entries = listOf(view, bytes, end, budget).map((entry) => placed(view, bytes, entry));
  checkOrder(entries, view.getUint32(end + 16, true));
  const byPath = new Map(entries.filter(({ path }) => !path.endsWith('/')).map((entry) => [entry.path, entry]));
  return {
    paths: [...byPath.keys()],
    read(path) {
      const entry = byPath.get(path);
      if (!entry) return undefined;
      const { begin, packed, unpacked, method, crc } = entry;
      const data = bytes.subarray(begin, begin + packed);
      const content = method === 8 ? inflateWithin(data, budget, unpacked) : copyOf(data, budget);
      if (!content || crc32(content) !== crc) throw broken('content');
      return content;
    },
  };
}

function copyOf(data: Uint8Array, budget: Budget): Uint8Array<ArrayBuffer> {
  budget.bytes(data.length);
  return data.slice();
}

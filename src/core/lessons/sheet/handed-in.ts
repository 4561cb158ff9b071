import { decodeProject, encodeProject } from '../../project/codec.ts';
import { parseProjectText } from '../../project/parse.ts';
import type { Project } from '../../project/schema.ts';
import type { Diagnostic, Result } from '../../util/diagnostics.ts';
import { judged, unsealed } from './sealed.ts';
import { type Handed, type Sheet, sheetKey, sheetOf } from './sheet.ts';

/** Where documents were found: in links in a text, or in files. */
export type Source =
  | {
      readonly packed: string;
      readonly label: string;
      /** The lines below that may be the rest of it, where a mail program has broken it. */
      readonly more: readonly string[];
    }
  | { readonly file: string; readonly label: string }
  /** An address that holds none. */
  | { readonly packed: null; readonly label: string };

const mostSources = 500;
const labelLetters = 60;

/** A line as it was before it was quoted. */
const unquoted = (line: string): string => line.replace(/^[\s>]+/, '').trimEnd();

/** A line of nothing but letters of a link, and what may close it behind its last one. */
const onward = /^([\w-]+)([>)\]}"'.,;:!?，。；、）】]*)$/;
/** The same where the number of the packing is not over yet. */
const onwardFromNumber = /^(\d*\.?[\w-]*)([>)\]}"'.,;:!?，。；、）】]*)$/;

/** The lines from `from` on that may be the rest of a link that ends with its line. Ordinary words may be among them: who unpacks it finds out. */
function restOf(packed: string, lines: readonly string[], from: number): readonly string[] {
  const rest: string[] = [];
  let numbered = packed.includes('.');
  for (let i = from; i < lines.length; i++) {
    const [, letters, closing] = (numbered ? onward : onwardFromNumber).exec(unquoted(lines[i] ?? '')) ?? [];
    if (!letters) break;
    rest.push(letters);
    numbered ||= letters.includes('.');
    if (closing) break;
  }
  return rest;
}

/** Whether a line ends within an address whose document begins in the next one. */
function cutInAddress(line: string, next: string): boolean {
  const [tail] = /https?:\/\/\S*$/i.exec(line) ?? [];
  if (tail === undefined || !/^\S+$/.test(next) || next.includes('://')) return false;
  return !/[#&?]project=/.test(tail) && /[#&?]project=/.test(tail + next);
}

/** What a line holds, of which those from `below` on are the next. */
function linksOf(line: string, lines: readonly string[], below: number): readonly Source[] {
  // Whose link it is, as it stands beside it.
  const label = line
    .replace(/\S*[#&?]project=\S*/g, '…')
    .trim()
    .slice(0, labelLetters);
  const links = [...line.matchAll(/[#&?]project=([^\s&"'<>()[\]{}，。；、）】]*)/g)].map((match): Source => {
    const [whole, packed = ''] = match;
    const open = match.index + whole.length === line.length && /^\d*(\.[\w-]*)?$/.test(packed);
    return open
      ? { packed, label, more: restOf(packed, lines, below) }
      : { packed: packed.replace(/[.,;:!?]+$/, ''), label, more: [] };
  });
  return links.length > 0 ? links : /https?:\/\//i.test(line) ? [{ packed: null, label }] : [];
}

/**
 * The links in a text, whatever stands around them: one or several in a line, with names before or a full stop behind, or broken over several lines, also
 * quoted. An address without a document is told too; a line without an address is nobody's link.
 */
export function linksIn(text: string): readonly Source[] {
  const lines = text.split(/\r?\n/);
  const found: Source[] = [];
  for (let i = 0; i < lines.length && found.length < mostSources; i++) {
    const line = (lines[i] ?? '').trimEnd();
    const next = unquoted(lines[i + 1] ?? '');
    if (cutInAddress(line, next)) found.push(...linksOf(line + next, lines, ++i + 1));
    else found.push(...linksOf(line, lines, i + 1));
  }
  return found.slice(0, mostSources);
}

/** A file of a document, by its name. */
export const fileSource = (label: string, file: string): Source => ({ file, label: label.slice(0, labelLetters) });

/** What one source holds. */
export type Found =
  /** Somebody's work. `again`: the place of the same, handed in before it. */
  | {
      readonly type: 'handed';
      readonly label: string;
      readonly document: Project;
      readonly sheet: Sheet;
      readonly handed: Handed;
      readonly again: number | null;
    }
  /** The task itself, as the teacher gave it out. */
  | { readonly type: 'task'; readonly label: string; readonly document: Project; readonly sheet: Sheet }
  | {
      readonly type: 'bad';
      readonly label: string;
      readonly why: 'noDocument' | 'noSheet' | 'badSheet' | readonly Diagnostic[];
    };

/** So many lines below a link that look like its letters may be words. */
const mostWords = 8;

/** The document of a link, with as many of the lines below it as belong to it. */
function unpacked(packed: string, more: readonly string[]): Result<Project> {
  const alone = decodeProject(packed);
  if (alone.ok || more.length === 0) return alone;
  const whole = decodeProject(packed + more.join(''));
  if (whole.ok) return whole;
  for (let words = 1; words <= mostWords && words < more.length; words++) {
    const read = decodeProject(packed + more.slice(0, -words).join(''));
    if (read.ok) return read;
  }
  return whole;
}

function documentOf(source: Source): Result<Project> | null {
  if ('file' in source) return parseProjectText(source.file);
  return source.packed === null ? null : unpacked(source.packed, source.more);
}

/** Looks into a source. Never throws, whatever it holds. */
export function look(source: Source): Found {
  const { label } = source;
  const read = documentOf(source);
  if (read === null) return { type: 'bad', label, why: 'noDocument' };
  if (!read.ok) return { type: 'bad', label, why: read.diagnostics };
  const document = read.value;
  const sheet = sheetOf(document);
  if (sheet === null) return { type: 'bad', label, why: 'noSheet' };
  if (sheet === 'unreadable') return { type: 'bad', label, why: 'badSheet' };
  const { handed } = sheet;
  return handed ? { type: 'handed', label, document, sheet, handed, again: null } : { type: 'task', label, document, sheet };
}

/** Looks into all of them, with a rest between two: hands have the page meanwhile. What is there twice is marked. */
export async function* lookAt(sources: readonly Source[], rest: () => Promise<void>): AsyncGenerator<Found, void, void> {
  const places = new Map<string, number>();
  for (const [place, source] of sources.entries()) {
    await rest();
    const found = look(source);
    if (found.type !== 'handed') {
      yield found;
      continue;
    }
    const key = encodeProject(found.document);
    const before = places.get(key);
    if (before === undefined) places.set(key, place);
    yield { ...found, again: before ?? null };
  }
}

/** Whether it is right by what the teacher's own sheet expects, where that is at hand: a link can be rewritten by whoever hands it in. */
export function verdict(found: Extract<Found, { type: 'handed' }>, task: Sheet | null): boolean | null {
  const sheet = task ?? found.sheet;
  return judged(sheet, unsealed(sheet), found.handed.answer);
}

/** Whether both are about the same task. */
export const sameTask = (a: Sheet, b: Sheet): boolean => sheetKey(a) === sheetKey(b);

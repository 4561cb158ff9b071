import { decodeProject, encodeProject } from '../../project/codec.ts';
import { parseProjectText } from '../../project/parse.ts';
import type { Project } from '../../project/schema.ts';
import type { Diagnostic, Result } from '../../util/diagnostics.ts';
import { judged, unsealed } from './sealed.ts';
import { type Handed, type Sheet, sheetKey, sheetOf } from './sheet.ts';

/** Where documents were found: in links in a text, or in files. */
export type Source =
  | { readonly packed: string; readonly label: string }
  | { readonly file: string; readonly label: string }
  /** An address that holds none. */
  | { readonly packed: null; readonly label: string };

const mostSources = 500;
const labelLetters = 60;

/**
 * The links in a text, whatever stands around them: one or several in a line, with names before or a full stop behind. An address without a document
 * is told too; a line without an address is nobody's link.
 */
export function linksIn(text: string): readonly Source[] {
  const found = text.split(/\r?\n/).flatMap((line): readonly Source[] => {
    // Whose link it is, as it stands beside it.
    const label = line
      .replace(/\S*[#&?]project=\S*/g, '…')
      .trim()
      .slice(0, labelLetters);
    const links = [...line.matchAll(/[#&?]project=([^\s&"'<>()[\]{}，。；、）】]*)/g)].map(
      ([, packed = '']): Source => ({ packed: packed.replace(/[.,;:!?]+$/, ''), label }),
    );
    return links.length > 0 ? links : /https?:\/\//i.test(line) ? [{ packed: null, label }] : [];
  });
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

function documentOf(source: Source): Result<Project> | null {
  if ('file' in source) return parseProjectText(source.file);
  return source.packed === null ? null : decodeProject(source.packed);
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

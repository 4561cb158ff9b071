import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import { detectEncoding, firstBeyondAscii } from './encoding.ts';
import type { Encoding, ReadingWorld, SourceFile } from './types.ts';

/** Bytes read at a time. */
const pieceBytes = 2 ** 21;
/** Bytes that an encoding is told from. */
const headBytes = 2 ** 18;

/** The encoding of a file: where it begins with ASCII alone, what comes behind that decides. */
export async function encodingOf(file: SourceFile): Promise<Encoding> {
  for (let start = 0; start < file.size; start += pieceBytes) {
    const piece = await file.slice(start, Math.min(file.size, start + pieceBytes));
    const place = firstBeyondAscii(piece);
    if (place < 0) continue;
    // From the beginning of the file, or of a character, so that what comes in twos stays in twos.
    const from = start + place < headBytes ? 0 : start + place;
    const found = detectEncoding(await file.slice(from, Math.min(file.size, from + headBytes)));
    if (found === null) throw new DiagnosticError(diagnostic('import.noText', { file: file.name }, 'file'));
    return found;
  }
  return 'utf-8';
}

export interface TextPiece {
  readonly text: string;
  readonly last: boolean;
  /** 0 … 1 */
  readonly done: number;
}

/** The text of a file, piece by piece, every line ending in «\n»; without the mark at its beginning. */
export async function* textPieces(
  file: SourceFile,
  encoding: Encoding,
  world: ReadingWorld,
): AsyncGenerator<TextPiece, void, void> {
  const decoder = world.decoder(encoding);
  let held = '';
  for (let start = 0; start < file.size; start += pieceBytes) {
    const end = Math.min(file.size, start + pieceBytes);
    const last = end === file.size;
    const decoded: string = held + decoder.decode(await file.slice(start, end), !last);
    // A «\r» at the end may be the first half of a line's end.
    held = !last && decoded.endsWith('\r') ? '\r' : '';
    const text = held === '' ? decoded : decoded.slice(0, -1);
    yield { text: text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text, last, done: end / file.size };
    await world.pause();
  }
}

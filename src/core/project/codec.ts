import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { diagnostic, type Result, refused } from '../util/diagnostics.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { parseProject } from './parse.ts';
import type { Project } from './schema.ts';
import { ordered } from './serialize.ts';

/** Tells how the rest is packed (`1`: base64url of raw deflate of UTF-8 JSON); the document has a version of its own. */
const packing = '1.';
/** The longest document that a link may unfold to, in bytes: a link comes from strangers, and deflate can grow a thousandfold. */
const longest = 16 << 20;

/** The document as letters that a URL's fragment can hold as they are. Equal documents give equal texts. */
export function encodeProject(project: Project): string {
  return packing + toBase64Url(deflateSync(strToU8(JSON.stringify(ordered(project))), { level: 9 }));
}

/** Throws on what is not deflate data, ends too early, or grows beyond `longest`. */
function inflate(packed: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let complete = false;
  const stream = new Inflate((chunk, final) => {
    length += chunk.length;
    if (length > longest) throw new RangeError('the document is too long');
    chunks.push(chunk);
    complete ||= final;
  });
  const slice = 4096;
  for (let from = 0; from < packed.length; from += slice) {
    stream.push(packed.subarray(from, from + slice), from + slice >= packed.length);
  }
  if (!complete) throw new RangeError('the data end too early');
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

/**
 * The document of a link, or why there is none: `file.brokenLink` (cut off or altered), `file.futureLink` (packed by a newer version),
 * and whatever `parseProject` says. Never throws.
 */
export function decodeProject(text: string): Result<Project> {
  const broken = refused<Project>(diagnostic('file.brokenLink', {}, 'link'));
  const version = /^(\d{1,6})\./.exec(text)?.[1];
  if (version === undefined) return broken;
  if (`${version}.` !== packing) return refused(diagnostic('file.futureLink', { version }, 'link'));
  const packed = fromBase64Url(text.slice(packing.length));
  if (!packed) return broken;
  let document: unknown;
  try {
    document = JSON.parse(strFromU8(inflate(packed)));
  } catch {
    return broken;
  }
  return parseProject(document);
}

import { deflateSync, strFromU8, strToU8 } from 'fflate';
import { Budget, linkLimits } from '../util/budget.ts';
import { DiagnosticError, diagnostic, type Result, refused } from '../util/diagnostics.ts';
import { readJson } from '../util/read-json.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { inflateWithin } from './inflate.ts';
import { parseProject } from './parse.ts';
import type { Project } from './schema.ts';
import { ordered } from './serialize.ts';

/** Tells how the rest is packed (`1`: base64url of raw deflate of UTF-8 JSON); the document has a version of its own. */
const packing = '1.';

/** The document as letters that a URL's fragment can hold as they are. Equal documents give equal texts. */
export function encodeProject(project: Project): string {
  return packing + toBase64Url(deflateSync(strToU8(JSON.stringify(ordered(project))), { level: 9 }));
}

/**
 * The document of a link, or why there is none: `file.brokenLink` (cut off or altered), `file.futureLink` (packed by a newer version),
 * what the budget refuses (a link comes from strangers, and deflate can grow a thousandfold), and whatever `parseProject` says. Never throws.
 */
export function decodeProject(text: string, budget = new Budget(linkLimits, 'link')): Result<Project> {
  const broken = refused<Project>(diagnostic('file.brokenLink', {}, 'link'));
  const version = /^(\d{1,6})\./.exec(text)?.[1];
  if (version === undefined) return broken;
  if (`${version}.` !== packing) return refused(diagnostic('file.futureLink', { version }, 'link'));
  const packed = fromBase64Url(text.slice(packing.length));
  if (!packed) return broken;
  try {
    const unpacked = inflateWithin(packed, budget);
    return unpacked ? parseProject(readJson(strFromU8(unpacked), budget)) : broken;
  } catch (error) {
    return error instanceof DiagnosticError ? refused(error.diagnostic) : broken;
  }
}

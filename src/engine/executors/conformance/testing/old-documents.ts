import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { invariant } from '../../../../core/util/assert-never.ts';

const folder = new URL('../../../../core/project/fixtures/version-1/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

/** A document of format version 1 as it was written then: as a file and as a link. */
export interface OldDocument {
  readonly id: string;
  readonly file: string;
  readonly link: string;
  /** The task losses of its first steps on wasm, [steps][tasks], as they were then; null where training takes too long for a test. */
  readonly losses: readonly (readonly number[])[] | null;
}

const links = z.record(z.string(), z.string()).parse(read('links.json'));
const losses = z.record(z.string(), z.array(z.array(z.number()))).parse(read('losses.json'));

/** Every preset of that time, and documents with what no preset has: other optimisers, schedules, options of tasks, rare layers. */
export const oldDocuments: readonly OldDocument[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && name !== 'links.json' && name !== 'losses.json')
  .map((name) => {
    const id = name.slice(0, -'.json'.length);
    const link = links[id];
    invariant(link, `the document ${id} has a link`);
    return { id, file: readFileSync(new URL(name, folder), 'utf8'), link, losses: losses[id] ?? null };
  });

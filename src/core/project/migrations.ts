import type { Result } from '../util/diagnostics.ts';
import { migrateVersion0 } from './version-0.ts';
import { migrateVersion1 } from './version-1.ts';

/** Turns a document of one version into one of the next; refuses what it cannot read. */
export type Migration = (document: unknown) => Result<unknown>;

/**
 * The migration at index v leads from version v to v + 1; a new format is one file, one line here, and the number in schema.ts. A
 * migration is never edited once documents of its version are about.
 */
export const migrations: readonly Migration[] = [migrateVersion0, migrateVersion1];

import { openTable, spared, type Table } from './database.ts';
import { newestIn } from './versions.ts';

/**
 * Lets go of the earlier versions of half of the documents, those that were left alone for longest. Resolves with whether there were any. Nothing is
 * written for it, which a full storage would refuse.
 */
export async function makeRoom(versions: Table): Promise<boolean> {
  const rows = [...(await versions.all())]
    .map(([key, row]) => ({ key, newest: newestIn(row) }))
    .sort((a, b) => a.newest - b.newest);
  await versions.remove(rows.slice(0, Math.ceil(rows.length / 2)).map(({ key }) => key));
  return rows.length > 0;
}

/** From now on, earlier versions of documents give way where the database is full; they make no room for one another. */
export function spareVersions(): void {
  spared.give = async (table, failed) =>
    table !== 'versions' && failed instanceof Error && failed.name === 'QuotaExceededError' && makeRoom(openTable('versions'));
}

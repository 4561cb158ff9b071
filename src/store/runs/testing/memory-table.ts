import type { Table } from '../../persistence/database.ts';

/** A table in memory that outlasts the pages that use it, and can be full: then nothing is put, as in a browser. */
export function memoryTable() {
  const rows = new Map<string, unknown>();
  const fault = { full: false };
  const table: Table = {
    all: async () => structuredClone(rows),
    one: async (key) => structuredClone(rows.get(key)),
    async change(key, decide) {
      const { key: place, value } = decide(rows.get(key));
      if (fault.full) throw new Error('The quota has been exceeded.');
      rows.set(place, structuredClone(value));
    },
    async put(key, value) {
      if (fault.full) throw new Error('The quota has been exceeded.');
      rows.set(key, structuredClone(value));
    },
    async remove(keys) {
      for (const key of keys) rows.delete(key);
    },
  };
  return { table, rows, fault };
}

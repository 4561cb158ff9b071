/**
 * What a record holds under a name. Names come from files and links, and one such as `constructor` finds something in every object: only
 * what the record itself holds counts.
 */
export const ownValue = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** A record to be filled under names that come from outside: in any other one, `__proto__` would not be held but be its prototype. */
export const emptyRecord = <T>(): Record<string, T> => Object.create(null);

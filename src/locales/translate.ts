import { interpolate } from '../core/util/diagnostics.ts';
import type { Strings, TextKey } from './types.ts';

/** A string of the interface with values in the places of `{{name}}`. */
export type Translate = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** A language's strings as a function of their paths. */
export const translator =
  (strings: Strings): Translate =>
  (key, values = {}) => {
    let found: unknown = strings;
    for (const name of key.split('.')) found = Object(found)[name];
    // The compiler knows the paths; a path that is wrong all the same is shown as it is, never as nothing.
    return typeof found === 'string' ? interpolate(found, values) : key;
  };

import type { ParseArgsConfig } from 'node:util';
import type { Trainer } from '../../src/client/trainer.ts';
import type { Diagnostic, Result } from '../../src/core/util/diagnostics.ts';

/** What a command may use of the world: the terminal, or what a test puts in its place. */
export interface World {
  /** Results. */
  readonly out: (line: string) => void;
  /** News of what is under way, warnings and errors. */
  readonly err: (text: string) => void;
  /** Whether `err` is a terminal, where a line can be written over. */
  readonly terminal: boolean;
  /** Aborts at the first Ctrl-C: what is under way stops at the next step, and what is there is written. */
  readonly interrupted: AbortSignal;
  /** `threads`: at the most, where it is not what this machine has; `apart`: beside others, in a thread of its own. */
  readonly createTrainer: (how: { readonly threads?: number | undefined; readonly apart?: boolean }) => Trainer;
  readonly processors: number;
}

/** Values of options by name; a switch is a boolean. */
export type Given = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

export interface Command {
  readonly name: string;
  /** Its arguments, as they are written behind the name. */
  readonly usage: string;
  readonly summary: string;
  /** One line each. */
  readonly options: Readonly<Record<string, NonNullable<ParseArgsConfig['options']>[string] & { readonly help: string }>>;
  /** Throws `Misused`, `Refused`, `Interrupted`; resolves when all is done. */
  run(world: World, files: readonly string[], given: Given): Promise<void>;
}

/** The command was called in a way that it does not understand. */
export class Misused extends Error {}

/** What was asked for cannot be done, and why. */
export class Refused extends Error {
  constructor(diagnostics: readonly Diagnostic[] | string) {
    super(
      typeof diagnostics === 'string'
        ? diagnostics
        : diagnostics
            .map(({ where, message, hint }) => `${where ? `${where}: ` : ''}${message}${hint ? ` ${hint}` : ''}`)
            .join('\n'),
    );
  }
}

/** Ctrl-C: what was there by then is written. */
export class Interrupted extends Error {}

/** How the command ends, as a shell sees it. */
export const exitCodes = { done: 0, refused: 1, misused: 2, interrupted: 130 } as const;

/** The value of something that may be refused. */
export function granted<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.diagnostics);
  return result.value;
}

export function textOf(given: Given, name: string): string | undefined {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
}

/** A whole number of at least `least`; undefined where it is not given. */
export function countOf(given: Given, name: string, least = 1): number | undefined {
  const text = textOf(given, name);
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!Number.isInteger(count) || count < least)
    throw new Misused(`--${name} takes a whole number from ${least} on, not ${text}`);
  return count;
}

/** One of some words. */
export function choiceOf<W extends string>(given: Given, name: string, words: readonly W[], usual: W): W {
  const text = textOf(given, name);
  if (text === undefined) return usual;
  const word = words.find((each) => each === text);
  if (word === undefined) throw new Misused(`--${name} is one of ${words.join(', ')}, not ${text}`);
  return word;
}

/** Exactly these files. */
export function filesOf(files: readonly string[], ...names: readonly string[]): readonly string[] {
  if (files.length !== names.length)
    throw new Misused(
      `takes ${names.join(' and ') || 'no file'}, and was given ${files.length === 0 ? 'nothing' : files.join(', ')}`,
    );
  return files;
}

export const shared = {
  threads: { type: 'string', help: 'threads of the executor (default: what is fastest on this machine)' },
  json: { type: 'boolean', help: 'one JSON object per line on the standard output instead of words' },
} as const;

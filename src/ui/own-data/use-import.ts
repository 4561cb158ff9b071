import { useCallback, useEffect, useRef, useState } from 'react';
import { type ColumnChoice, type Division, withChoice } from '../../core/data/import/choices.ts';
import type { Described } from '../../core/data/import/described.ts';
import { choicesOf, type JudgedChoices, type ReadReport } from '../../core/data/import/session.ts';
import type { ReadingOptions } from '../../core/data/import/types.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';
import { reasonOf } from '../../core/util/reason.ts';
import type { OwnData } from '../../store/own-data/own-data.ts';
import { usePlayground } from '../../store/react.tsx';
import { useOwnData } from './use-own-data.ts';

type Importer = ReturnType<OwnData['startImporter']>;

/** One of many files, with its path. */
export interface PlacedFile {
  readonly path: string;
  readonly bytes: File;
}

/** How far a file is on its way in. */
export type Stage =
  | { readonly name: 'choosing' }
  /** `bytes`: what the table will take of memory, as far as it shows; 0 before. */
  | { readonly name: 'reading'; readonly done: number; readonly bytes: number }
  | { readonly name: 'choosingColumns' | 'building' };

export interface ImportState {
  readonly stage: Stage;
  readonly file: File | null;
  readonly options: ReadingOptions;
  readonly report: ReadReport | null;
  readonly choices: readonly ColumnChoice[];
  readonly division: Division;
  /** null: the columns are being looked at. */
  readonly judged: JudgedChoices | null;
  readonly problems: readonly Diagnostic[];
  readonly name: string;
}

const withoutExtension = (name: string): string => name.replace(/\.[^.]{1,8}$/, '').slice(0, 120) || name.slice(0, 120);

/** A file on its way in, read by a worker of its own, which ends with the dialog. */
export function useImport(words: Parameters<OwnData['use']>[2] & { readonly archiveName: string }, onUsed: () => void) {
  const { archiveName } = words;
  const own = useOwnData();
  const seed = usePlayground().project.getState().project.seed;
  const importer = useRef<Importer | null>(null);
  const [state, setState] = useState<ImportState>(() => ({
    stage: { name: 'choosing' },
    file: null,
    options: {},
    report: null,
    choices: [],
    division: { by: 'random', seed, train: 0.7, validation: 0.15 },
    judged: null,
    problems: [],
    name: '',
  }));
  /** The state as it is now, whichever drawing the hand that acts belongs to. */
  const now = useRef(state);
  const change = useCallback((next: Partial<ImportState>): void => {
    now.current = { ...now.current, ...next };
    setState(now.current);
  }, []);
  /** Counts what was asked: answers to anything but the last are of no interest. */
  const asked = useRef(0);

  const stop = useCallback((): void => {
    asked.current++;
    importer.current?.end();
    importer.current = null;
  }, []);
  useEffect(() => stop, [stop]);

  const judge = useCallback(
    async (choices: readonly ColumnChoice[], division: Division): Promise<void> => {
      const turn = ++asked.current;
      change({ choices, division });
      const judged = await importer.current?.judge(choices, division);
      if (!judged || turn !== asked.current) return;
      if (judged.ok) change({ judged: judged.value });
      else change({ problems: judged.diagnostics, stage: { name: 'choosing' }, report: null });
    },
    [change],
  );

  async function readFile(file: File, options: ReadingOptions, known: Described | null = null): Promise<void> {
    const sameFile = file === now.current.file;
    if (importer.current === null || !sameFile) {
      stop();
      importer.current = own.startImporter();
    }
    const turn = ++asked.current;
    change({ file, options, stage: { name: 'reading', done: 0, bytes: 0 }, problems: [], report: null, judged: null });
    const report = await importer.current.read(file.name, file, options, (done, bytes) => {
      if (turn === asked.current) change({ stage: { name: 'reading', done, bytes } });
    });
    if (turn !== asked.current) return;
    if (!report.ok) {
      change({ stage: { name: 'choosing' }, problems: report.diagnostics.filter(({ code }) => code !== 'import.cancelled') });
      return;
    }
    const held = now.current;
    const name = known?.name ?? (sameFile && held.name !== '' ? held.name : withoutExtension(file.name));
    change({ report: report.value, stage: { name: 'choosingColumns' }, name });
    const split = report.value.choices.some(({ role }) => role === 'split');
    const by = split ? 'column' : held.division.by === 'column' ? 'random' : held.division.by;
    const division = known?.division ?? { ...held.division, by };
    await judge(known ? choicesOf(known) : report.value.choices, division);
  }

  /** Many files are one: an archive, by whose hash they are found again. */
  async function readFiles(files: readonly PlacedFile[]): Promise<void> {
    stop();
    const turn = ++asked.current;
    const name = `${files[0]?.path.split('/').slice(0, -1)[0] ?? archiveName}.zip`;
    const reading = new File([], name);
    change({ file: reading, stage: { name: 'reading', done: 0, bytes: 0 }, problems: [], report: null, judged: null });
    try {
      const { packFiles } = await import('../../core/data/import/pack-files.ts');
      const pieces = await packFiles(files, (done) => {
        if (turn === asked.current) change({ stage: { name: 'reading', done: done / 2, bytes: 0 } });
      });
      if (turn === asked.current) await readFile(new File([...pieces], name), {});
    } catch (error) {
      if (turn !== asked.current) return;
      change({ stage: { name: 'choosing' }, problems: [diagnostic('import.died', { reason: reasonOf(error) }, 'file')] });
    }
  }

  return {
    state,
    read: readFile,
    readFiles,
    setName: (name: string) => change({ name }),
    setOptions(options: ReadingOptions): void {
      if (now.current.file) void readFile(now.current.file, options);
    },
    setChoice(index: number, wanted: Partial<ColumnChoice>): void {
      const choices = withChoice(now.current.choices, index, wanted);
      // A column that says how to split, or groups, is meant to be heeded.
      const by = wanted.role === 'split' ? 'column' : wanted.role === 'group' ? 'group' : now.current.division.by;
      void judge(choices, { ...now.current.division, by });
    },
    setDivision(division: Partial<Division>): void {
      void judge(now.current.choices, { ...now.current.division, ...division });
    },
    cancel(): void {
      stop();
      change({ stage: { name: 'choosing' }, file: null, report: null, judged: null, problems: [] });
    },
    async use(): Promise<void> {
      const { file, choices, division, name } = now.current;
      if (!file || !importer.current) return;
      const turn = ++asked.current;
      change({ stage: { name: 'building' } });
      const built = await importer.current.build(choices, division, name.trim() || withoutExtension(file.name));
      if (turn !== asked.current) return;
      if (!built.ok) {
        change({ stage: { name: 'choosingColumns' }, problems: built.diagnostics });
        return;
      }
      void own.use(built.value, file, words);
      onUsed();
    },
  };
}

export type Import = ReturnType<typeof useImport>;

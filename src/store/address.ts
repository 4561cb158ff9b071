import type { Project } from '../core/project/schema.ts';
import { backendIds, type ExecutorChoice, executorIds } from '../core/runs/executor-info.ts';
import { type Diagnostic, diagnostic } from '../core/util/diagnostics.ts';
import { type Language, languages } from '../core/util/localized.ts';
import { findPreset } from './presets.ts';

const themes = ['light', 'dark'] as const;

/** What the page's address asks for. Whatever it asks in vain is in `diagnostics`, and the rest still counts. */
export interface Address {
  readonly project: Project | null;
  /** It is a preset, whose tasks may be called in the reader's language. */
  readonly example: boolean;
  readonly choice: ExecutorChoice;
  readonly language: Language | null;
  readonly theme: (typeof themes)[number] | null;
  /** It stands in a frame of another page: what belongs to a page of its own is left out. */
  readonly embedded: boolean;
  readonly presenting: boolean;
  /** In steps per second; null: as fast as it can. */
  readonly speed: number | null;
  /** A lesson by its id: whoever shows lessons knows which there are. */
  readonly lesson: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

const member = <T extends string>(known: readonly T[], value: string): T | undefined => known.find((item) => item === value);

/** Reads `#preset=ID`, `#project=…` or `#lesson=ID`, and `executor`, `backend`, `lang` (one of `offered`), `theme`, `speed`, `embed=1`, `present=1`. */
export async function parseAddress(hash: string, offered: readonly Language[] = languages): Promise<Address> {
  const diagnostics: Diagnostic[] = [];
  let project: Project | null = null;
  let example = false;
  let choice: ExecutorChoice = {};
  let language: Language | null = null;
  let theme: Address['theme'] = null;
  let embedded = false;
  let presenting = false;
  let speed: number | null = null;
  let lesson: string | null = null;

  const unknown = (name: string, value: string, known: readonly string[]) =>
    diagnostics.push(diagnostic('page.unknownParameter', { name, value: value.slice(0, 40), known: known.join(', ') }, 'page'));

  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ''))) {
    switch (name) {
      case 'preset': {
        const preset = await findPreset(value);
        if (preset.ok) {
          project = preset.value.project();
          example = true;
        } else diagnostics.push(...preset.diagnostics);
        break;
      }
      case 'project': {
        // Most addresses hold no document: what unpacks one comes for those that do.
        const { decodeProject } = await import('../core/project/codec.ts');
        const decoded = decodeProject(value);
        if (decoded.ok) {
          project = decoded.value;
          example = false;
        } else diagnostics.push(...decoded.diagnostics);
        break;
      }
      case 'lesson':
        lesson = value;
        break;
      case 'executor': {
        const executor = member(executorIds, value);
        if (executor) choice = { ...choice, executor };
        else unknown(name, value, executorIds);
        break;
      }
      case 'backend': {
        const backend = member(backendIds, value);
        if (backend) choice = { ...choice, backend };
        else unknown(name, value, backendIds);
        break;
      }
      case 'lang':
        language = member(offered, value) ?? null;
        if (language === null) unknown(name, value, offered);
        break;
      case 'theme':
        theme = member(themes, value) ?? null;
        if (theme === null) unknown(name, value, themes);
        break;
      case 'speed':
        speed = /^[1-9]\d{0,3}$/.test(value) ? Number(value) : null;
        if (speed === null) unknown(name, value, ['1 … 9999']);
        break;
      case 'embed':
        embedded = value === '1';
        if (!embedded) unknown(name, value, ['1']);
        break;
      case 'present':
        presenting = value === '1';
        if (!presenting) unknown(name, value, ['1']);
        break;
      default:
        unknown(name, value, [
          'preset',
          'project',
          'lesson',
          'executor',
          'backend',
          'lang',
          'theme',
          'speed',
          'embed',
          'present',
        ]);
    }
  }
  return { project, example, choice, language, theme, embedded, presenting, speed, lesson, diagnostics };
}

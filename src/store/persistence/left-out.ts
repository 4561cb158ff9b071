import type { Project } from '../../core/project/schema.ts';
import { serializeProject } from '../../core/project/serialize.ts';
import { structureKey } from '../../core/project/structure.ts';
import { type Diagnostic, diagnostic, type Result } from '../../core/util/diagnostics.ts';
import type { MessageValue } from '../../core/util/interpolate.ts';
import type { LocalizedText } from '../../core/util/localized.ts';
import { reasonOf } from '../../core/util/reason.ts';
import { derive } from '../derived.ts';

/** A document with which the page may begin. */
export interface Candidate {
  readonly what: LocalizedText;
  /** The project that it is, where that is known. */
  readonly key?: string | undefined;
  /** When an earlier visit edited it last, in ms since 1970. */
  readonly edited?: number | undefined;
  /** As it was kept, to be taken home where it cannot be shown. */
  readonly text: () => string;
  /** May refuse, and may throw: it comes from anywhere. */
  readonly open: () => Result<Project>;
}

/** A document that was passed over, as a message, and what it is. */
export interface LeftOut {
  readonly item: Diagnostic;
  readonly text: () => string;
}

/** What the page asks of a document before it draws anything; each part is remembered. */
export const lookingParts: readonly ((project: Project) => unknown)[] = [derive, structureKey];

/** Throws where the page could not show the document. */
export function look(project: Project): void {
  for (const part of lookingParts) part(project);
}

export const leftOut = ({ what, text }: Pick<Candidate, 'what' | 'text'>, reason: MessageValue): LeftOut => ({
  item: diagnostic('page.leftOut', { what, reason }, 'page'),
  text,
});

/** The text of a document that may be too odd to be written. */
export function textOf(project: Project): string {
  try {
    return serializeProject(project);
  } catch (error) {
    return reasonOf(error);
  }
}

import type { Project } from '../project/schema.ts';
import type { LocalizedText } from '../util/localized.ts';

/** A ready-made project. Its id is part of links (`#preset=ID`) and never changes. */
export interface Preset {
  readonly id: string;
  readonly text: {
    readonly title: LocalizedText;
    /** One sentence: what to watch. */
    readonly watch: LocalizedText;
  };
  project(): Project;
}

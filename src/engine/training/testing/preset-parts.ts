import type { Preset } from '../../../core/presets/preset.ts';
import { presets } from '../../../core/presets/registry.ts';

/** One of `parts` parts of the presets, so that several test files share the time that they take. */
export const partOfPresets = (part: number, parts: number): readonly Preset[] => presets.filter((_, i) => i % parts === part);

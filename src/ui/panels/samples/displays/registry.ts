import type { FormatId } from '../../../../core/tasks/formats/registry.ts';
import { ownValue } from '../../../../core/util/own-value.ts';
import { boxDisplay } from './box.tsx';
import type { FormatDisplay } from './display.ts';
import { inputDisplay } from './input.tsx';
import { plainDisplay } from './plain.tsx';
import { tagsDisplay } from './tags.tsx';
import { wordsDisplay } from './words.tsx';

/** How each format of labels is shown; the compiler refuses a registry that lacks one. */
const displays: Readonly<Record<FormatId, FormatDisplay>> = {
  class: plainDisplay,
  binary: plainDisplay,
  multiLabel: plainDisplay,
  values: plainDisplay,
  tags: tagsDisplay,
  sequence: wordsDisplay,
  box: boxDisplay,
  input: inputDisplay,
};

export const displayOf = ({ format }: { readonly format: FormatId }): FormatDisplay => ownValue(displays, format) ?? plainDisplay;

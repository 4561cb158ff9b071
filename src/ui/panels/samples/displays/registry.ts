import type { FormatId } from '../../../../core/tasks/formats/registry.ts';
import { ownValue } from '../../../../core/util/own-value.ts';
import { boxDisplay } from './box.tsx';
import type { FormatDisplay } from './display.ts';
import { inputDisplay } from './input.tsx';
import { plainDisplay } from './plain.tsx';
import { tagsDisplay } from './tags.tsx';
import { wordsDisplay } from './words.tsx';

/** Formats that are shown otherwise than in a line of words. A new one is one file and one line here. */
const displays: { readonly [F in FormatId]?: FormatDisplay } = {
  tags: tagsDisplay,
  sequence: wordsDisplay,
  box: boxDisplay,
  input: inputDisplay,
};

export const displayOf = ({ format }: { readonly format: FormatId }): FormatDisplay => ownValue(displays, format) ?? plainDisplay;

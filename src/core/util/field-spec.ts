import type { LocalizedText } from './localized.ts';

/** How the page shows one parameter of a catalogue entry: a layer, a balancing method. The schema judges what is typed; this says how to type it. */
export type FieldSpec = {
  readonly name: string;
  readonly title: LocalizedText;
  /** The tooltip: what it does to training. */
  readonly help: LocalizedText;
  /** Shown only while another field of the same entry has this value. */
  readonly shownWhen?: { readonly field: string; readonly is: string };
} & (
  | { readonly control: 'integer' | 'number'; readonly min?: number; readonly max?: number; readonly step?: number }
  | { readonly control: 'choice'; readonly options: readonly { readonly value: string; readonly title: LocalizedText }[] }
  | { readonly control: 'switch' }
  /** A list of integers such as a kernel or a shape. */
  | { readonly control: 'integers'; readonly length?: number }
);

import type { Sheet } from '../../../core/lessons/sheet/sheet.ts';

/** What every part of the editor of a sheet is given. */
export interface SheetEditor {
  readonly sheet: Sheet;
  /** Edits with the same gesture that follow one another are one undo step. */
  readonly edit: (recipe: (sheet: Sheet) => Sheet, gesture?: string) => void;
  readonly endGesture: () => void;
  /** Shows what is expected where it is hidden, because it came with the document; null where all of it is shown. */
  readonly unveil: (() => void) | null;
}

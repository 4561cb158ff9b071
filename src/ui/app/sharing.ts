/** What is shared, and what a class does with it: one part, because each further one would cost the first load its name. */
export { HandedDialog } from './classroom/handed-dialog.tsx';
export { SheetCard } from './classroom/sheet-card.tsx';
export { SheetDialog } from './classroom/sheet-dialog.tsx';
export { beginSheet } from './classroom/use-sheet.ts';
export { ShareDetails } from './share-details.tsx';

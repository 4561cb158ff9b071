/** In which order the panes show a document that was opened: what names it and its network first. */
export const turns = { top: 0, canvas: 1, data: 2, curves: 3, results: 4 } as const;

/**
 * Every node card has one size in canvas units, so that nothing waits for the browser to measure it and the layout is a pure function
 * of the document. Keep in step with `node-card.css`.
 */
export const nodeSize = { width: 140, height: 76 } as const;

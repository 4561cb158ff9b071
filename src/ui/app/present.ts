import type { Playground } from '../../store/playground.ts';
import type { ViewState } from '../../store/view-state.ts';

/**
 * Shows the page in large type for a projector, or as it was. It stands in the address, so that a reload goes on so; the next visit, by its own
 * address, does not.
 */
export function setPresenting({ view }: Playground, presenting: boolean): void {
  const { lesson, phonePane } = view.getState();
  // What was looked at last on a narrow window is no reason to show no curves; what a lesson speaks of is.
  const curves = presenting && lesson === null && phonePane === 'data';
  view.set({ presenting, ...(curves ? { phonePane: 'training' } : {}) });
  const parameters = new URLSearchParams(location.hash.slice(1));
  if (presenting) parameters.set('present', '1');
  else parameters.delete('present');
  history.replaceState(null, '', `${location.pathname}${location.search}${parameters.size > 0 ? `#${parameters}` : ''}`);
}

/** Whether a key ends it, as long as nothing is open or selected that has a use for it. */
export function leavesBy(key: string, { selection, dialog, landscape, keys, importing }: ViewState): boolean {
  const open = dialog !== null || landscape || keys || importing !== null;
  return key === 'Escape' && !open && selection.nodes.length + selection.edges.length === 0;
}

/** Begins or ends it, as a key does. */
export const present = (playground: Playground): void => setPresenting(playground, !playground.view.getState().presenting);

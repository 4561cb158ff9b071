/** The one place that fetches it: each would list all that comes with it. */
export const loadSharing = () => import('./sharing.ts');

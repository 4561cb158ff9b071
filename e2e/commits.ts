import type { Page } from 'playwright/test';

/** Where on the page a component stands, by the nearest element around it, first match first. */
const regions = {
  pictures: '.ed-picture',
  liveLoss: '.ed-card-body',
  canvas: '.ed-canvas',
  layers: '.recharts-surface',
  /** The chart around axes, grid and layers. */
  chart: '.curve-axes',
  curves: '.curves',
  figures: '.run-status',
  dataColumn: '.columns section.column.scroll',
  predictions: '.insights',
  page: 'body',
} as const;
export type Region = keyof typeof regions;

export interface Renders {
  /** Commits in which at least one component of the region was rendered. */
  readonly [region: string]: number;
}

declare global {
  interface Window {
    /** Set by `countRenders`. */
    renders?: Record<string, number>;
    __REACT_DEVTOOLS_GLOBAL_HOOK__?: unknown;
  }
}

/**
 * Counts, from the next navigation on, in how many commits components of each region were rendered. Production builds of React tell the
 * hook of its developer tools of every commit and mark the components that did work in it, so that the page needs no code for this.
 */
export const countRenders = (page: Page): Promise<unknown> =>
  page.addInitScript((places) => {
    interface Fiber {
      readonly tag: number;
      readonly flags: number;
      readonly child: Fiber | null;
      readonly sibling: Fiber | null;
      readonly return: Fiber | null;
      readonly alternate: Fiber | null;
      readonly stateNode: unknown;
    }
    const performedWork = 1;
    // Function, class, forwardRef, memo and simple memo components.
    const components = [0, 1, 11, 14, 15];
    const counts: Record<string, number> = Object.fromEntries(Object.keys(places).map((name) => [name, 0]));
    const regionOf = (fiber: Fiber): string => {
      let around = fiber.return;
      while (around && !(around.stateNode instanceof Element)) around = around.return;
      const element = around?.stateNode;
      if (!(element instanceof Element)) return 'page';
      return Object.entries(places).find(([, selector]) => element.closest(selector) !== null)?.[0] ?? 'page';
    };
    const visit = (fiber: Fiber, seen: Set<string>): void => {
      if (components.includes(fiber.tag) && (fiber.flags & performedWork) !== 0) seen.add(regionOf(fiber));
      if (fiber.alternate !== null && fiber.alternate.child === fiber.child) return;
      for (let child = fiber.child; child; child = child.sibling) visit(child, seen);
    };
    window.renders = counts;
    window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
      supportsFiber: true,
      renderers: new Map(),
      inject: () => 1,
      checkDCE: () => undefined,
      onScheduleFiberRoot: () => undefined,
      onCommitFiberUnmount: () => undefined,
      onPostCommitFiberRoot: () => undefined,
      onCommitFiberRoot: (_id: number, root: { readonly current: Fiber }) => {
        const seen = new Set<string>();
        visit(root.current, seen);
        for (const name of seen) counts[name] = (counts[name] ?? 0) + 1;
      },
    };
  }, regions);

import { blocks } from '../../../core/graph/blocks/registry.ts';
import type { Playground } from '../../../store/playground.ts';
import { styleNonce } from '../../common/style-nonce.ts';
import { ownsArrows, ownsKeys } from '../shortcuts.ts';
import { columnParts, parts } from './parts.ts';

/** An empty column gives its room to the card, or where that is folded up to the network; on a phone there is no way to it. */
const withoutColumn = `
.columns > section:first-child, .columns > section:first-child + *, .phone-pane[data-pane="data"] > *,
.phone > .mantine-SegmentedControl-root > .mantine-SegmentedControl-control:has([value="data"]) { display: none !important }
.columns > main { grid-column: 1 / 4 !important }
.page:has(.sheet-card[data-corner$="left"]:not([data-folded])) .columns > main { margin-inline-start: 396px }
`;

/** What curves left is the tabs'. */
const withoutCurves =
  '.rows > .insights { grid-row: 1 / 4 } .phone-pane:has(> .tablet-curves) > .ed-canvas { bottom: 0 !important }';

/** Without a block to offer, there is no place for them. */
const withoutBlocks = '.ed-palette-slot:has(> [data-category="blocks"]) { display: none !important }';

/** The rules by which the page leaves out what a teacher left out. What is not drawn has no focus and is not read out either. */
function rulesFor(hidden: readonly string[]): string {
  const out = (id: string): boolean => hidden.includes(`part:${id}`);
  return [
    ...parts.filter(({ id }) => out(id)).map(({ selector }) => `:is(${selector}) { display: none !important }`),
    ...(out('curves') ? [withoutCurves] : []),
    ...(columnParts.every(out) ? [withoutColumn] : []),
    ...(Object.keys(blocks).every((id) => hidden.includes(`block:${id}`)) ? [withoutBlocks] : []),
  ].join('\n');
}

/** Keys of the page, with the part that they stand for and what may have them for itself. */
const keys: readonly { readonly key: string; readonly part: string; readonly owned: (target: EventTarget | null) => boolean }[] =
  [
    { key: 'arrowright', part: 'part:step', owned: ownsArrows },
    { key: 'r', part: 'part:reset', owned: ownsKeys },
  ];

let sheet: HTMLStyleElement | null = null;

/** Keeps the page without what the view hides. */
export function leaveOut(playground: Playground): void {
  if (sheet) return;
  const { view } = playground;
  sheet = document.createElement('style');
  sheet.nonce = styleNonce();
  document.head.append(sheet);
  let now: readonly string[] = [];
  const follow = (): void => {
    const { hidden, phonePane } = view.getState();
    const columnGone = columnParts.every((id) => hidden.includes(`part:${id}`));
    if (columnGone && phonePane === 'data') view.set({ phonePane: 'canvas' });
    if (hidden === now || !sheet) return;
    now = hidden;
    sheet.textContent = rulesFor(hidden);
  };
  follow();
  view.subscribe(follow);
  // Before the page's own listeners: what is left out does not come by its key.
  window.addEventListener(
    'keydown',
    (event) => {
      const { target } = event;
      const found = keys.find(({ key, owned }) => key === event.key.toLowerCase() && !owned(target));
      if (found && !event.ctrlKey && !event.metaKey && view.getState().hidden.includes(found.part))
        event.stopImmediatePropagation();
    },
    true,
  );
}

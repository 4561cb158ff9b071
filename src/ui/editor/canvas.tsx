import { Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useCallback, useEffect, useMemo } from 'react';
import { sharedChain, tasksWithHeads } from '../../core/graph/serving.ts';
import { assertNever } from '../../core/util/assert-never.ts';
import { derive } from '../../store/derived.ts';
import { usePlayground, useProject, useRun, useView } from '../../store/react.tsx';
import { lazyPane, lazyPart, withRareStrings } from '../common/pane-boundary.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { centred, unsnapped } from './commands/place.ts';
import { type Commands, useCommands } from './commands/use-commands.ts';
import { useLiveSelection } from './commands/use-live-selection.ts';
import { useShortcuts } from './commands/use-shortcuts.ts';
import { useTypedAhead } from './commands/use-typed-ahead.ts';
import { ConnectionBubble } from './flow/connection-bubble.tsx';
import { Flow } from './flow/flow.tsx';
import { Tools } from './flow/tools.tsx';
import { useArrangedAnew } from './flow/use-arranged-anew.ts';
import { useFraming } from './flow/use-framing.ts';
import { Palette } from './palette/palette.tsx';
import { NoticeBar } from './popups/notice-bar.tsx';
import { EditorProvider, useEditor, useEditorState } from './state/editor-context.tsx';
import type { Popup } from './state/editor-state.ts';
import '@xyflow/react/dist/base.css';
import './canvas.css';
import './nodes/node-card.css';
import './nodes/shape-edge.css';
// The notice and the bubble at a wire are there from the first moment, and the menu needs its anchor before any panel was opened.
import './popups/popups.css';
import { arriving } from '../common/arriving.tsx';

// What opens only when a hand asks for it comes then, not with the first load.
const Inspector = lazyPane(() => withRareStrings(async () => (await import('./inspector/inspector.tsx')).Inspector));
const IntroCard = lazyPane(() => withRareStrings(async () => (await import('./flow/intro-card.tsx')).IntroCard));
const DepthBar = lazyPane(async () => (await import('./flow/depth-bar.tsx')).DepthBar);
const ActionsMenu = lazyPart(async () => (await import('./popups/actions-menu.tsx')).ActionsMenu);
const AddSearch = lazyPart(async () => (await import('./popups/add-search.tsx')).AddSearch);
const ConnectTo = lazyPart(async () => (await import('./popups/connect-to.tsx')).ConnectTo);
const BlockForm = lazyPart(async () => (await import('./popups/block-form.tsx')).BlockForm);
const DenseOffer = lazyPart(async () => (await import('./popups/dense-offer.tsx')).DenseOffer);

const PictureFeed = arriving(async () => (await import('./pictures/picture-feed.tsx')).PictureFeed);

/** Asks for live pictures as long as there is a card to show one. */
function Pictures() {
  const wanted = useView((view) => view.pictures);
  const any = useProject((project) =>
    [...(derive(project).analysis?.nodes.values() ?? [])].some(({ picture }) => picture !== null),
  );
  return wanted && any ? <PictureFeed /> : null;
}

/** Has the run measured as long as the canvas shows conflict. */
function ConflictWatch() {
  const { conflict } = usePlayground();
  const wanted = useView((view) => view.conflictColours);
  useEffect(() => (wanted ? conflict.watch() : undefined), [conflict, wanted]);
  return null;
}

function OpenPopup({ commands, fit }: { readonly commands: Commands; readonly fit: () => void }) {
  const { popup } = useEditorState();
  switch (popup?.kind) {
    case undefined:
      return null;
    case 'search':
      return <AddSearch popup={popup} commands={commands} />;
    case 'connect':
      return <ConnectTo key={popup.node} popup={popup} commands={commands} />;
    case 'offer':
      return <DenseOffer popup={popup} commands={commands} />;
    case 'block':
      return <BlockForm key={popup.block} popup={popup} commands={commands} />;
    case 'menu':
      return <ActionsMenu popup={popup} commands={commands} fit={fit} />;
    default:
      return assertNever(popup);
  }
}

/** How deep the tasks share, to be set, where the graph is a line that then divides: fetched with the first such graph. */
function Depth(props: { readonly commands: Commands; readonly reveal: (ids: readonly string[]) => void }) {
  const line = useProject((project) => tasksWithHeads(project).length > 1 && sharedChain(project) !== null);
  return line ? <DepthBar {...props} /> : null;
}

/** What a first visit is told. */
function Intro({ below }: { readonly below: (element: HTMLElement | null) => void }) {
  const task = useView(({ intro, opened }) => (intro?.opened === opened ? intro.task : null));
  return task === null ? null : <IntroCard task={task} below={below} />;
}

/** What to do next, as long as nothing is selected. */
function Hint() {
  const { t } = useTranslation();
  const empty = useProject((project) => project.graph.nodes.length === 0);
  const idle = useView((view) => view.selection.nodes.length === 0 && view.selection.edges.length === 0);
  const { popup, notice } = useEditorState();
  const touch = useMediaQuery('(pointer: coarse)', false, { getInitialValueInEffect: false });
  if (!idle || popup !== null || notice !== null) return null;
  return (
    <Text className="ed-hint" size="xs">
      {t(empty ? 'editor.canvas.empty' : touch ? 'editor.canvas.touchHint' : 'editor.canvas.hint')}
    </Text>
  );
}

function CanvasParts() {
  const editor = useEditor();
  const { fit, zoomBy, reveal, drawer, below, showAll, onMoveStart, onMoveEnd } = useFraming();
  const commands = useCommands(reveal);
  const { screenToFlowPosition } = useReactFlow();
  const training = useRun((run) => run.history.status.state === 'running');
  const selecting = useView(({ selection }) => selection.nodes.length > 0 || selection.edges.length > 0);

  /** In the middle of what is in view, unless the caller knows better. */
  const openSearch = useCallback(
    (wanted: Extract<Popup, { kind: 'search' }> | null) => {
      const bounds = editor.root.current?.getBoundingClientRect();
      if (wanted || !bounds) {
        if (wanted) editor.open(wanted);
        return;
      }
      const middle = { x: bounds.left + bounds.width / 2, y: bounds.top + bounds.height / 2 };
      editor.open({ kind: 'search', screen: { x: 8, y: 60 }, at: centred(screenToFlowPosition(middle, unsnapped)), wire: null });
    },
    [editor, screenToFlowPosition],
  );
  useShortcuts(commands, openSearch);
  useArrangedAnew(showAll);
  useTypedAhead();
  useLiveSelection();
  const onSearch = useCallback(() => openSearch(null), [openSearch]);
  const flow = useMemo(
    () => <Flow commands={commands} onMoveStart={onMoveStart} onMoveEnd={onMoveEnd} reveal={reveal} />,
    [commands, onMoveStart, onMoveEnd, reveal],
  );

  return (
    <div ref={editor.root} className="ed-canvas" data-training={training || undefined}>
      {flow}
      <Palette commands={commands} onSearch={onSearch} />
      <Tools commands={commands} fit={fit} zoomBy={zoomBy} />
      <Hint />
      <Depth commands={commands} reveal={reveal} />
      <Intro below={below} />
      <Pictures />
      <ConflictWatch />
      {selecting ? <Inspector commands={commands} drawer={drawer} /> : null}
      <ConnectionBubble commands={commands} />
      <NoticeBar />
      <OpenPopup commands={commands} fit={fit} />
    </div>
  );
}

/** The network of the document on the screen, and everything that builds it. Fills its parent. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <EditorProvider>
        <CanvasParts />
      </EditorProvider>
    </ReactFlowProvider>
  );
}

import { useMemo } from 'react';
import {
  addedNodes,
  addNode,
  type Connection,
  connect,
  removeEdges,
  removeNodes,
  setFrozen,
  setRate,
} from '../../../core/graph/edits.ts';
import { copyFragment, duplicateNodes, pasteFragment } from '../../../core/graph/fragment.ts';
import { addNodeAfter, addNodeBefore, addNodeBetween, connectWithDense } from '../../../core/graph/insert.ts';
import { alongFlow } from '../../../core/graph/layout/along-flow.ts';
import { flowOf } from '../../../core/graph/layout/flow.ts';
import { freePlace, picturedIn } from '../../../core/graph/place.ts';
import { removeTies } from '../../../core/graph/ties.ts';
import { type GraphNode, headKind, type Position, type Project } from '../../../core/project/schema.ts';
import { type Diagnostic, diagnosticText, ok, type Result } from '../../../core/util/diagnostics.ts';
import { derive } from '../../../store/derived.ts';
import { usePlayground } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { flowTieId, tieOf } from '../elements/flow-ties.ts';
import { nodeTitle } from '../elements/node-words.ts';
import type { PaletteItem } from '../items/palette-items.ts';
import { useWords } from '../items/use-words.ts';
import { useEditor } from '../state/editor-context.tsx';
import type { Wire } from '../state/editor-state.ts';
import { besideOffset } from './beside.ts';
import { dragGesture, insertExisting } from './insert-existing.ts';
import { makeRoom } from './make-room.ts';

/** Everything that a hand, a key or a menu can do to the network. Each is one undo step; `reveal` brings what it added into view. */
export function useCommands(reveal: (ids: readonly string[]) => void) {
  const playground = usePlayground();
  const editor = useEditor();
  const words = useWords();
  const { t } = useTranslation();

  return useMemo(() => {
    const { project: store, view } = playground;
    const current = (): Project => store.getState().project;
    const selection = () => view.getState().selection;
    const titleOf = (id: string): string => {
      const node = current().graph.nodes.find((item) => item.id === id);
      return node ? nodeTitle(node, current(), words) : id;
    };
    const say = (text: string, undoable = false) => editor.notify({ text, tone: 'info', about: undoable ? current() : null });
    const refuse = (items: readonly Diagnostic[]) => {
      const texts = items
        .map((item) => diagnosticText(item, words.language))
        .flatMap(({ message, hint }) => [message, hint ?? '']);
      editor.notify({ text: texts.join(' ').trim(), tone: 'error', about: null });
    };

    /** Makes the edit and selects what it added; says why where it is refused. A gesture may go on: `held`, in which nothing opens under the hand. */
    function make(recipe: (project: Project) => Result<Project>, done?: string, gesture?: string, held = false): boolean {
      const before = current();
      const result = recipe(before);
      if (!result.ok) {
        refuse(result.diagnostics);
        return false;
      }
      if (result.value === before) return false;
      store.edit(() => result.value, gesture === undefined ? {} : { gesture });
      if (!held) store.endGesture();
      const added = addedNodes(before, result.value);
      const known = new Set(before.ties.map(({ id }) => id));
      const [tie] = result.value.ties.filter(({ id }) => !known.has(id));
      const left = new Set(result.value.graph.nodes.map(({ id }) => id));
      if (tie) view.select([], [flowTieId(tie.id)]);
      else view.select(added.length > 0 && !held ? added : selection().nodes.filter((id) => left.has(id)));
      if (!held) reveal(tie ? [tie.a, tie.b] : added);
      if (done !== undefined) say(done, true);
      return true;
    }

    /** What was removed must not stay selected. Among the edges may be soft sharing, which is drawn as one. */
    function remove(nodes: readonly string[], edges: readonly string[], done: (count: number) => string): void {
      const count = nodes.length > 0 ? nodes.length : edges.length;
      if (count === 0) return;
      const text = done(count);
      const ties = edges.flatMap((id) => tieOf(id) ?? []);
      if (make((project) => ok(removeTies(removeEdges(removeNodes(project, nodes), edges), ties)), text)) view.select([]);
    }

    const removedText = (nodes: readonly string[], edges: readonly string[]) => (number: number) => {
      if (nodes.length === 1) return t('editor.notice.removedNode', { node: titleOf(nodes[0] ?? '') });
      if (nodes.length > 1) return t('editor.notice.removedNodes', { number });
      if (edges.length === 1) return t(tieOf(edges[0] ?? '') === null ? 'editor.notice.removedEdge' : 'editor.notice.removedTie');
      return t('editor.notice.removedEdges', { number });
    };

    const chosenNodes = (ids?: readonly string[]) => ids ?? selection().nodes;

    return {
      titleOf,
      refuse,
      /** An edit of any kind as one undo step, which selects what it added and says `done`, or why it is refused. */
      apply: (recipe: (project: Project) => Result<Project>, done?: string): boolean => make(inFlow(recipe), done),
      /** One of the edits that a hand makes before it lets go (`store.endGesture`): together they are one undo step. */
      applyHeld: (recipe: (project: Project) => Result<Project>, gesture: string): boolean =>
        make(inFlow(recipe), undefined, gesture, true),
      /** Where a node goes that is put into the middle of an edge. */
      middleOf(edgeId: string): Position {
        const { nodes, edges } = current().graph;
        const edge = edges.find(({ id }) => id === edgeId);
        const ends = nodes.filter(({ id }) => id === edge?.source || id === edge?.target).map(({ position }) => position);
        const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
        return { x: mean(ends.map(({ x }) => x)), y: mean(ends.map(({ y }) => y)) };
      },
      add(item: Pick<PaletteItem, 'kind' | 'params'>, at: Position, wire: Wire | null): void {
        const place =
          wire?.from === 'edge'
            ? at
            : freePlace(current().graph.nodes, at, picturedIn(derive(current()).analysis), { id: '', ...item });
        const node = { kind: item.kind, params: handParams(current(), item, wire), position: place };
        make((project) => {
          switch (wire?.from) {
            case undefined:
              return ok(addNode(project, node));
            case 'output':
              return ok(addNodeAfter(project, wire.node, node));
            case 'port':
              return ok(addNodeBefore(project, { target: wire.node, port: wire.port }, node));
            case 'edge': {
              const result = addNodeBetween(project, wire.edge, node);
              return result.ok ? roomFor(result.value, addedNodes(project, result.value)) : result;
            }
          }
        });
      },
      connect: (connection: Connection): boolean => make((project) => ok(connect(project, connection))),
      /** With the Dense layer (and the Flatten) that a head needs in between. */
      connectThroughDense(connection: Connection): void {
        make((project) => {
          const { signature } = derive(project);
          if (!signature) return ok(connect(project, connection));
          const edited = connectWithDense(project, signature, connection);
          return roomFor(edited, addedNodes(project, edited));
        });
      },
      /** Connects a task's output where the tasks part. */
      async attachHead(task: string): Promise<void> {
        const { attachHeadOf } = await import('../../common/added-task.ts');
        const problems = attachHeadOf(playground, task);
        if (problems.length > 0) refuse(problems);
        else say(t('editor.notice.attached'), true);
      },
      removeNodes: (ids: readonly string[]): void => remove(ids, [], removedText(ids, [])),
      removeEdges: (ids: readonly string[]): void => remove([], ids, removedText([], ids)),
      removeSelection(): void {
        const { nodes, edges } = selection();
        remove(nodes, edges, removedText(nodes, edges));
      },
      copy(ids?: readonly string[]): void {
        const nodes = chosenNodes(ids);
        if (nodes.length === 0) return;
        editor.clipboard.current = { fragment: copyFragment(current(), nodes) };
        say(t('editor.notice.copied', { number: nodes.length }));
      },
      cut(): void {
        const { nodes } = selection();
        if (nodes.length === 0) return;
        editor.clipboard.current = { fragment: copyFragment(current(), nodes) };
        remove(nodes, [], (number) => t('editor.notice.cut', { number }));
      },
      paste(): void {
        const held = editor.clipboard.current;
        if (!held) {
          say(t('editor.notice.nothingToPaste'));
          return;
        }
        make((project) => ok(pasteFragment(project, held.fragment, beside(project, held.fragment.nodes))));
      },
      duplicate(ids?: readonly string[]): void {
        const chosen = new Set(chosenNodes(ids));
        make((project) => {
          const copied = project.graph.nodes.filter(({ id }) => chosen.has(id));
          return ok(duplicateNodes(project, [...chosen], beside(project, copied)));
        });
      },
      setFrozen: (ids: readonly string[], frozen: boolean): boolean => make((project) => ok(setFrozen(project, ids, frozen))),
      setRate: (ids: readonly string[], rate: number): boolean =>
        make((project) => ok(setRate(project, ids, rate)), undefined, `rate:${ids.join()}`, true),
      async split(id: string): Promise<void> {
        // How layers are parted and joined is fetched when somebody wants it.
        const { copiesOf, splitWithRoom } = await import('./split-and-merge.ts');
        const done = t('editor.notice.split', { node: titleOf(id) });
        const before = current();
        // Its copies stay selected, so that Merge is one step away.
        if (
          make(
            inFlow((project) => splitWithRoom(project, id)),
            done,
          )
        )
          view.select(copiesOf(before, current(), id));
      },
      async merge(ids: readonly string[]): Promise<void> {
        const { mergeNodes } = await import('./split-and-merge.ts');
        make((project) => mergeNodes(project, ids), t('editor.notice.merged', { number: ids.length }));
      },
      async arrange(): Promise<void> {
        // How things are arranged is fetched when somebody asks for it.
        const { arrangedIn } = await import('./arranged-in.ts');
        const { clientWidth: width = 0, clientHeight: height = 0 } = editor.root.current ?? {};
        make((project) => ok(arrangedIn(project, { width, height })), t('editor.notice.arranged'));
      },
      insertExisting: (node: string, edge: string, at: Position): boolean =>
        make((project) => insertExisting(project, node, edge, at, roomFor), undefined, dragGesture),
      selectAll: (): void => view.select(current().graph.nodes.map(({ id }) => id)),
    };
  }, [playground, editor, words, t, reveal]);
}

/**
 * What a layer that a hand adds begins with: a Dense layer comes with ReLU, for without one two of them are no more than one; the last one before
 * a head comes without, since a loss reads its numbers as they are.
 */
export function handParams(
  { graph }: Project,
  item: Pick<PaletteItem, 'kind' | 'params'>,
  wire: Wire | null,
): PaletteItem['params'] {
  if (item.kind !== 'dense') return item.params;
  const into =
    wire?.from === 'port'
      ? wire.node
      : wire?.from === 'edge'
        ? graph.edges.find(({ id }) => id === wire.edge)?.target
        : undefined;
  const last = graph.nodes.some(({ id, kind }) => id === into && kind === headKind);
  return last ? item.params : { activation: 'relu', ...item.params };
}

const beside = (project: Project, copied: readonly GraphNode[]): Position =>
  besideOffset(project.graph.nodes, copied, flowOf(project.graph), picturedIn(derive(project).analysis));

/** An edit that places from left to right, made along the way that the network goes. */
const inFlow =
  (recipe: (project: Project) => Result<Project>) =>
  (project: Project): Result<Project> =>
    alongFlow(project, recipe, (edited) => picturedIn(derive(edited).analysis));

const roomFor = (project: Project, added: readonly string[]): Result<Project> =>
  inFlow((edited) => ok(makeRoom(edited, added)))(project);

export type Commands = ReturnType<typeof useCommands>;

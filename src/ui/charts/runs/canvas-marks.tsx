import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { nodeLabel } from '../../../core/graph/catalogue.ts';
import type { DocumentDifference } from '../../../core/graph/difference.ts';
import type { GraphNode, Project } from '../../../core/project/schema.ts';
import { runWords } from '../../../core/runs/words.ts';
import { inLanguage } from '../../../core/util/localized.ts';
import { useProject, useView } from '../../../store/react.tsx';
import { useSay } from '../../common/use-say.ts';

type Mark = 'added' | 'changed' | 'removed';

/** Signs beside the words, so that no mark is a colour alone. */
const signs: Readonly<Record<Mark, string>> = { added: '+', changed: '≠', removed: '−' };
const colours: Readonly<Record<Mark, string>> = { added: 'green', changed: 'yellow', removed: 'red' };

/** Rules of the page as long as the component is there: cards are drawn by others, who need not know of marks. */
function useSheet(rules: string): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [rules]);
}

/**
 * Marks the nodes that two documents do not have in common on the canvas that shows whichever document is open: a frame with a word around
 * those that stand there, a card in the place of those that only one of the two has.
 */
export function CanvasMarks(props: {
  readonly difference: DocumentDifference;
  readonly before: Project;
  readonly after: Project;
}) {
  const { difference, before, after } = props;
  const say = useSay();
  const language = useView((view) => view.language);
  const nodes = useProject(({ graph }) => graph.nodes);
  const there = new Set(nodes.map(({ id }) => id));
  const { added, changed, removed } = difference.nodes;
  const all: readonly (readonly [Mark, GraphNode, Project])[] = [
    ...added.map((node) => ['added', node, after] as const),
    ...changed.map(({ node }) => ['changed', node, after] as const),
    ...removed.map((node) => ['removed', node, before] as const),
  ];
  const words = (mark: Mark): string => `${signs[mark]} ${say(runWords[mark])}`;
  // Ids are letters, digits, «_» and «-»: nothing that a selector could read otherwise.
  const rules = all
    .filter(([, { id }]) => there.has(id))
    .map(
      ([
        mark,
        { id },
      ]) => `.react-flow__node[data-id="${id}"] { outline: 3px solid var(--mantine-color-${colours[mark]}-filled); outline-offset: 3px; border-radius: 8px; }
.react-flow__node[data-id="${id}"]::after { content: "${words(mark)}"; position: absolute; top: -28px; left: 0; padding-inline: 4px; border-radius: 4px; background: var(--surface); font-size: 13px; }`,
    );
  useSheet(rules.join('\n'));
  const ghosts = all.filter(([, { id }]) => !there.has(id));
  const surface = document.querySelector('.react-flow__viewport');
  if (!surface || ghosts.length === 0) return null;
  return createPortal(
    ghosts.map(([mark, node, of]) => (
      <div
        key={node.id}
        className="runs-ghost"
        data-mark={mark}
        style={{ transform: `translate(${node.position.x}px, ${node.position.y}px)` }}
      >
        {words(mark)}: {inLanguage(nodeLabel(node, of), language)}
      </div>
    )),
    surface,
  );
}

import { Text } from '@mantine/core';
import { useEffect } from 'react';
import { headTask, portsOf } from '../../../core/graph/catalogue.ts';
import { layerKind } from '../../../core/layers/layer-kinds.ts';
import { describeShape } from '../../../core/program/shapes.ts';
import { headKind, inputKind } from '../../../core/project/schema.ts';
import { diagnosticText } from '../../../core/util/diagnostics.ts';
import { useDerived, useProject, useView } from '../../../store/react.tsx';
import { TaskMark } from '../../common/task-mark.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { byPermission, checkAll, isRefusal, type Verdict } from '../commands/verdicts.ts';
import { KindIcon } from '../items/kind-icon.tsx';
import { rank } from '../items/rank.ts';
import { useEditor } from '../state/editor-context.tsx';
import type { Popup } from '../state/editor-state.ts';
import { FloatingPanel } from './floating-panel.tsx';
import { SearchList } from './search-list.tsx';

/** «Connect to…», and of an output «Connect from…»: every other node, the permitted ones first, the refused ones with their reason. Wiring without a mouse. */
export function ConnectTo(props: { readonly popup: Extract<Popup, { kind: 'connect' }>; readonly commands: Commands }) {
  const { popup, commands } = props;
  const { t } = useTranslation();
  const editor = useEditor();
  const language = useView((view) => view.language);
  const project = useProject((current) => current);
  const { signature, analysis } = useDerived();
  const held = project.graph.nodes.find(({ id }) => id === popup.node);
  const port = popup.from && held ? portsOf(held)?.[0]?.id : undefined;
  const impossible = !held || !signature || (popup.from && port === undefined);
  useEffect(() => {
    if (impossible) editor.close();
  }, [impossible, editor]);
  if (impossible) return null;

  const label = t(port === undefined ? 'editor.connecting.title' : 'editor.connecting.fromTitle', {
    node: commands.titleOf(held.id),
  });
  const start =
    port === undefined ? ({ side: 'output', node: held.id } as const) : ({ side: 'port', node: held.id, port } as const);
  // Data comes from nowhere, and nothing follows an output.
  const noEnd = port === undefined ? inputKind : headKind;
  const verdicts = byPermission(checkAll(project, signature, start).filter(({ node }) => node.kind !== noEnd));
  const entries = verdicts.map((verdict) => {
    const shape = analysis?.nodes.get(verdict.node.id)?.shape;
    const name = commands.titleOf(verdict.node.id);
    // Several layers may be called the same: what comes out of them tells them apart.
    const title = shape && verdict.node.kind !== headKind ? `${name} · ${describeShape(shape)}` : name;
    return { verdict, title, summary: '', terms: [title, verdict.node.id, verdict.node.kind] };
  });

  const detail = ({ item }: Verdict): string => {
    if (item === null) return t('editor.connecting.fits');
    if (item.code === 'graph.headFit') return t('editor.connecting.withDense', { units: String(item.values?.needed ?? '') });
    return diagnosticText(item, language).message;
  };

  const icon = ({ node }: Verdict) =>
    node.kind === headKind ? (
      <TaskMark task={headTask(node)} />
    ) : (
      <KindIcon name={node.kind === inputKind ? 'IconDatabase' : (layerKind(node.kind)?.icon ?? '')} />
    );

  return (
    <FloatingPanel label={label} screen={popup.screen} onClose={editor.close}>
      <Text size="xs" fw={600} px={4}>
        {label}
      </Text>
      <SearchList
        label={t('editor.connecting.search')}
        listLabel={label}
        nothing={() => t('editor.connecting.none')}
        optionsFor={(query) =>
          rank(entries, query).map(({ verdict, title }) => ({
            key: verdict.node.id,
            icon: icon(verdict),
            title,
            detail: detail(verdict),
            refused: isRefusal(verdict.item),
          }))
        }
        onPick={(key) => {
          const verdict = verdicts.find(({ node }) => node.id === key);
          editor.close();
          if (!verdict) return;
          if (verdict.item?.code === 'graph.headFit') commands.connectThroughDense(verdict.connection);
          else commands.connect(verdict.connection);
        }}
      />
    </FloatingPanel>
  );
}

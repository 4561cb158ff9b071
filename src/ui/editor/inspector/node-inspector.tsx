import { Switch, Text, TextInput, Tooltip } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import { headTask, inputData } from '../../../core/graph/catalogue.ts';
import { longestName, renameNode } from '../../../core/graph/edits.ts';
import { layerKind } from '../../../core/layers/layer-kinds.ts';
import { type GraphNode, headKind, inputKind } from '../../../core/project/schema.ts';
import { useDerived, usePlayground, useProject } from '../../../store/react.tsx';
import { DiagnosticNote } from '../../common/diagnostic-note.tsx';
import { LongText } from '../../common/long-text.tsx';
import { useLocalized } from '../../common/use-localized.ts';
import { useRefusal } from '../../common/use-refusal.ts';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { pictureContent } from '../elements/picture-content.ts';
import { useWords } from '../items/use-words.ts';
import { LayerFields } from './layer-fields.tsx';
import { NodeFacts } from './node-facts.tsx';
import { RateField } from './rate-field.tsx';

const Learned = lazy(async () => ({ default: (await import('../pictures/learned.tsx')).Learned }));

function Explanation({ node }: { readonly node: GraphNode }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const taskName = useProject((project) => project.tasks.find(({ id }) => id === headTask(node))?.name ?? headTask(node));
  const layer = layerKind(node.kind);
  if (node.kind === inputKind) return <Text size="xs">{t('editor.node.inputSummary')}</Text>;
  if (node.kind === headKind) return <Text size="xs">{t('editor.node.outputSummary', { task: taskName })}</Text>;
  if (!layer) return <Text size="xs">{t('editor.inspector.unknownKind', { kind: node.kind })}</Text>;
  return (
    <div>
      <Text size="xs">
        <strong>
          {localized(layer.text.title)}
          {t('editor.inspector.stop')}
        </strong>
        {localized(layer.text.summary)}
      </Text>
      <details className="ed-more">
        <summary>{t('editor.inspector.more')}</summary>
        <Text size="xs">
          <LongText text={layer.text.more} />
        </Text>
      </details>
    </div>
  );
}

/** One node: what it is, what is wrong with it, its parameters, its shapes, whom it serves, and what can be done with it. */
export function NodeInspector({ node, commands }: { readonly node: GraphNode; readonly commands: Commands }) {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const { analysis } = useDerived();
  const refusal = useRefusal();
  const document = useProject((current) => current);
  const words = useWords();
  const picture = useMemo(() => pictureContent(node, { project: document, analysis, words }), [node, document, analysis, words]);
  const found = analysis?.nodes.get(node.id);
  const isLayer = node.kind !== inputKind && node.kind !== headKind;
  return (
    <>
      <div className="ed-about">
        {[...(refusal?.where === `node:${node.id}` ? [refusal] : []), ...(found?.diagnostics ?? [])].map((item) => (
          <DiagnosticNote key={`${item.code}:${item.message}`} item={item} />
        ))}
        <Explanation node={node} />
        <TextInput
          label={t('editor.inspector.name')}
          value={node.name}
          maxLength={longestName}
          placeholder={commands.titleOf(node.id)}
          onChange={(event) => {
            const name = event.currentTarget.value;
            project.edit((current) => renameNode(current, node.id, name), { gesture: `name:${node.id}` });
          }}
          onBlur={() => project.endGesture()}
        />
        {node.kind === inputKind ? <Text size="xs">{`${t('editor.inspector.input')}: ${inputData(node)}`}</Text> : null}
        {isLayer && ((found?.parameterCount ?? 0) > 0 || node.frozen) ? (
          <>
            <Tooltip label={t('editor.actions.freezeHelp')} multiline maw={240}>
              <div>
                <Switch
                  label={t('editor.inspector.frozen')}
                  checked={node.frozen}
                  onChange={(event) => commands.setFrozen([node.id], event.currentTarget.checked)}
                />
              </div>
            </Tooltip>
            <RateField nodes={[node]} commands={commands} />
          </>
        ) : null}
      </div>
      <LayerFields node={node} />
      {picture ? (
        <Suspense fallback={null}>
          <Learned node={node.id} title={commands.titleOf(node.id)} content={picture} />
        </Suspense>
      ) : null}
      <NodeFacts node={node} />
    </>
  );
}

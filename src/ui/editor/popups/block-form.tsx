import { Button, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { analyzeGraph } from '../../../core/graph/analyze.ts';
import type { Block, BlockContext } from '../../../core/graph/blocks/block.ts';
import { insertBlock } from '../../../core/graph/blocks/insert-block.ts';
import { blockOf } from '../../../core/graph/blocks/registry.ts';
import type { Project } from '../../../core/project/schema.ts';
import type { DataSignature } from '../../../core/project/signature.ts';
import { useDerived, useProject, useView } from '../../../store/react.tsx';
import { DiagnosticNote } from '../../common/diagnostic-note.tsx';
import { FieldControl } from '../../common/field-control.tsx';
import { LongText } from '../../common/long-text.tsx';
import { useLocalized } from '../../common/use-localized.ts';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { BlockIcon } from '../items/block-icon.tsx';
import { useEditor } from '../state/editor-context.tsx';
import type { Popup } from '../state/editor-state.ts';
import { FloatingPanel } from './floating-panel.tsx';

const parametersOf = (project: Project, signature: DataSignature): number =>
  [...analyzeGraph(project, signature).nodes.values()].reduce((sum, { parameterCount }) => sum + parameterCount, 0);

function Form({
  block,
  context,
  commands,
}: {
  readonly block: Block;
  readonly context: BlockContext;
  readonly commands: Commands;
}) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const editor = useEditor();
  const { project, signature, language } = context;
  const [sizes, setSizes] = useState(() => block.suggest(context));
  const result = useMemo(() => insertBlock(block, context, sizes), [block, context, sizes]);
  const number = (value: number): string => new Intl.NumberFormat(language, { signDisplay: 'exceptZero' }).format(value);
  const cost = useMemo(() => {
    if (!result.ok) return null;
    return {
      nodes: result.value.graph.nodes.length - project.graph.nodes.length,
      parameters: parametersOf(result.value, signature) - parametersOf(project, signature),
    };
  }, [result, project, signature]);

  return (
    <form
      className="ed-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!result.ok) return;
        editor.close();
        const done = t('editor.block.inserted', { block: localized(block.text.title) });
        commands.apply((current) => insertBlock(block, { ...context, project: current }, sizes), done);
      }}
    >
      <Text size="xs">{localized(block.text.summary)}</Text>
      {block.fields(context).map((field) => (
        <FieldControl
          key={field.name}
          field={field}
          value={sizes[field.name]}
          onChange={(value) => setSizes({ ...sizes, [field.name]: value })}
        />
      ))}
      {result.ok ? (
        <Text size="xs" c="dimmed" role="status">
          {t('editor.block.cost', { nodes: number(cost?.nodes ?? 0), parameters: number(cost?.parameters ?? 0) })}
        </Text>
      ) : (
        result.diagnostics.slice(0, 2).map((item) => <DiagnosticNote key={`${item.code}:${item.message}`} item={item} />)
      )}
      <div className="ed-form-actions">
        <Button type="submit" size="xs" disabled={!result.ok}>
          {t('editor.block.insert')}
        </Button>
        <Button size="xs" variant="default" onClick={editor.close} data-close>
          {t('common.cancel')}
        </Button>
      </div>
      <details className="ed-more">
        <summary>{t('editor.inspector.more')}</summary>
        <Text size="xs">
          <LongText text={block.text.more} />
        </Text>
      </details>
    </form>
  );
}

/** The few sizes of a composite block and what it would cost, before it is inserted where `popup.place` says. */
export function BlockForm({
  popup,
  commands,
}: {
  readonly popup: Extract<Popup, { kind: 'block' }>;
  readonly commands: Commands;
}) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const editor = useEditor();
  const project = useProject((current) => current);
  const language = useView((view) => view.language);
  const { signature } = useDerived();
  const block = blockOf(popup.block);
  const { place } = popup;
  const context = useMemo(() => signature && { project, signature, place, language }, [project, signature, place, language]);
  if (!block || !context) return null;
  const title = localized(block.text.title);
  const edge = project.graph.edges.find(({ id }) => id === place.edge);
  const where = (() => {
    if (edge) return t('editor.block.between', { source: commands.titleOf(edge.source), target: commands.titleOf(edge.target) });
    if (place.nodes.length === 0) return t('editor.block.anywhere');
    return t('editor.block.at', { nodes: place.nodes.map(commands.titleOf).join(', ') });
  })();
  return (
    <FloatingPanel label={title} screen={popup.screen} onClose={editor.close}>
      <div className="ed-form-title">
        <BlockIcon name={block.icon} />
        <Text size="sm" fw={600}>
          {title}
        </Text>
      </div>
      <Text size="xs" c="dimmed" px={4}>
        {where}
      </Text>
      <Form key={block.id} block={block} context={context} commands={commands} />
    </FloatingPanel>
  );
}

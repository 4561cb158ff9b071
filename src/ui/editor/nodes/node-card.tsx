import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconSnowflake, IconX } from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { lazy, memo, Suspense } from 'react';
import { nodeSize } from '../../../core/graph/place.ts';
import { headKind } from '../../../core/project/schema.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { type FlowNode, type NodeContent, outputHandle, type PortContent, type TaskBadge } from '../elements/flow-types.ts';
import { KindIcon } from '../items/kind-icon.tsx';
import { LiveLoss } from './live-loss.tsx';

/** Wires end in the upper part of a card, whether a picture hangs below it or not. */
const middle = { top: nodeSize.height / 2 };

/** More stripes than this leave no room for the card. */
const mostStripes = 8;

function Stripes({ tasks }: { readonly tasks: readonly TaskBadge[] }) {
  return (
    <div className="ed-stripes" aria-hidden="true">
      {tasks.slice(0, mostStripes).map(({ id, color }) => (
        <span key={id} style={{ background: color }} />
      ))}
    </div>
  );
}

function TaskSymbols({ tasks, label }: { readonly tasks: readonly TaskBadge[]; readonly label: string }) {
  return (
    <span className="ed-symbols" role="img" aria-label={label} title={label}>
      {tasks.slice(0, mostStripes).map(({ id, color, symbol }) => (
        <span key={id} aria-hidden="true" style={{ color }}>
          {symbol}
        </span>
      ))}
      {tasks.length > mostStripes ? <span aria-hidden="true">+{tasks.length - mostStripes}</span> : null}
    </span>
  );
}

function ProblemSign({ problem }: { readonly problem: NonNullable<NodeContent['problem']> }) {
  const { t } = useTranslation();
  const isError = problem.severity === 'error';
  return (
    <Tooltip label={problem.text} multiline maw={280} openDelay={100} position="top">
      <span
        className="ed-problem"
        data-severity={problem.severity}
        role="img"
        aria-label={`${t(isError ? 'editor.node.error' : 'editor.node.warning')}: ${problem.text}`}
      >
        {isError ? <IconX size={12} stroke={3} /> : <IconAlertTriangle size={13} stroke={2.25} />}
      </span>
    </Tooltip>
  );
}

// How pictures are drawn comes with the first of them.
const LivePicture = lazy(async () => ({ default: (await import('../pictures/live-picture.tsx')).LivePicture }));

function Ports({ ports }: { readonly ports: readonly PortContent[] }) {
  return ports.map(({ id, title }, index) => (
    <Handle
      key={id}
      id={id}
      type="target"
      position={Position.Left}
      style={{ top: ((index + 1) * nodeSize.height) / (ports.length + 1) }}
    >
      {title === null ? null : <span className="ed-port-name">{title}</span>}
    </Handle>
  ));
}

/** A node of the network: what it is, what comes out of it, what it costs, whom it serves, and what is wrong with it. */
export const NodeCard = memo(function NodeCard({ id, data }: NodeProps<FlowNode>) {
  const { t } = useTranslation();
  const { task, picture } = data;
  const isHead = data.kind === headKind;
  // An error's colour comes before the task's.
  const line = task?.enabled && data.problem?.severity !== 'error' ? task.color : undefined;
  return (
    <div
      className="ed-card"
      data-kind={data.kind === 'input' || isHead ? data.kind : 'layer'}
      data-sharing={data.sharing}
      data-problem={data.problem?.severity}
      data-pictured={picture !== null || undefined}
      data-off={task !== null && !task.enabled ? true : undefined}
      style={{ borderColor: line }}
    >
      <Stripes tasks={data.tasks} />
      <div className="ed-card-body">
        <div className="ed-card-text">
          <div className="ed-card-top">
            {task ? (
              <span className="ed-head-symbol" style={{ color: task.color }} aria-hidden="true">
                {task.symbol}
              </span>
            ) : (
              <KindIcon name={data.icon} />
            )}
            <span className="ed-card-name">{data.title}</span>
            {data.frozen ? (
              <span className="ed-frozen" role="img" aria-label={t('editor.node.frozen')} title={t('editor.node.frozen')}>
                <IconSnowflake size={14} stroke={2} aria-hidden="true" />
              </span>
            ) : null}
            {data.problem ? <ProblemSign problem={data.problem} /> : null}
          </div>
          <div className="ed-card-bottom">
            {task && !task.enabled ? <span>{t('editor.node.off')}</span> : null}
            {data.shape === null ? null : <span className="ed-card-shape ed-figures">{data.shape.replaceAll(' ', '')}</span>}
            {task ? null : <TaskSymbols tasks={data.tasks} label={data.serves} />}
          </div>
          {data.parameters === null ? null : <div className="ed-card-quiet ed-figures">{data.parameters}</div>}
          {task ? <LiveLoss task={task.id} label={t('editor.node.loss')} /> : null}
        </div>
        {picture === null ? null : (
          <div className="ed-picture">
            <Suspense fallback={null}>
              <LivePicture node={id} title={data.title} content={picture} />
            </Suspense>
          </div>
        )}
      </div>
      <Ports ports={data.ports} />
      {data.hasOutput ? <Handle id={outputHandle} type="source" position={Position.Right} style={middle} /> : null}
    </div>
  );
});

import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconSnowflake, IconX } from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo, type ReactNode, useContext } from 'react';
import { nodeSize } from '../../../core/graph/place.ts';
import { headKind } from '../../../core/project/schema.ts';
import { loadLaterStrings } from '../../../locales/registry.ts';
import { useHealthWatched, useRun, useView } from '../../../store/react.tsx';
import { arriving } from '../../common/arriving.tsx';
import { lazyPart } from '../../common/pane-boundary.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { type FlowNode, type NodeContent, outputHandle, type PortContent, type TaskBadge } from '../elements/flow-types.ts';
import { KindIcon } from '../items/kind-icon.tsx';
import { FarContext } from './far-context.ts';
import { isLong, isWide, wordWidth } from './levels.ts';
import { LiveLoss, LiveWeight } from './live-loss.tsx';

/** Wires from the side end in the upper part of a card, whether a picture hangs below it or not. */
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

// What is measured comes after the first load, and so does how it is said.
const LiveMetric = arriving(async () => (await import('./live-metric.tsx')).LiveMetric);

function Metric({ task }: { readonly task: string }) {
  const measured = useRun(({ history }) => history.recorded.validation.length > 0);
  return measured ? <LiveMetric task={task} /> : null;
}

// How pictures are drawn comes with the first of them.
const LivePicture = arriving(
  async () => (await Promise.all([import('../pictures/live-picture.tsx'), loadLaterStrings()]))[0].LivePicture,
);

// How conflict is drawn comes with the first card that shows it.
const ConflictTint = arriving(async () => (await import('./conflict-tint.tsx')).ConflictTint);

// And how layers are marked.
const HealthMark = lazyPart(async () => (await import('./health-mark.tsx')).HealthMark);

function Ports({ ports, down }: { readonly ports: readonly PortContent[]; readonly down: boolean }) {
  return ports.map(({ id, title }, index) => (
    <Handle
      key={id}
      id={id}
      type="target"
      position={down ? Position.Top : Position.Left}
      style={
        down
          ? { left: `${(100 * (index + 1)) / (ports.length + 1)}%` }
          : { top: ((index + 1) * nodeSize.height) / (ports.length + 1) }
      }
    >
      {title === null ? null : <span className="ed-port-name">{title}</span>}
    </Handle>
  ));
}

function Frame({ id, data, children }: { readonly id: string; readonly data: NodeContent; readonly children?: ReactNode }) {
  const tinted = useView((view) => view.conflictColours) && data.tasks.length > 1;
  const watched = useHealthWatched();
  const { task } = data;
  // An error's colour comes before the task's.
  const line = task?.enabled && data.problem?.severity !== 'error' ? task.color : undefined;
  return (
    <div
      className="ed-card"
      data-kind={data.kind === 'input' || data.kind === headKind ? data.kind : 'layer'}
      data-sharing={data.sharing}
      data-problem={data.problem?.severity}
      data-pictured={data.picture !== null || undefined}
      data-faded={data.faded || undefined}
      data-off={task !== null && !task.enabled ? true : undefined}
      style={{ borderColor: line }}
    >
      <Stripes tasks={data.tasks} />
      {tinted ? <ConflictTint node={id} /> : null}
      {watched ? <HealthMark node={id} title={data.title} /> : null}
      {children}
    </div>
  );
}

/** A node of the network: what it is, what comes out of it, what it costs, whom it serves, and what is wrong with it. */
export const NodeCard = memo(function NodeCard({ id, data, sourcePosition }: NodeProps<FlowNode>) {
  const down = sourcePosition === Position.Bottom;
  return useContext(FarContext) ? <Frame id={id} data={data} /> : <ReadableCard id={id} data={data} down={down} />;
});

function ReadableCard({ id, data, down }: Pick<NodeProps<FlowNode>, 'id' | 'data'> & { readonly down: boolean }) {
  const { t } = useTranslation();
  const { task, picture } = data;
  return (
    <Frame id={id} data={data}>
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
            <span
              className="ed-card-name"
              data-long={isLong(data.title) || undefined}
              data-wide={isWide(data.title) || undefined}
              style={{ '--word': wordWidth(data.title) }}
            >
              {data.title}
            </span>
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
            {task ? <LiveWeight task={task.id} label={t('editor.node.weight')} /> : null}
            {task ? <Metric task={task.id} /> : <TaskSymbols tasks={data.tasks} label={data.serves} />}
          </div>
          {data.parameters === null ? null : <div className="ed-card-quiet ed-figures">{data.parameters}</div>}
          {task ? <LiveLoss task={task.id} label={t('editor.node.loss')} /> : null}
        </div>
        {picture === null ? null : (
          <div className="ed-picture">
            <LivePicture node={id} title={data.title} content={picture} />
          </div>
        )}
      </div>
      <Ports ports={data.ports} down={down} />
      {data.hasOutput ? (
        <Handle
          id={outputHandle}
          type="source"
          position={down ? Position.Bottom : Position.Right}
          {...(down ? {} : { style: middle })}
        />
      ) : null}
    </Frame>
  );
}

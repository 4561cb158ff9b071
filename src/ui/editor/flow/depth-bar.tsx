import { Slider, Tooltip } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { plainSharingDepth } from '../../../core/graph/plain-sharing-depth.ts';
import { ok } from '../../../core/util/diagnostics.ts';
import { useDerived, usePlayground, useProject, useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import type { Commands } from '../commands/use-commands.ts';
import { nodeTitle } from '../elements/node-words.ts';
import './depth-bar.css';

// How layers are split and merged is fetched when a hand comes near, or where it takes that to know what could be shared.
const load = () => import('../../../core/graph/sharing-depth.ts');
type Sharing = Awaited<ReturnType<typeof load>>;

/**
 * Under the network, from 0 (independent) to all layers (shared): a drag, or a key, is one undo step. It says which layers are shared and what
 * that costs. Nothing where the shared layers are no line, or no layer could be shared.
 */
export function DepthBar({
  commands,
  reveal,
}: {
  readonly commands: Commands;
  readonly reveal: (ids: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const { actions, project: store } = usePlayground();
  const project = useProject((current) => current);
  const language = useView((view) => view.language);
  const { signature, analysis } = useDerived();
  const [sharing, setSharing] = useState<Sharing | null>(null);
  const plain = useMemo(() => (analysis ? plainSharingDepth(project, analysis) : null), [project, analysis]);
  const fetchSharing = (): void => void load().then(setSharing, () => undefined);
  const unknown = plain === null && sharing === null;
  useEffect(() => {
    if (unknown) load().then(setSharing, () => undefined);
  }, [unknown]);
  const found = useMemo(() => {
    if (plain || !sharing || !signature) return plain;
    const depth = sharing.sharingDepthOf(project, signature);
    return depth.ok ? depth.value : null;
  }, [plain, sharing, project, signature]);
  /** One change after the other, the first once it is known how. */
  const changes = useRef<Promise<void>>(Promise.resolve());
  if (!found || !signature || found.most === 0) return null;

  const { depth, most, whole, layers } = found;
  const parameters = [...(analysis?.nodes.values() ?? [])].reduce((sum, { parameterCount }) => sum + parameterCount, 0);
  const names = layers.map((node) => nodeTitle(node, whole, { language }));
  const list = (part: readonly string[]) => part.join(t('stage.depth.separator'));
  const namesOf = (value: number): string => {
    if (value === 0) return t('stage.depth.none', { own: list(names) });
    if (value === names.length) return t('stage.depth.all', { shared: list(names) });
    return t('stage.depth.some', { shared: list(names.slice(0, value)), own: list(names.slice(value)) });
  };
  const then = (act: (how: Sharing) => void): void => {
    changes.current = changes.current.then(load).then(act, () => undefined);
  };
  // Cards that no hand has moved stand as well with another depth as with this one.
  const change = (value: number): void =>
    then(({ withSharingDepth }) => {
      commands.applyHeld((current) => {
        const next = withSharingDepth(current, signature, value);
        return next.ok ? ok(actions.inPlace(current, next.value)) : next;
      }, 'sharing.depth');
    });

  return (
    <fieldset
      className="ed-depth"
      onPointerEnter={fetchSharing}
      onFocus={fetchSharing}
      aria-label={t('stage.depth.title')}
      data-testid="sharing-depth"
    >
      <Tooltip label={t('stage.depth.help')} multiline maw={280}>
        <span className="ed-depth-title">{t('stage.depth.title')}</span>
      </Tooltip>
      <span>{t('stage.depth.independent')}</span>
      <Tooltip label={namesOf(depth)} multiline maw={320}>
        <div className="ed-depth-slider">
          <Slider
            size="sm"
            thumbSize={18}
            min={0}
            max={most}
            step={1}
            value={depth}
            thumbLabel={t('stage.depth.title')}
            label={null}
            marks={Array.from({ length: most + 1 }, (_, value) => ({ value }))}
            thumbValueText={namesOf}
            onChange={change}
            onChangeEnd={() =>
              then(() => {
                store.endGesture();
                reveal(store.getState().project.graph.nodes.map(({ id }) => id));
              })
            }
          />
        </div>
      </Tooltip>
      <span>{t('stage.depth.shared')}</span>
      <span className="ed-depth-state ed-figures" role="status">
        {t('stage.depth.state', { depth, most, parameters: new Intl.NumberFormat(language).format(parameters) })}
      </span>
    </fieldset>
  );
}

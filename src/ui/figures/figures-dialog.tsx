import { Button, Group, Modal, NativeSelect, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { fileNameOf } from '../../core/runs/file-name.ts';
import { diagnostic } from '../../core/util/diagnostics.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { reasonOf } from '../../core/util/reason.ts';
import { usePlayground, useProject, useRun } from '../../store/react.tsx';
import { type FigureTheme, figureColours } from '../common/paper/colours.ts';
import { pointsOf, svgFile, unitsOf } from '../common/paper/figure.ts';
import { figureOf } from '../common/paper/figure-of.ts';
import { offersOf } from '../common/paper/offers.ts';
import { saveFile } from '../common/save-file.ts';
import { styleNonce } from '../common/style-nonce.ts';
import { useTranslation } from '../common/use-translation.ts';
import { asPng, pixelsPerInch } from './as-png.ts';
import { curvesFigure } from './curves-figure.ts';
import './figures.css';
import { fontRule } from './font.ts';
import { networkFigure } from './network-figure.ts';
import { useCurvesDrawing, useNetworkDrawing } from './use-drawings.ts';

/** A column and a page of most papers, in centimetres. */
const widths = ['8', '16'] as const;
/** Smaller than this, nobody reads it on paper, in points. */
const leastPoints = 5;

/** The charts that stand on the page, as they were when this opened, and the one that was asked for. */
function useCharts() {
  const offered = offersOf(usePlayground());
  const { offers, chosen } = useSyncExternalStore(offered.subscribe, offered.getState, offered.getState);
  useEffect(() => () => offered.choose(null), [offered]);
  return { charts: useMemo(() => offers.map(({ id, draw }) => ({ id, drawing: draw() })), [offers]), chosen };
}

/** Pictures of the network, of the curves and of every chart on the page, for a paper or slides. */
export function FiguresDialog() {
  const { t } = useTranslation();
  const { run, view } = usePlayground();
  const project = useProject((document) => document);
  const trained = useRun(({ history }) => history.recorded.count > 0);
  const { charts, chosen } = useCharts();
  const [wanted, setWanted] = useState(chosen ?? 'network');
  const [width, setWidth] = useState<(typeof widths)[number]>('8');
  const [theme, setTheme] = useState<FigureTheme>('light');
  const [written, setWritten] = useState<string | null>(null);
  const [font, setFont] = useState('');
  const units = unitsOf(Number(width));
  const chart = charts.find(({ id }) => id === wanted)?.drawing;
  const subject = chart ? 'chart' : wanted === 'curves' ? 'curves' : 'network';
  const title = written ?? chart?.title ?? project.name;
  const network = useNetworkDrawing(title);
  const curves = useCurvesDrawing(title, units);

  useEffect(() => {
    // Without it a figure is drawn with fonts of whoever looks at it.
    fontRule().then(setFont, (error: unknown) =>
      run.notify([diagnostic('page.figureFont', { reason: reasonOf(error) }, 'page')]),
    );
  }, [run]);

  const colours = figureColours(theme);
  const figure = chart
    ? figureOf({ ...chart, title }, units, colours)
    : subject === 'network'
      ? networkFigure(network, units, colours)
      : curvesFigure(curves, units, colours);
  const look = { title: title || project.name, colours, font };
  const drawn = svgFile(figure, { ...look, nonce: styleNonce() });
  const preview = useMemo(() => `data:image/svg+xml,${encodeURIComponent(drawn)}`, [drawn]);
  const points = pointsOf(figure.smallest);
  const name = chart?.title ?? t(subject === 'curves' ? 'figures.curves' : 'figures.network');

  const save = async (as: 'svg' | 'png'): Promise<void> => {
    const step = subject === 'network' ? null : run.getState().history.status.step;
    const file = fileNameOf(project, step, as, name);
    try {
      if (as === 'svg') saveFile(file, svgFile(figure, look), 'image/svg+xml');
      else saveFile(file, await asPng(drawn, figure), 'image/png');
    } catch (error) {
      run.notify([diagnostic('page.figureNotDrawn', { reason: reasonOf(error) }, 'page')]);
    }
  };

  return (
    <Modal
      opened
      onClose={() => view.set({ dialog: null })}
      title={t('figures.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className="figures">
        <Stack gap="xs">
          <NativeSelect
            label={t('figures.subject')}
            size="xs"
            data={[
              { value: 'network', label: t('figures.network') },
              { value: 'curves', label: t('figures.curves'), disabled: !trained },
              ...charts.map(({ id, drawing }) => ({ value: id, label: drawing.title })),
            ]}
            value={chart ? wanted : subject}
            onChange={({ currentTarget }) => setWanted(currentTarget.value)}
          />
          <Text size="xs" c="dimmed">
            {t(trained ? 'figures.charts' : 'figures.untrained')}
          </Text>
          <TextInput label={t('figures.heading')} value={title} onChange={(event) => setWritten(event.currentTarget.value)} />
          <SegmentedControl
            aria-label={t('figures.width')}
            size="xs"
            fullWidth
            data={widths.map((value) => ({ value, label: t('figures.centimetres', { width: value }) }))}
            value={width}
            onChange={(value) => setWidth(widths.find((one) => one === value) ?? width)}
          />
          <SegmentedControl
            aria-label={t('figures.theme')}
            size="xs"
            fullWidth
            data={[
              { value: 'light', label: t('app.theme.light') },
              { value: 'dark', label: t('app.theme.dark') },
            ]}
            value={theme}
            onChange={(value) => setTheme(value === 'dark' ? 'dark' : 'light')}
          />
          <Text size="xs" {...(points < leastPoints ? {} : { c: 'dimmed' })} role="status" data-testid="smallest-text">
            {t(points < leastPoints ? 'figures.tooSmall' : 'figures.smallest', {
              points: formatNumber(Math.round(points * 10) / 10),
            })}
          </Text>
          <Group gap="xs">
            {(['svg', 'png'] as const).map((as) => (
              <Button
                key={as}
                size="xs"
                variant={as === 'svg' ? 'filled' : 'default'}
                leftSection={<IconDownload size={14} aria-hidden="true" />}
                onClick={() => void save(as)}
              >
                {t(`figures.${as}`, { density: pixelsPerInch })}
              </Button>
            ))}
          </Group>
        </Stack>
        <div className="figures-preview">
          <img src={preview} alt={t('figures.preview', { subject: name })} style={{ width: figure.width }} />
        </div>
      </div>
    </Modal>
  );
}

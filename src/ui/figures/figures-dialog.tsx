import { Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { fileNameOf } from '../../core/runs/file-name.ts';
import { diagnostic } from '../../core/util/diagnostics.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { reasonOf } from '../../core/util/reason.ts';
import { usePlayground, useProject, useRun } from '../../store/react.tsx';
import { saveFile } from '../common/save-file.ts';
import { styleNonce } from '../common/style-nonce.ts';
import { useTranslation } from '../common/use-translation.ts';
import { asPng, pixelsPerInch } from './as-png.ts';
import { type FigureTheme, figureColours } from './colours.ts';
import { curvesFigure } from './curves-figure.ts';
import { pointsOf, svgFile, unitsOf } from './figure.ts';
import './figures.css';
import { fontRule } from './font.ts';
import { networkFigure } from './network-figure.ts';
import { useCurvesDrawing, useNetworkDrawing } from './use-drawings.ts';

const subjects = ['network', 'curves'] as const;
type Subject = (typeof subjects)[number];

/** A column and a page of most papers, in centimetres. */
const widths = ['8', '16'] as const;
/** Smaller than this, nobody reads it on paper, in points. */
const leastPoints = 5;

/** The page's own words for a part of the dialog's state. */
const choice = <T extends string>(all: readonly T[], wanted: string, before: T): T => all.find((one) => one === wanted) ?? before;

/** Pictures of the network and of the curves, for a paper or slides. */
export function FiguresDialog() {
  const { t } = useTranslation();
  const { run, view } = usePlayground();
  const project = useProject((document) => document);
  const trained = useRun(({ history }) => history.recorded.count > 0);
  const [subject, setSubject] = useState<Subject>('network');
  const [width, setWidth] = useState<(typeof widths)[number]>('8');
  const [theme, setTheme] = useState<FigureTheme>('light');
  const [title, setTitle] = useState(project.name);
  const [font, setFont] = useState('');
  const units = unitsOf(Number(width));
  const network = useNetworkDrawing(title);
  const curves = useCurvesDrawing(title, units);

  useEffect(() => {
    // Without it a figure is drawn with fonts of whoever looks at it.
    fontRule().then(setFont, (error: unknown) =>
      run.notify([diagnostic('page.figureFont', { reason: reasonOf(error) }, 'page')]),
    );
  }, [run]);

  const colours = figureColours(theme);
  const figure = subject === 'network' ? networkFigure(network, units, colours) : curvesFigure(curves, units, colours);
  const look = { title: title || project.name, colours, font };
  const drawn = svgFile(figure, { ...look, nonce: styleNonce() });
  const preview = useMemo(() => `data:image/svg+xml,${encodeURIComponent(drawn)}`, [drawn]);
  const points = pointsOf(figure.smallest);

  const save = async (as: 'svg' | 'png'): Promise<void> => {
    const step = subject === 'curves' ? run.getState().history.status.step : null;
    const name = fileNameOf(project, step, as, t(`figures.${subject}`));
    try {
      if (as === 'svg') saveFile(name, svgFile(figure, look), 'image/svg+xml');
      else saveFile(name, await asPng(drawn, figure), 'image/png');
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
          <SegmentedControl
            aria-label={t('figures.subject')}
            size="xs"
            fullWidth
            data={subjects.map((value) => ({ value, label: t(`figures.${value}`), disabled: value === 'curves' && !trained }))}
            value={subject}
            onChange={(value) => setSubject(choice(subjects, value, subject))}
          />
          {trained ? null : (
            <Text size="xs" c="dimmed">
              {t('figures.untrained')}
            </Text>
          )}
          <TextInput label={t('figures.heading')} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
          <SegmentedControl
            aria-label={t('figures.width')}
            size="xs"
            fullWidth
            data={widths.map((value) => ({ value, label: t('figures.centimetres', { width: value }) }))}
            value={width}
            onChange={(value) => setWidth(choice(widths, value, width))}
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
          <img src={preview} alt={t('figures.preview', { subject: t(`figures.${subject}`) })} style={{ width: figure.width }} />
        </div>
      </div>
    </Modal>
  );
}

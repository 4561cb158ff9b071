import { Box, Button, Group, NumberInput, Text, Tooltip } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { isOwnId } from '../../core/data/import/own-dataset.ts';
import { givenInputs, type InputInfo } from '../../core/project/signature.ts';
import type { InputValues } from '../../core/runs/protocol.ts';
import { generatedOf } from '../../core/tasks/formats/format-of.ts';
import { at } from '../../core/util/assert-never.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { useProject, useRun } from '../../store/react.tsx';
import { type LoadedData, type LoadedTask, useLoadedData, useLoadedTasks } from '../common/loaded-tasks.ts';
import { lazyPane, withRareStrings } from '../common/pane-boundary.tsx';
import { identityOf } from '../common/task-identity.ts';
import { usePrediction } from '../common/use-prediction.ts';
import { useSamples } from '../common/use-samples.ts';
import { useTranslation } from '../common/use-translation.ts';
import { DrawPad } from './draw-pad.tsx';
import { PictureButton } from './picture-button.tsx';
import { PointPad } from './point-pad.tsx';
import { displayOf } from './samples/displays/registry.ts';
import { ListenButton } from './samples/listen-button.tsx';
import { SampleInput } from './samples/sample-input.tsx';
import { TablePad } from './samples/table-pad.tsx';
import { TextPad } from './samples/text-pad.tsx';
import { readPrediction, TaskOutput } from './task-output.tsx';

const SoundButtons = lazyPane(() => withRareStrings(async () => (await import('./sound-buttons.tsx')).SoundButtons));
const FilePredictions = lazyPane(() => withRareStrings(async () => (await import('./file-predictions.tsx')).FilePredictions));

/** The size of the digits that the pad draws. */
const isDigit = ({ shape }: InputInfo): boolean => shape.join() === '28,28,1';
const isPicture = ({ shape: [height, width, channels] }: InputInfo): boolean => channels !== undefined && height === width;
const pictureSize = 176;

/** Where a point stands before anybody moves it. */
const firstPoint = Float32Array.of(0.3, 0.3);

interface TriedInput {
  /** What every task predicts; null while nothing is drawn. */
  readonly inputs: InputValues | null;
  /** The test sample that it began with. */
  readonly row: number;
  readonly change: (id: string, values: Float32Array | Int32Array | null) => void;
  readonly another: () => void;
  /** The test sample of the moment. */
  readonly sample: InputValues | undefined;
}

/** What the visitor draws on an empty pad, or makes of a test sample. */
function useTriedInput({ signature, view }: LoadedData, draws: boolean): TriedInput {
  const [place, setPlace] = useState(0);
  const available = useRun(({ history }) => history.prepared?.splitSizes.test ?? 0);
  const taken = useSamples('test', available > 0 ? place % available : 0, 1, false);
  const [made, setMade] = useState<{ readonly of: unknown; readonly inputs: InputValues }>({ of: null, inputs: {} });
  const own = draws || made.of === taken ? made.inputs : null;
  const inputs = useMemo(() => {
    const given = givenInputs(signature).flatMap(({ id }) => {
      const values = draws ? undefined : view === 'points' ? firstPoint : ownValue(taken?.inputs ?? {}, id);
      return values ? [[id, values] as const] : [];
    });
    const all: InputValues = { ...Object.fromEntries(given), ...own };
    return Object.keys(all).length > 0 ? all : null;
  }, [signature, view, draws, taken, own]);
  return {
    inputs,
    row: taken?.rows[0] ?? 0,
    change: (id, values) => setMade({ of: taken, inputs: values ? { ...own, [id]: values } : {} }),
    another: () => setPlace((n) => n + 1),
    sample: taken?.inputs,
  };
}

/** One input to write, set or move. */
function InputPad(props: {
  readonly data: LoadedData;
  readonly info: InputInfo;
  readonly values: Float32Array | Int32Array | undefined;
  readonly onChange: (values: Float32Array | Int32Array) => void;
}) {
  const { data, info, values, onChange } = props;
  if (!values) return null;
  if (info.dtype === 'i32') return <TextPad info={info} tokens={values} onChange={onChange} />;
  if (!(values instanceof Float32Array) || info.shape.length !== 1) return null;
  if (data.view !== 'points') return <TablePad info={info} values={values} onChange={onChange} />;
  return <PointPad point={[at(values, 0), at(values, 1)]} onChange={(point) => onChange(Float32Array.from(point))} />;
}

/** The loaded data's own way to try it. */
function TryingOut({ data, tasks }: { readonly data: LoadedData; readonly tasks: readonly LoadedTask[] }) {
  const { t } = useTranslation();
  const project = useProject((document) => document);
  const infos = givenInputs(data.signature);
  const [first] = infos;
  const draws = first !== undefined && isDigit(first);
  const picture = infos.find(isPicture);
  // Of the page's own data, frames are made otherwise than of a sound that is recorded.
  const sound = data.view === 'audio' && isOwnId(project.data.dataset) ? first : undefined;
  const { inputs, row, change, another, sample } = useTriedInput(data, draws);
  /** What stands on the pad without having been drawn. */
  const [given, setGiven] = useState<Float32Array | null>(null);
  const give = (id: string, pixels: Float32Array | Int32Array | undefined): void => {
    if (!(pixels instanceof Float32Array)) return;
    if (draws) setGiven(pixels);
    change(id, pixels);
  };
  const next = (): void => {
    if (draws) give(first.id, ownValue(sample ?? {}, first.id));
    another();
  };
  const [beam, setBeam] = useState(1);
  const prediction = usePrediction(inputs, 1, beam);
  const boxes = prediction
    ? tasks.flatMap((entry) => {
        const predicted = readPrediction(entry, prediction);
        const { color } = identityOf(project, entry.task.id);
        return (predicted && displayOf(entry.target).boxes?.(entry.task.id, { predicted, truth: null }, color)) ?? [];
      })
    : [];
  // A table may have more sliders than there is room for: what they do stays in sight above them, and what is focused stays clear of it.
  const saidFirst = data.view === 'table';
  const { ref, height } = useElementSize();
  const said = (
    <div className="try-said" ref={ref}>
      {inputs === null && draws ? (
        <Text size="sm" c="dimmed">
          {t('tryIt.empty')}
        </Text>
      ) : null}
      {tasks.map((entry) => (
        <TaskOutput key={entry.task.id} entry={entry} data={data} inputs={inputs} prediction={prediction} />
      ))}
    </div>
  );
  return (
    <Box className="try-it" data-view={data.view} style={{ '--said-height': `${height}px` }}>
      {saidFirst ? said : null}
      <div className="try-input">
        {draws ? <DrawPad given={given} onChange={(digit) => change(first.id, digit)} /> : null}
        {!draws && inputs && (data.view === 'image' || data.view === 'audio') ? (
          <SampleInput
            data={data}
            sample={inputs}
            size={pictureSize}
            label={t('panels.predictions.sample', { row })}
            boxes={boxes}
          />
        ) : null}
        {infos.map((info) => (
          <InputPad
            key={info.id}
            data={data}
            info={info}
            values={draws ? undefined : ownValue(inputs ?? {}, info.id)}
            onChange={(values) => change(info.id, values)}
          />
        ))}
        {data.view === 'points' ? null : (
          <Group gap="xs">
            <Button size="compact-xs" variant="default" onClick={next}>
              {t('tryIt.sample')}
            </Button>
            {sound ? <SoundButtons info={sound} onSound={(frames) => change(sound.id, frames)} /> : null}
            {picture ? <PictureButton info={picture} onPicture={(pixels) => give(picture.id, pixels)} /> : null}
            {draws ? null : <ListenButton project={data.project} row={row} />}
          </Group>
        )}
        {tasks.some(({ target }) => generatedOf(target)) ? (
          <Tooltip label={t('tryIt.beamHelp')} multiline maw={280}>
            <NumberInput
              size="xs"
              w={88}
              label={t('tryIt.beam')}
              value={beam}
              min={1}
              max={8}
              allowDecimal={false}
              onChange={(next) => {
                if (typeof next === 'number' && next >= 1 && next <= 8) setBeam(next);
              }}
            />
          </Tooltip>
        ) : null}
      </div>
      {saidFirst ? null : said}
    </Box>
  );
}

/** An input of the visitor's own, and what every task says of it. */
export function TryTab() {
  const { t } = useTranslation();
  const data = useLoadedData();
  const tasks = useLoadedTasks();
  if (!data) {
    return (
      <Text size="sm" c="dimmed">
        {t('panels.predictions.empty')}
      </Text>
    );
  }
  const own = isOwnId(data.project.data.dataset);
  return (
    <>
      <TryingOut key={data.project.data.dataset} data={data} tasks={tasks} />
      {own || givenInputs(data.signature).every((info) => info.shape.length === 1 || isPicture(info)) ? (
        <FilePredictions />
      ) : null}
    </>
  );
}

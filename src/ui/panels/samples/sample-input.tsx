import type { ReactNode } from 'react';
import { tableLines } from '../../../core/data/table-lines.ts';
import { givenInputs, type InputInfo } from '../../../core/project/signature.ts';
import type { InputValues } from '../../../core/runs/protocol.ts';
import { at } from '../../../core/util/assert-never.ts';
import { formatNumber } from '../../../core/util/number-text.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import type { LoadedData } from '../../common/loaded-tasks.ts';
import { SampleImage } from '../../common/sample-image.tsx';
import { useLocalized } from '../../common/use-localized.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { Boxes, type ShownBox } from './boxes.tsx';
import { featureValue, inputWords } from './sample-values.ts';
import { Spectrogram } from './spectrogram.tsx';

const spectrogramWidth = 260;

function TableInput({ info, values }: { readonly info: InputInfo; readonly values: ArrayLike<number> }) {
  const localized = useLocalized();
  const { t } = useTranslation();
  const lines = tableLines(info.features ?? []);
  const text = (line: (typeof lines)[number]): string => {
    switch (line.kind) {
      case 'number':
        return `${formatNumber(featureValue(line.feature, at(values, line.index)))}${line.feature.unit ? ` ${line.feature.unit}` : ''}`;
      case 'flag':
        return t(at(values, line.index) >= 0.5 ? 'panels.yes' : 'panels.no');
      case 'choice': {
        const chosen = line.options.find((_, i) => at(values, line.index + i) >= 0.5);
        return chosen ? localized(chosen) : '–';
      }
    }
  };
  if (lines.length === 0) return <span className="figure">{Array.from(values, formatNumber).join(', ')}</span>;
  return (
    <dl className="sample-table">
      {lines.map((line) => (
        <div key={line.index}>
          <dt>{localized(line.kind === 'choice' ? line.title : line.feature.title)}</dt>
          <dd className="figure">{text(line)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One sample as the network gets it: its picture, its words, its sound, its row of a table. */
export function SampleInput(props: {
  readonly data: LoadedData;
  /** The sample's own numbers, by input id. */
  readonly sample: InputValues;
  readonly label: string;
  /** Width of a picture. */
  readonly size: number;
  readonly boxes?: readonly ShownBox[];
}): ReactNode {
  const { data, sample, label, size, boxes = [] } = props;
  return givenInputs(data.signature).map((info) => {
    const values = ownValue(sample, info.id);
    if (!values) return null;
    const [a = 1, b = 1, channels = 1] = info.shape;
    if (info.dtype === 'i32') {
      return (
        <span key={info.id} className="sample-text">
          {inputWords(info, values).join(info.joined ? '' : ' ') || '–'}
        </span>
      );
    }
    if (!(values instanceof Float32Array)) return null;
    if (info.shape.length === 3) {
      return (
        <span key={info.id} className="boxed-image">
          <SampleImage pixels={values} height={a} width={b} channels={channels} size={size} label={label} />
          {boxes.length > 0 ? <Boxes boxes={boxes} /> : null}
        </span>
      );
    }
    if (info.shape.length === 2) {
      return (
        <Spectrogram key={info.id} values={values} frames={a} bands={b} label={label} width={spectrogramWidth} height={72} />
      );
    }
    return <TableInput key={info.id} info={info} values={values} />;
  });
}

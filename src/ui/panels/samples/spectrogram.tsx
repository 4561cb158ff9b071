import { useMemo } from 'react';
import { at } from '../../../core/util/assert-never.ts';
import { SampleImage } from '../../common/sample-image.tsx';

/** Frames [frames, bands] as a picture: time from left to right, low bands below, stretched over the values that there are. */
export function Spectrogram(props: {
  readonly values: Float32Array;
  readonly frames: number;
  readonly bands: number;
  readonly label: string;
  readonly width: number;
  readonly height: number;
}) {
  const { values, frames, bands, label, width, height } = props;
  const pixels = useMemo(() => {
    const [low, high] = values.reduce(
      ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
    const range = high > low ? high - low : 1;
    return Float32Array.from({ length: values.length }, (_, i) => {
      const [band, frame] = [bands - 1 - Math.floor(i / frames), i % frames];
      return (at(values, frame * bands + band) - low) / range;
    });
  }, [values, frames, bands]);
  return (
    <SampleImage pixels={pixels} height={bands} width={frames} channels={1} size={width} shownHeight={height} label={label} />
  );
}

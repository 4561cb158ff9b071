import { Group } from '@mantine/core';
import { useMemo } from 'react';
import type { ExampleImage } from '../../core/data/import/profile.ts';
import { SampleImage } from '../common/sample-image.tsx';

const shownSize = 36;

function Example({ name, side, pixels }: ExampleImage) {
  const values = useMemo(() => Float32Array.from(pixels, (value) => value / 255), [pixels]);
  const channels = pixels.length / (side * side);
  return <SampleImage pixels={values} height={side} width={side} channels={channels} label={name} size={shownSize} />;
}

/** The first images of a column, as a network gets them. */
export function ExampleImages({ images }: { readonly images: readonly ExampleImage[] }) {
  return (
    <Group gap={4}>
      {images.map((image) => (
        <Example key={image.name} {...image} />
      ))}
    </Group>
  );
}

import { useEffect, useRef } from 'react';

/** One picture: [height, width, channels] with values in 0 … 1, drawn pixel by pixel and enlarged without smoothing. */
export function SampleImage(props: {
  readonly pixels: Float32Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly label: string;
  readonly size: number;
  /** In proportion to the width where it is absent. */
  readonly shownHeight?: number;
}) {
  const { pixels, height, width, channels, label, size, shownHeight = (size * height) / width } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(width, height);
    for (let i = 0; i < width * height; i++) {
      for (let c = 0; c < 3; c++)
        image.data[i * 4 + c] = Math.round(255 * (pixels[i * channels + (channels === 1 ? 0 : c)] ?? 0));
      image.data[i * 4 + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [pixels, height, width, channels]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      className="sample-image"
      style={{ width: size, aspectRatio: size / shownHeight }}
    />
  );
}

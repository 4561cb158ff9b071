import type { Figure } from '../common/paper/figure.ts';
import { withDensity } from './png-density.ts';

/** What journals ask for. */
export const pixelsPerInch = 300;

/** An SVG file of a figure as PNG, in 300 pixels per inch. Rejects where the browser cannot draw it. */
export async function asPng(svg: string, { width, height }: Figure): Promise<Uint8Array<ArrayBuffer>> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = pixelsPerInch / 96;
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (!blob) throw new Error('no PNG');
    return withDensity(new Uint8Array(await blob.arrayBuffer()), pixelsPerInch);
  } finally {
    URL.revokeObjectURL(address);
  }
}

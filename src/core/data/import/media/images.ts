import { DiagnosticError, diagnostic } from '../../../util/diagnostics.ts';
import { imageHead } from './image-head.ts';
import type { Media } from './media.ts';
import { greyOf, isGrey, resized } from './resize.ts';
import type { MediaKind } from './types.ts';

/** Decoded, an image takes four bytes for each pixel. */
const longestSide = 16_384;
const mostPixels = 2 ** 26;
/** So many bytes all images together may have as the network sees them, of four each. */
const mostNumbers = 2 ** 27;
/** How large images become where nobody says it: as they are where they are digits, else as those of CIFAR-10. */
const digitSide = 28;
const usualSide = 32;

/** JPEG, PNG and WebP, decoded by the browser and scaled to a square by `resized`; one without any colour among them has one channel. */
export const images: MediaKind = {
  kind: 'image',
  extensions: ['jpg', 'jpeg', 'png', 'webp'],
  open(options, world) {
    let side = options.side;
    let grey = true;
    let held = 0;
    return {
      async read(bytes) {
        const head = imageHead(bytes);
        if (!head) return { reason: 'noImage' };
        const { width, height } = head;
        if (Math.max(width, height) > longestSide || width * height > mostPixels) return { reason: 'tooWide' };
        if (!head.whole) return { reason: 'truncated' };
        const decoded = await world.decodeImage?.(bytes, head.type).catch(() => null);
        if (!decoded) return { reason: 'noImage' };
        side ??= width === digitSide && height === digitSide ? digitSide : usualSide;
        const pixels = resized(decoded, side);
        held += pixels.length;
        if (held > mostNumbers) {
          throw new DiagnosticError(
            diagnostic('import.tooMuchMedia', { megabytes: Math.round((4 * mostNumbers) / 1e6) }, 'file'),
          );
        }
        grey &&= isGrey(pixels);
        // An animation has a first frame.
        const media: Media = { kind: 'image', width: decoded.width, height: decoded.height, pixels };
        return head.animated ? { media, reason: 'animated' } : { media };
      },
      finish() {
        const asGrey = options.grey ?? grey;
        return {
          facts: { side: side ?? usualSide, grey: asGrey },
          made: (media) => (asGrey && media.kind === 'image' ? { ...media, pixels: greyOf(media.pixels) } : media),
          notes: [],
        };
      },
    };
  },
};

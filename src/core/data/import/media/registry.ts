import { images } from './images.ts';
import { sounds } from './sounds.ts';
import type { MediaKind } from './types.ts';

/** The kinds of files that rows can name. A further one is one file and one line here. */
export const mediaKinds: readonly MediaKind[] = [images, sounds];

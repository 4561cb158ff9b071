import type { MessageTemplate } from '../diagnostics.ts';
import { balancingMessages } from './balancing.ts';
import { blockMessages } from './blocks.ts';
import { dataMessages } from './data.ts';
import { figureMessages } from './figures.ts';
import { fileMessages } from './files.ts';
import { graphMessages } from './graph.ts';
import { importMessages } from './import.ts';
import { layerMessages } from './layers.ts';
import { offlineMessages } from './offline.ts';
import { pageMessages } from './page.ts';
import { runMessages } from './runs.ts';
import { shapeMessages } from './shapes.ts';
import { trainingMessages } from './training.ts';

/** Every message that a diagnostic can carry, by code. A new area is one file and one line here. */
export const messages = {
  ...shapeMessages,
  ...layerMessages,
  ...graphMessages,
  ...blockMessages,
  ...dataMessages,
  ...importMessages,
  ...trainingMessages,
  ...balancingMessages,
  ...runMessages,
  ...fileMessages,
  ...figureMessages,
  ...offlineMessages,
  ...pageMessages,
} as const satisfies Record<string, MessageTemplate>;

export type MessageCode = keyof typeof messages;

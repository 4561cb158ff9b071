import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { jsx } from 'react/jsx-runtime';
import { prerenderToNodeStream } from 'react-dom/static';
import type { Playground } from '../../../store/playground.ts';
import { PlaygroundProvider } from '../../../store/react.tsx';
import '../../../locales/registry.ts';

/** A part of the page as it stands before anything happens: with the initial document, its lazy contents fetched. */
export async function rendered(playground: Playground, children: ReactNode): Promise<string> {
  const inside = jsx(PlaygroundProvider, { value: playground, children });
  const { prelude } = await prerenderToNodeStream(jsx(MantineProvider, { children: inside }));
  const chunks: string[] = [];
  for await (const chunk of prelude) chunks.push(String(chunk));
  return chunks.join('');
}

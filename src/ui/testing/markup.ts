import { MantineProvider } from '@mantine/core';
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Playground } from '../../store/playground.ts';
import { PlaygroundProvider } from '../../store/react.tsx';

/** What a part of the page draws at first, as HTML, with the stores as they were made: nothing of it can be clicked. */
export function markup(part: ReactNode, playground: Playground): string {
  const provided = PlaygroundProvider({ value: playground, children: part });
  return renderToStaticMarkup(createElement(MantineProvider, { env: 'test' }, provided));
}

/** What HTML says, without its tags and styles. */
export const textOf = (html: string): string =>
  html
    .replace(/<style.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

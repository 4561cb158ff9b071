import { describe, expect, it } from 'vitest';
import type { MessageTemplate } from '../diagnostics.ts';
import type { LocalizedText } from '../localized.ts';
import { messages } from './registry.ts';

const entries: readonly (readonly [string, MessageTemplate])[] = Object.entries(messages);
const slots = (text: string): string[] => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? ''))].sort();

describe('the messages', () => {
  it.each(entries)('%s says the same things in both languages', (_, { text, hint }) => {
    const texts: LocalizedText[] = hint ? [text, hint] : [text];
    for (const { en, 'zh-CN': chinese } of texts) {
      expect(slots(chinese)).toEqual(slots(en));
      expect(chinese).toMatch(/\p{Script=Han}/u);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { collectTexts } from './collect-texts.ts';

const { interface: strings, catalogue } = collectTexts();
const all: readonly (readonly [string, string])[] = [...strings, ...[...catalogue].map((text) => ['catalogue', text] as const)];
const list = (pattern: RegExp): readonly string[] =>
  all.filter(([, text]) => pattern.test(text)).map(([where, text]) => `${where}: ${text}`);

describe('English texts', () => {
  it.each([
    ['“…”, never «…»', /[«»]/],
    ['− before a number, never a hyphen', /(?<![\w\]}])-(?:\d|\{\{)/],
    ['no three dots for …', /\.\.\./],
  ])('say %s', (_, pattern) => expect(list(pattern)).toEqual([]));

  it('count one layer as one: what may be one is not followed by a plural', () => {
    // These are said of two and more alone; one has words of its own.
    const ofSeveral = ['removedNodes', 'removedEdges', 'merged'].map((key) => `editor.notice.${key}`);
    const counted = [...strings].filter(
      ([where, text]) => /\{\{(?:number|count)\}\} (?:layers|connections|runs|nodes)\b/.test(text) && !ofSeveral.includes(where),
    );
    expect(counted.map(([where]) => where)).toEqual(['editor.inspector.several']);
    expect(strings.get('editor.notice.copied')).toBe('Layers copied: {{number}}');
  });

  it('say once whom a layer serves: a label, and what stands beside it', () => {
    expect(strings.get('editor.inspector.serves')).toBe('Serves');
    expect(strings.get('editor.inspector.servesNone')).not.toMatch(/serve/i);
  });
});

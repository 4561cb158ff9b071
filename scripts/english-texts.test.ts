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

  it('count one as one: a number of things is followed by the form that goes with it', () => {
    const nouns =
      'answer|array|batch|box|branch|byte|cell|channel|class|column|connection|document|edit|entrie|epoch|example|expert|feature|file|filter|frame|group|head|image|input|label|layer|letter|look|minute|node|number|operation|other|output|pair|parameter|param|part|picture|pixel|place|point|position|processor|project|row|run|sample|second|seed|sound|span|start|step|table|target|task|tensor|text|thread|time|token|unit|value|version|weight|wire|word';
    const counted = new RegExp(`\\{\\{\\w+\\}\\} (?:[a-z-]+ )?(?:${nouns})(?:e?s)\\b`);
    /** These are said of two and more alone, or of no number at all. */
    const several = new Set([
      ...[
        '{{number}} layers',
        '{{number}} connections',
        '{{limit}} runs',
        '{{limit}} parts',
        '{{limit}} values',
        '{{limit}} operations',
      ],
      ...['{{seeds}} seeds', '{{pairs}} seeds', '{{parameters}} parameters', '{{count}} parameters'],
      ...[
        '{{letters}} letters',
        '{{n}} documents',
        '{{bytes}} bytes',
        '{{processors}} processors',
        '{{heads}} heads',
        '{{min}} inputs',
      ],
      ...['{{found}} columns', '{{found}} different values', '{{found}} different classes', '{{different}} different values'],
      ...['{{splits}} parts', '{{count}} numbers', '{{length}} words', '{{subspaces}} equal parts', '{{width}} places'],
      ...[
        '{{speed}} steps',
        '{{fails}} of runs',
        '{{share}} of frames',
        '{{node}} answers',
        '{{method}} looks',
        '{{stage}} leaves tasks',
      ],
      ...['{{b}} are layers', '{{node}} fewer units'],
    ]);
    const found = all.flatMap(([where, text]) => {
      const [match] = counted.exec(text) ?? [];
      return match && !several.has(match) ? [`${where}: ${text}`] : [];
    });
    expect(found).toEqual([]);
  });

  it('choose between two forms by a value that they show', () => {
    const forms = all.flatMap(([, text]) => [...text.matchAll(/\{\{(\w+), ([^}]*)\}\}/g)].map((match) => [text, ...match]));
    expect(forms.length).toBeGreaterThan(80);
    const odd = forms.filter(([text = '', , name, both = '']) => !text.includes(`{{${name}}}`) || both.split('|').length !== 2);
    expect(odd).toEqual([]);
  });

  it('say once whom a layer serves: a label, and what stands beside it', () => {
    expect(strings.get('editor.inspector.serves')).toBe('Serves');
    expect(strings.get('editor.inspector.servesNone')).not.toMatch(/serve/i);
  });
});

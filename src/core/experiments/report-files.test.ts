import { describe, expect, it } from 'vitest';
import { digitsShared } from '../presets/digits.ts';
import type { Experiment } from './experiment.ts';
import type { Paired, Report } from './report.ts';
import { reportCsv, reportHtml, reportMarkdown } from './report-files.ts';
import { contenderName, durationText, fewestSeeds, pText, sentence, sentencesOf, verdictRows } from './words.ts';

const found: Paired = {
  gains: [0.1, 0.2],
  mean: 0.15,
  interval: [0.1, 0.2],
  half: 0.02,
  p: 0.004,
  verdict: 'helps',
  needed: null,
};
const report: Report = {
  seeds: [1, 2],
  tasks: [{ id: 'a,b', name: '<b>A|"x"</b>', metric: 'accuracy', better: 'higher', range: [0, 1] }],
  results: [
    {
      id: 'single',
      contender: { kind: 'single', value: '' },
      values: { 'a,b': [0.5, null] },
      summary: { 'a,b': null },
      against: {},
      improvement: null,
      meanRank: 2,
    },
    {
      id: 'equal',
      contender: { kind: 'equal', value: '' },
      values: { 'a,b': [0.6, 0.7] },
      summary: { 'a,b': { mean: 0.65, spread: 0.0707 } },
      against: { 'a,b': found },
      improvement: { ...found, mean: -12.5, interval: null, half: null, verdict: 'cannot tell', p: 1, needed: 9 },
      meanRank: 1,
    },
  ],
  conclusive: false,
  failed: 1,
  reference: 'single',
  agreement: {
    tasks: ['a,b', 'c'],
    looks: 24,
    runs: 2,
    cosine: [1, -0.25, -0.25, 1],
    affinity: [0.1, -0.02, -0.03, 0.2],
    nodes: [{ id: 'trunk', negative: 0.75, looks: 24, verdict: 'apart' }],
  },
};
const toy = digitsShared();
const experiment: Experiment = {
  document: { ...toy, tasks: toy.tasks.map((task, i) => (i === 0 ? { ...task, id: 'a,b' } : task)) },
  tasks: report.tasks,
  contenders: report.results.map(({ contender }) => contender),
  seeds: [1, 2],
  epochs: 3,
  settings: 1,
};
const reader = { language: 'en', nameOf: ({ id }: { readonly id: string }) => id };

describe('a report in words', () => {
  it('quotes the numbers of every verdict, and restricts first', () => {
    expect(sentencesOf(report, 'en', reader.nameOf)).toEqual([
      '2 seeds cannot be significant at 5 % on any task (of 1), however large the differences are: use 6 or more.',
      '1 run failed and is left out.',
      'Cannot tell whether “equal” helps all tasks together: −12.5 % (nothing is ruled out), p = 1, from 2 seeds. About 9 seeds would tell such a difference.',
    ]);
    expect(verdictRows(report, 'en').map(({ result, cells }) => [result.id, ...cells])).toEqual([
      [
        'equal',
        {
          verdict: 'cannot tell',
          word: 'cannot tell',
          figures: '−12.5 % (nothing is ruled out), p = 1',
          t: '',
          needed: 'about 9 seeds would tell',
        },
        {
          verdict: 'helps',
          word: 'helps',
          figures: '+0.15 (+0.1 to +0.2), p = 0.004',
          t: '95 % t interval +0.13 to +0.17',
          needed: '',
        },
      ],
    ]);
    expect(verdictRows(report, 'zh-CN')[0]?.cells[1]?.figures).toBe('+0.15（+0.1 至 +0.2），p = 0.004');
    expect(sentencesOf({ ...report, results: [] }, 'en', reader.nameOf).at(-1)).toBe('No pair of runs is complete yet.');
    // Of a sweep none ever will be.
    const alone = sentencesOf({ ...report, results: [], reference: null }, 'en', reader.nameOf);
    expect(alone.at(-1)).toBe('There is no baseline to compare with: what the runs reach stands side by side.');
    expect(sentence(found, '相等权重', '数字', '', 'zh-CN')).toBe(
      '“相等权重”对数字有帮助：+0.15（+0.1 至 +0.2），p = 0.004，2 个种子。',
    );
  });

  it('knows how few seeds are too few, and never writes a p of 0', () => {
    expect([1, 2, 5].map(fewestSeeds)).toEqual([6, 7, 8]);
    expect([0, 0.000_01, 0.04].map(pText)).toEqual(['< 0.001', '< 0.001', '0.04']);
    expect(durationText(61, 'en')).toBe('61 s');
    expect(durationText(600, 'zh-CN')).toBe('10 分钟');
  });

  it('calls contenders by their kind, method or name', () => {
    const title = (id: string) => (id === 'pcgrad' ? { en: 'PCGrad', 'zh-CN': 'PCGrad' } : undefined);
    expect(contenderName({ kind: 'method', value: 'pcgrad' }, 'en', title)).toBe('Together, balanced by PCGrad');
    expect(contenderName({ kind: 'method', value: 'gone' }, 'en', title)).toBe('Together, balanced by gone');
    expect(contenderName({ kind: 'asItIs', value: 'mine' }, 'en', title)).toBe('mine');
    expect(contenderName({ kind: 'single', value: '' }, 'zh-CN', title)).toBe('各任务单独训练');
    expect(contenderName({ kind: 'single', value: 'equalCost' }, 'en', title)).toBe('Each task alone, equal total cost');
    expect(contenderName({ kind: 'architecture', value: 'mmoe' }, 'en', title)).toBe('Together, as MMoE: a gate per task');
    expect(contenderName({ kind: 'architecture', value: 'gone' }, 'en', title)).toBe('Together, as gone');
    expect(contenderName({ kind: 'weighted', value: '0.2 : 0.8' }, 'en', title)).toBe('Together, weights 0.2 : 0.8');
  });
});

/** Of two colours as WCAG 2 has it. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number =>
    [0.2126, 0.7152, 0.0722].reduce((sum, share, i) => {
      const value = Number.parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16) / 255;
      return sum + share * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    }, 0);
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('a report as a file', () => {
  it('is a page of its own that runs nothing and lets nothing of a name through', () => {
    const html = reportHtml(report, reader, { text: '</script><script>alert(1)</script>' });
    expect(html).not.toContain('<b>');
    expect(html).not.toContain('</script><script>');
    expect(html.match(/<script/g)).toEqual(['<script']);
    expect(html).toContain('<script type="application/json"');
    expect(html).not.toMatch(/https?:|src=|href=/);
    // A dot for each of two seeds, on all tasks together and on the one.
    expect(html.match(/<circle /g)?.length).toBe(4);
    expect(html).toContain('<tr><td>equal</td><td>All tasks (Δm)</td><td><svg');
    // Both looks are the reader's system's: nothing has a colour that would stand on the other ground, and what is drawn is seen on both.
    expect(html).toContain('color-scheme:light dark');
    expect(html).not.toMatch(/background|[;{]color:/);
    const [, blue = ''] = /circle\{fill:(#\w{6})\}/.exec(html) ?? [];
    for (const ground of ['#ffffff', '#121212']) expect(contrast(blue, ground)).toBeGreaterThan(3);
    // What is measured on which split, and which epoch counts, is said.
    expect(html).toContain('Test split, weights of the best epoch by mean validation loss.');
    expect(html).toContain('trunk: tasks pull apart in 75 % of 24 looks.');
    expect(html).toContain('cannot tell: −12.5 % (nothing is ruled out), p = 1; about 9 seeds would tell');
    const json = /id="experiment">(.*)<\/script>/.exec(html)?.[1] ?? '';
    expect(JSON.parse(json)).toEqual({ text: '</script><script>alert(1)</script>' });
  });

  it('is Markdown whose names break no table', () => {
    const text = reportMarkdown(report, reader, experiment);
    const lines = text.split('\n');
    const rows = lines.filter((line) => line.startsWith('|'));
    expect(rows.map((row) => row.replaceAll('\\|', '').split('|').length)).toEqual([5, 5, 5, 6, 6, 6, 6]);
    expect(rows[2]).toContain('helps: +0.15 (+0.1 to +0.2), p = 0.004');
    expect(rows[6]).toContain('0.65 ± 0.0707');
    // What repeats it stands at its end.
    expect(JSON.parse(/```json\n(.*)\n```/.exec(text)?.[1] ?? '')).toEqual(experiment);
  });

  it('is CSV with a line per contender, task and seed, and with the documents', () => {
    const [head, ...lines] = reportCsv(report, experiment, new Map()).trimEnd().split('\n');
    expect(head).toBe('contender,task,metric,seed,value,document');
    const documents = lines.map((line) => {
      const quoted = /,"(\{.*\})"$/.exec(line)?.[1];
      return quoted === undefined ? null : JSON.parse(quoted.replaceAll('""', '"'));
    });
    expect(lines.map((line) => line.replace(/,("\{.*)?$/, ''))).toEqual([
      'single,"a,b",accuracy,1,0.5',
      'single,"a,b",accuracy,2,',
      'equal,"a,b",accuracy,1,0.6',
      'equal,"a,b",accuracy,2,0.7',
    ]);
    const [single, , equal] = documents;
    expect(documents.map((one) => one?.seed)).toEqual([1, undefined, 1, undefined]);
    const enabled = (document: typeof toy) => document.tasks.filter((task) => task.enabled).map(({ id }) => id);
    expect([enabled(single), enabled(equal)]).toEqual([['a,b'], ['a,b', 'group']]);
    expect(equal.training.epochs).toBe(3);
  });
});

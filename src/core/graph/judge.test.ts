import { describe, expect, it } from 'vitest';
import { connect, setFrozen, updateParams } from './edits.ts';
import { judgeConnection } from './judge.ts';
import { documentOf, type sharedDocument, signature } from './testing/documents.ts';

const judge = (project: ReturnType<typeof sharedDocument>, source: string, target: string, port = 'in') =>
  judgeConnection(project, signature, { source, target, port });

const parts = () =>
  documentOf(
    {
      img: ['input', { input: 'image' }],
      conv: ['conv2d'],
      wide: ['dense', { units: 6 }],
      sum: ['add'],
      loose: ['dense'],
      d: ['dense', { units: 10 }],
    },
    'in wide sum',
    'in d digit-head',
  );

describe('a connection', () => {
  it('that fits is not spoken of', () => {
    expect(judge(parts(), 'img', 'conv')).toBeNull();
    expect(judge(parts(), 'd', 'loose')).toBeNull();
  });

  it('may come from a node whose shape is not known yet', () => {
    expect(judge(parts(), 'loose', 'sum')).toBeNull();
  });

  it.each([
    ['to itself', 'wide', 'wide', 'graph.selfConnection'],
    ['that is there already', 'in', 'wide', 'graph.duplicateEdge'],
    ['out of a head', 'digit-head', 'loose', 'graph.outOfHead'],
    ['into the data', 'wide', 'in', 'graph.intoInput'],
    ['that closes a cycle', 'sum', 'wide', 'graph.cycle'],
    ['from nowhere', 'nobody', 'wide', 'graph.noSuchNode'],
  ])('%s is refused', (_, source, target, code) => {
    expect(judge(parts(), source, target)).toMatchObject({ code, severity: 'error' });
    expect(connect(parts(), { source, target, port: 'in' })).toEqual(parts());
  });

  it('to a port that does not exist is refused', () => {
    expect(judge(parts(), 'in', 'loose', 'side')?.code).toBe('graph.unknownPort');
  });

  it('whose shapes do not fit is refused with both in words', () => {
    const problem = judge(parts(), 'in', 'sum');
    expect(problem).toMatchObject({ code: 'shape.broadcast', severity: 'error', where: 'node:sum' });
    expect(problem?.message).toMatch(/\b6\b.*\b3\b/);
    expect(judge(parts(), 'wide', 'conv')).toMatchObject({ code: 'shape.rank', severity: 'error' });
  });

  it('to a port that is taken says what it would replace, and may be made', () => {
    expect(judge(parts(), 'wide', 'd')).toMatchObject({
      code: 'graph.replacesInput',
      severity: 'info',
      values: { node: { en: 'Dense 3', 'zh-CN': '全连接 3' }, source: { en: 'Input', 'zh-CN': '输入' } },
    });
  });

  it('of another width to a head offers the Dense layer that fits', () => {
    expect(judge(parts(), 'wide', 'group-head')).toMatchObject({
      code: 'graph.headFit',
      severity: 'warning',
      values: { shape: '6', needed: '5', task: 'group' },
    });
    expect(judge(parts(), 'img', 'group-head')).toMatchObject({ code: 'graph.headFit', values: { shape: '4 × 4 × 1' } });
    expect(judge(updateParams(parts(), 'wide', { units: 5 }), 'wide', 'group-head')).toBeNull();
  });

  it('is not blamed for a bad parameter of its target', () => {
    expect(judge(updateParams(parts(), 'loose', { units: 0 }), 'in', 'loose')).toBeNull();
  });

  it('is judged alike for a frozen node', () => {
    expect(judge(setFrozen(parts(), ['conv'], true), 'img', 'conv')).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { checkConnection } from './check-connection.ts';
import { connect, setFrozen, updateParams } from './edits.ts';
import { documentOf, type sharedDocument, signature } from './testing/documents.ts';

const check = (project: ReturnType<typeof sharedDocument>, source: string, target: string, port = 'in') =>
  checkConnection(project, signature, { source, target, port });

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
    expect(check(parts(), 'img', 'conv')).toBeNull();
    expect(check(parts(), 'd', 'loose')).toBeNull();
  });

  it('may come from a node whose shape is not known yet', () => {
    expect(check(parts(), 'loose', 'sum')).toBeNull();
  });

  it.each([
    ['to itself', 'wide', 'wide', 'graph.selfConnection'],
    ['that is there already', 'in', 'wide', 'graph.duplicateEdge'],
    ['out of a head', 'digit-head', 'loose', 'graph.outOfHead'],
    ['into the data', 'wide', 'in', 'graph.intoInput'],
    ['that closes a cycle', 'sum', 'wide', 'graph.cycle'],
    ['from nowhere', 'nobody', 'wide', 'graph.noSuchNode'],
  ])('%s is refused', (_, source, target, code) => {
    expect(check(parts(), source, target)).toMatchObject({ code, severity: 'error' });
    expect(connect(parts(), { source, target, port: 'in' })).toEqual(parts());
  });

  it('to a port that does not exist is refused', () => {
    expect(check(parts(), 'in', 'loose', 'side')?.code).toBe('graph.unknownPort');
  });

  it('whose shapes do not fit is refused with both in words', () => {
    const problem = check(parts(), 'in', 'sum');
    expect(problem).toMatchObject({ code: 'shape.broadcast', severity: 'error', where: 'node:sum' });
    expect(problem?.message).toMatch(/\b6\b.*\b3\b/);
    expect(check(parts(), 'wide', 'conv')).toMatchObject({ code: 'shape.rank', severity: 'error' });
  });

  it('to a port that is taken says what it would replace, and may be made', () => {
    expect(check(parts(), 'wide', 'd')).toMatchObject({
      code: 'graph.replacesInput',
      severity: 'info',
      values: { node: { en: 'Dense 3', 'zh-CN': '全连接 3' }, source: { en: 'Input', 'zh-CN': '输入' } },
    });
  });

  it('of another width to a head offers the Dense layer that fits', () => {
    expect(check(parts(), 'wide', 'group-head')).toMatchObject({
      code: 'graph.headFit',
      severity: 'warning',
      values: { shape: '6', needed: '5', task: 'group' },
    });
    expect(check(parts(), 'img', 'group-head')).toMatchObject({ code: 'graph.headFit', values: { shape: '4 × 4 × 1' } });
    expect(check(updateParams(parts(), 'wide', { units: 5 }), 'wide', 'group-head')).toBeNull();
  });

  it('is not blamed for a bad parameter of its target', () => {
    expect(check(updateParams(parts(), 'loose', { units: 0 }), 'in', 'loose')).toBeNull();
  });

  it('is checked alike for a frozen node', () => {
    expect(check(setFrozen(parts(), ['conv'], true), 'img', 'conv')).toBeNull();
  });
});

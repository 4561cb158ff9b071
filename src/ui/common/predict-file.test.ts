import { describe, expect, it } from 'vitest';
import { delimitedRows } from '../../core/util/csv-rows.ts';
import { given } from '../../engine/executors/tfjs/testing.ts';
import { toyProject } from '../../engine/training/testing/projects.ts';
import { directPlayground, untilState } from '../../store/testing/direct-playground.ts';
import { predictFile } from './predict-file.ts';

async function loaded() {
  const playground = directPlayground(toyProject());
  playground.actions.load({ from: 'initial' });
  await untilState(playground, 'idle');
  return playground;
}

const file = (text: string): File => new File([text], 'rows.csv');

describe('predictions for a file', () => {
  it('are those for its numbers, behind its own columns; what could not be read is said with its line', async () => {
    const playground = await loaded();
    const rows = ['X2;note;x1', '1;"a;b";0,5', '-1;;abc', '2', '', '0;c;0'];
    const { bytes, report } = given(await predictFile(playground, file(rows.join('\r\n'))));
    const [header = [], ...lines] = [...delimitedRows(new TextDecoder().decode(bytes))].map(({ cells }) => cells);
    expect(header.slice(0, 3)).toEqual(['X2', 'note', 'x1']);
    expect(lines.map((cells) => cells.slice(0, 3))).toEqual([
      ['1', 'a;b', '0,5'],
      ['-1', '', 'abc'],
      ['2', '', ''],
      ['0', 'c', '0'],
    ]);
    expect(report).toMatchObject({ rows: 4, empty: 1, ragged: 1, unreadable: 1, brokenAt: null, unused: ['note'], missing: [] });
    expect(report.examples).toEqual([{ line: 3, column: { en: 'x1', 'zh-CN': 'x1' }, value: 'abc' }]);
    const inputs = { point: Float32Array.of(0.5, 1, 0, -1, 0, 2, 0, 0) };
    const { outputs } = given(await playground.actions.request({ kind: 'predict', inputs, count: 4 }));
    const yes = Object.values(outputs)[0] ?? new Float32Array(0);
    expect(lines.map((cells) => Number(cells[4]))).toEqual([...yes].map((p) => Number(Math.max(p, 1 - p).toPrecision(7))));
  });

  it('say how far they are, and end where nobody waits any more', async () => {
    const playground = await loaded();
    const many = file(`x1,x2\n${'0.1,0.2\n'.repeat(1500)}`);
    const heard: number[] = [];
    const { report } = given(await predictFile(playground, many, { onProgress: (fraction) => heard.push(fraction) }));
    expect(report.rows).toBe(1500);
    expect(heard.length).toBe(3);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(heard.at(-1)).toBeCloseTo(1, 1);
    const gone = new AbortController();
    const before = heard.length;
    const answer = await predictFile(playground, many, {
      signal: gone.signal,
      onProgress(fraction) {
        heard.push(fraction);
        gone.abort();
      },
    });
    expect(answer.ok ? [] : answer.diagnostics.map(({ code }) => code)).toEqual(['training.requestCancelled']);
    expect(heard.length - before).toBe(1);
  });

  it('are refused in words where no column fits or no row is there, and broken quotes end the file', async () => {
    const playground = await loaded();
    const codes = async (text: string) => {
      const answer = await predictFile(playground, file(text));
      return answer.ok ? answer.value.report.brokenAt : answer.diagnostics.map(({ code }) => code);
    };
    expect(await codes('a,b\n1,2\n')).toEqual(['predictFile.noColumns']);
    expect(await codes('')).toEqual(['predictFile.noColumns']);
    expect(await codes('x1,x2\n')).toEqual(['predictFile.empty']);
    expect(await codes('x1,x2\n1,2\n"3,4\n5,6\n')).toBe(3);
  });
});

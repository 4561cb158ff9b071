import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import writeExcel from 'write-excel-file/universal';
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
    expect(report).toMatchObject({ rows: 4, empty: 1, ragged: 1, unreadable: 1, unused: ['note'], missing: [] });
    expect(report.lost).toEqual({ count: 0, lines: [] });
    expect(report.reading).toEqual({ format: 'csv', encoding: 'utf-8', delimiter: ';' });
    expect(report.examples).toEqual([{ line: 3, column: { en: 'x1', 'zh-CN': 'x1' }, value: 'abc' }]);
    const inputs = { point: Float32Array.of(0.5, 1, 0, -1, 0, 2, 0, 0) };
    const { outputs } = given(await playground.actions.request({ kind: 'predict', inputs, count: 4 }));
    const yes = Object.values(outputs)[0] ?? new Float32Array(0);
    expect(lines.map((cells) => Number(cells[4]))).toEqual([...yes].map((p) => Number(Math.max(p, 1 - p).toPrecision(7))));
  });

  it('are the same for a table in every format and encoding, found by its bytes', async () => {
    const playground = await loaded();
    const rows = Array.from({ length: 40 }, (_, i) => ({ 名称: `点${i}`, x1: i / 8, x2: 1 - i / 16 }));
    const names = ['名称', 'x1', 'x2'] as const;
    const separated = (by: string, decimal = '.') =>
      [names.join(by), ...rows.map((row) => names.map((name) => String(row[name]).replace('.', decimal)).join(by))].join('\n');
    const sheet = [names.map((value) => ({ value })), ...rows.map((row) => names.map((name) => ({ value: row[name] })))];
    const workbook = await (await writeExcel(sheet)).toBlob();
    const parquet = parquetWriteBuffer({
      columnData: [
        { name: '名称', data: rows.map((row) => row.名称), type: 'STRING' },
        { name: 'x1', data: rows.map(({ x1 }) => x1), type: 'DOUBLE' },
        { name: 'x2', data: rows.map(({ x2 }) => x2), type: 'DOUBLE' },
      ],
    });
    const utf16 = new Uint16Array([0xfeff, ...[...separated('\t')].map((letter) => letter.charCodeAt(0))]);
    // «点» and «名称» in GB 18030, digit by digit as in ASCII.
    const gb: Record<string, readonly number[]> = { 点: [0xb5, 0xe3], 名: [0xc3, 0xfb], 称: [0xb3, 0xc6] };
    const gb18030 = Uint8Array.from([...separated(',')].flatMap((letter) => gb[letter] ?? [letter.charCodeAt(0)]));
    const inFormats = {
      csv: [separated(',')],
      semicolons: [separated(';', ',')],
      'utf-16': [new Uint8Array(utf16.buffer)],
      gb18030: [gb18030],
      jsonl: [rows.map((row) => JSON.stringify(row)).join('\n')],
      xlsx: [workbook],
      parquet: [parquet],
    };
    const answers = await Promise.all(
      Object.values(inFormats).map((parts) => predictFile(playground, new File(parts, 'rows.bin')).then(given)),
    );
    const tables = answers.map(({ bytes }) => [...delimitedRows(new TextDecoder().decode(bytes))].map(({ cells }) => cells));
    const [first = []] = tables;
    expect(first[1]?.slice(0, 3)).toEqual(['点0', '0', '1']);
    for (const [i, table] of tables.entries()) {
      const own = Object.keys(inFormats)[i];
      expect(table.length, own).toBe(41);
      expect(
        table.map((cells) => cells.slice(3)),
        own,
      ).toEqual(first.map((cells) => cells.slice(3)));
      expect(table[1]?.[0], own).toBe('点0');
    }
    expect(answers.map(({ report }) => report.reading.format)).toEqual(['csv', 'csv', 'csv', 'csv', 'jsonl', 'xlsx', 'parquet']);
    expect(answers[3]?.report.reading.encoding).toBe('gb18030');
    for (const { report } of answers) expect(report).toMatchObject({ missing: [], unreadable: 0, empty: 0, unused: ['名称'] });
    const broken = await predictFile(playground, file('PK\u0003\u0004 no archive'));
    expect(broken.ok ? [] : broken.diagnostics.map(({ code }) => code)).toEqual(['import.badArchive']);
    const unknown = await predictFile(playground, file('x1,x2\n1,2\n'), { format: 'ods' });
    expect(unknown.ok ? [] : unknown.diagnostics.map(({ code }) => code)).toEqual(['import.badFormat']);
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

  it('are refused in words where no column fits or no row is there; a quotation mark without a partner spoils its own row', async () => {
    const playground = await loaded();
    const codes = async (text: string) => {
      const answer = await predictFile(playground, file(text));
      return answer.ok ? answer.value.report : answer.diagnostics.map(({ code }) => code);
    };
    expect(await codes('a,b\n1,2\n')).toEqual(['predictFile.noColumns']);
    expect(await codes('')).toEqual(['predictFile.noColumns']);
    expect(await codes('x1,x2\n')).toEqual(['predictFile.empty']);
    expect(await codes('x1,x2\n1,2\n"3,4\n5,6\n')).toMatchObject({
      rows: 3,
      unreadable: 1,
      examples: [{ line: 3, value: '"3' }],
    });
  });
});

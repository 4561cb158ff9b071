import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { languages } from '../../util/localized.ts';
import { taskKind } from '../task-kinds.ts';
import { targets } from '../testing/targets.ts';
import { formatOf, storedWidth } from './format-of.ts';
import { formats } from './registry.ts';

const source = fileURLToPath(new URL('../../..', import.meta.url));

describe.each(Object.values(targets))('the format $format', (target) => {
  const format = formatOf(target);

  it('is filed under its own name, and has a task kind that learns it', () => {
    expect(format.format).toBe(target.format);
    expect(taskKind(format.usualKind)?.accepts(target)).toBe(true);
  });

  it('reads, says and judges its own labels', () => {
    const stored = Float32Array.from({ length: storedWidth(target) }, (_, i) => (i === 0 ? 1 : 0.25));
    const whole = target.format === 'class' || target.format === 'tags' || target.format === 'sequence';
    const label = whole ? Int32Array.from(stored) : stored;
    const reading = format.readTruth(target, label);
    expect(format.saysSomething(target, label)).toBe(true);
    expect(format.isRight(reading, reading)).not.toBe(false);
    for (const language of languages) expect(typeof format.say(reading, language)).toBe('string');
  });

  it('has as many names as counts, and a pair or one weight for each of them', () => {
    const names = format.classNames?.(target);
    const weights = format.balance?.(target, []).length ?? 0;
    const { counts } = format.describe(target, new Float32Array(storedWidth(target)), [0]);
    expect(counts?.length).toBe(names?.length);
    expect(weights).toBe((names?.length ?? 0) * (target.format === 'multiLabel' ? 2 : 1));
  });
});

it('is found by its own name alone', () => {
  expect(Object.keys(formats)).not.toContain('constructor');
  expect(() => formatOf(JSON.parse('{ "format": "constructor" }'))).toThrow('constructor is a format');
});

it('is asked by nobody through a list of all formats: each says of itself what there is to know', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.tsx?$/.test(file));
  const lists = files.filter((file) => /switch \([\w.]*format\)/.test(readFileSync(`${source}/${file}`, 'utf8')));
  expect(lists).toEqual([]);
});

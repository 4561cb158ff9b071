import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readCounts } from './test-counts.ts';

const folder = mkdtempSync(join(tmpdir(), 'test-counts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('adds up both reports, and counts a flaky end-to-end test as failed', () => {
  expect(readCounts(folder)).toEqual({ passed: 0, failed: 0 });
  writeFileSync(join(folder, 'unit.json'), JSON.stringify({ numPassedTests: 40, numFailedTests: 2 }));
  expect(readCounts(folder)).toEqual({ passed: 40, failed: 2 });
  writeFileSync(join(folder, 'e2e.json'), JSON.stringify({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 } }));
  expect(readCounts(folder)).toEqual({ passed: 45, failed: 4 });
});

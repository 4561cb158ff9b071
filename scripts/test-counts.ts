import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface UnitReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}
interface EndToEndReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
}

/** Sums the reports that vitest (unit.json) and Playwright (e2e.json) left in `folder`; a report that is missing counts nothing. */
export function readCounts(folder: string): Counts {
  const unitFile = join(folder, 'unit.json');
  const endToEndFile = join(folder, 'e2e.json');
  let passed = 0;
  let failed = 0;
  if (existsSync(unitFile)) {
    const report: UnitReport = JSON.parse(readFileSync(unitFile, 'utf8'));
    passed += report.numPassedTests;
    failed += report.numFailedTests;
  }
  if (existsSync(endToEndFile)) {
    const { stats }: EndToEndReport = JSON.parse(readFileSync(endToEndFile, 'utf8'));
    passed += stats.expected;
    failed += stats.unexpected + stats.flaky;
  }
  return { passed, failed };
}

import { interpolate } from '../util/interpolate.ts';
import { inLanguage, type Language } from '../util/localized.ts';
import { formatNumber } from '../util/number-text.ts';
import { ownValue } from '../util/own-value.ts';
import { dotGroups, dotsOf } from './dots.ts';
import { type Experiment, kindOf, partsOf, plannedRun } from './experiment.ts';
import { chosenSetting, type Outcomes } from './plan.ts';
import type { ContenderResult, Paired, Report } from './report.ts';
import { agreementSentences, apartSentence, reportWords, sentencesOf, verdictRows } from './words.ts';

/** How a report is read: the language, and what contenders are called in it. */
export interface ReportReader {
  readonly language: Language;
  readonly nameOf: (result: ContenderResult) => string;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const figure = (summary: { readonly mean: number; readonly spread: number } | null | undefined): string =>
  summary ? `${formatNumber(summary.mean)} ± ${formatNumber(summary.spread)}` : '–';

const interval = (paired: Paired | null): string =>
  paired ? `${formatNumber(paired.mean)} ± ${paired.half === null ? '–' : formatNumber(paired.half)} %` : '–';

/** Head and rows of the table of all contenders. */
function table({ tasks, results }: Report, { language, nameOf }: ReportReader): readonly (readonly string[])[] {
  const head = [
    inLanguage(reportWords.contender, language),
    ...tasks.map(({ id, name, metric }) => `${name || id} (${metric})`),
    inLanguage(reportWords.improvement, language),
    inLanguage(reportWords.meanRank, language),
  ];
  const rows = results.map((result) => [
    nameOf(result),
    ...tasks.map(({ id }) => figure(ownValue(result.summary, id))),
    interval(result.improvement),
    result.meanRank === null ? '–' : formatNumber(result.meanRank),
  ]);
  return [head, ...rows];
}

/** Head and rows of the table of verdicts. */
function verdictTable(report: Report, { language, nameOf }: ReportReader): readonly (readonly string[])[] {
  const head = [
    inLanguage(reportWords.contender, language),
    inLanguage(reportWords.allTasksHead, language),
    ...report.tasks.map(({ id, name }) => name || id),
  ];
  const rows = verdictRows(report, language).map(({ result, cells }) => [
    nameOf(result),
    ...cells.map((cell) =>
      cell ? [`${cell.word}: ${cell.figures}`, cell.t, cell.needed].filter((text) => text !== '').join('; ') : '–',
    ),
  ]);
  return rows.length > 0 ? [head, ...rows] : [];
}

/** What the verdicts are against; nothing where there are none. */
function verdictTitle({ results, reference, seeds }: Report, { language, nameOf }: ReportReader): readonly string[] {
  const against = results.find(({ id }) => id === reference);
  const values = { reference: against ? nameOf(against) : '', n: seeds.length };
  return against ? [interpolate(inLanguage(reportWords.verdictTable, language), values, language)] : [];
}

/** How gradients agreed in the shared network, a sentence each. */
function agreement({ agreement: found, tasks, results }: Report, { language, nameOf }: ReportReader): readonly string[] {
  if (!found) return [];
  const shared = results.find(({ contender }) => kindOf(contender).looks);
  const nameOfTask = (id: string): string => tasks.find((task) => task.id === id)?.name || id;
  const { runs, looks, nodes } = found;
  const values = { contender: shared ? nameOf(shared) : '', runs, looks };
  return [
    `${interpolate(inLanguage(reportWords.agreement, language), values, language)}:`,
    ...agreementSentences(found, language, nameOfTask),
    ...nodes.map((node) => apartSentence(node, node.id, language)),
  ];
}

const notes = (language: Language): readonly string[] =>
  [reportWords.method, reportWords.improvementNote, reportWords.rankNote, reportWords.repeat].map((text) =>
    inLanguage(text, language),
  );

/** `experiment`: what repeats the report, at its end. */
export function reportMarkdown(report: Report, reader: ReportReader, experiment: Experiment): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const markdownTable = ([head, ...rows]: readonly (readonly string[])[]): readonly string[] =>
    head ? [line(head), line(head.map(() => '---')), ...rows.map(line), ''] : [];
  return [
    `# ${inLanguage(reportWords.title, reader.language)}`,
    '',
    ...sentencesOf(report, reader.language, reader.nameOf).map((text) => `- ${text}`),
    '',
    ...verdictTitle(report, reader).flatMap((text) => [text, '']),
    ...markdownTable(verdictTable(report, reader)),
    ...markdownTable(table(report, reader)),
    ...[...agreement(report, reader), ...notes(reader.language)].flatMap((text) => [text, '']),
    '```json',
    JSON.stringify(experiment),
    '```',
    '',
  ].join('\n');
}

/**
 * Every value, a line per contender, task and seed: `contender` (its id), `task`, `metric`, `seed`, `value` on the test split (empty where there is
 * none), and `document`: what was trained, as JSON, in the first line of a contender's task; in the others it differs by the seed alone.
 */
export function reportCsv({ results, tasks, seeds }: Report, experiment: Experiment, outcomes: Outcomes): string {
  const cell = (value: string): string => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const documentOf = ({ contender }: ContenderResult, task: string, seed: number): string => {
    const part = partsOf(experiment, contender).find((one) => one.tasks.includes(task));
    const setting = part && chosenSetting(experiment, contender, part, outcomes);
    return part && setting !== null && setting !== undefined
      ? JSON.stringify(plannedRun(experiment, contender, part, setting, seed).project)
      : '';
  };
  const lines = results.flatMap((result) =>
    tasks.flatMap((task) =>
      seeds.map((seed, i) => {
        const value = ownValue(result.values, task.id)?.[i];
        const said = typeof value === 'number' ? String(value) : '';
        const document = i === 0 ? documentOf(result, task.id, seed) : '';
        return [result.id, task.id, task.metric, String(seed), said, document].map(cell).join(',');
      }),
    ),
  );
  return ['contender,task,metric,seed,value,document', ...lines, ''].join('\n');
}

/** `dotsOf` as a picture of its own: zero is the line. */
function picture(paired: Paired, reach: number): string {
  const { band, t, dots } = dotsOf(paired, reach);
  const line = ([from, to]: readonly [number, number], look: string): string =>
    `<line x1="${from.toFixed(1)}" x2="${to.toFixed(1)}" y1="12" y2="12" class="${look}"/>`;
  const points = dots.map((x) => `<circle cx="${x.toFixed(1)}" cy="12" r="3.5"/>`).join('');
  return `<svg viewBox="0 0 200 24" width="200" height="24" aria-hidden="true"><line x1="100" x2="100" y1="0" y2="24" class="zero"/>${line(band, 'bar')}${t ? line(t, 't') : ''}${points}</svg>`;
}

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:1.5rem 0;font-size:.9rem}th,td{padding:.35rem .6rem;border-bottom:1px solid #8886;text-align:left;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding-bottom:.4rem}.zero{stroke:currentColor;stroke-opacity:.4}.bar{stroke:#3b82f6;stroke-width:8;stroke-opacity:.3}.t{stroke:currentColor;stroke-opacity:.7}circle{fill:#3b82f6}small{display:block;opacity:.8;margin:.4rem 0}`;

/** One page that needs nothing else, no script either; light and dark as the reader's system is. `data`: the experiment's file, inside it. */
export function reportHtml(report: Report, reader: ReportReader, data: unknown): string {
  const { language, nameOf } = reader;
  const [head = [], ...rows] = table(report, reader);
  const title = escaped(inLanguage(reportWords.title, language));
  const row = (cells: readonly string[], tag: 'th' | 'td'): string =>
    `<tr>${cells.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join('')}</tr>`;
  const pairs = dotGroups(report).flatMap(({ task, reach, rows: findings }) => {
    const of = task ? task.name || task.id : inLanguage(reportWords.allTasksHead, language);
    return findings.map(
      ({ result, paired }) =>
        `<tr><td>${escaped(nameOf(result))}</td><td>${escaped(of)}</td><td>${picture(paired, reach)}</td></tr>`,
    );
  });
  const [verdictHead, ...verdicts] = verdictTable(report, reader);
  const verdictHtml = verdictHead
    ? `<table class="verdicts"><caption>${verdictTitle(report, reader).map(escaped).join('')}</caption><thead>${row(verdictHead, 'th')}</thead><tbody>${verdicts.map((cells) => row(cells, 'td')).join('')}</tbody></table>`
    : '';
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${escaped(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head>
<body><h1>${title}</h1>
<ul>${sentencesOf(report, language, nameOf)
    .map((text) => `<li>${escaped(text)}</li>`)
    .join('')}</ul>
${verdictHtml}
<table><thead>${row(head, 'th')}</thead><tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>
${pairs.length > 0 ? `<table><caption>${escaped(inLanguage(reportWords.seedsOf, language))}</caption><tbody>${pairs.join('')}</tbody></table>` : ''}
${[...agreement(report, reader), ...notes(language)].map((text) => `<small>${escaped(text)}</small>`).join('\n')}
<script type="application/json" id="experiment">${json}</script>
</body></html>
`;
}

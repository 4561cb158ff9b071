import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { languages } from '../src/core/util/localized.ts';
import { type Translation, updateTranslation, withOtherValues } from '../src/locales/translation.ts';
import { collectTexts } from './collect-texts.ts';

/**
 * `npm run texts -- de [--folder FOLDER]`: writes `src/locales/de.json`, in which every text of the page waits for its translation, and
 * with it the language is offered. Run again, it keeps what was translated, adds what is new, and puts aside under `gone` what is no longer
 * said. What is empty is read in English.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { folder: { type: 'string', default: resolve(import.meta.dirname, '../src/locales') } },
});

/** The tag in its usual spelling; null where it is none, or one of a language that is written beside English everywhere. */
function tagOf(given: string | undefined): string | null {
  try {
    const [tag = null] = Intl.getCanonicalLocales(given ?? []);
    return languages.some((complete) => complete === tag) ? null : tag;
  } catch {
    return null;
  }
}

const tag = tagOf(positionals[0]);
if (tag === null || positionals.length !== 1) {
  console.error(`Give one language by its tag, such as de or pt-BR, and none of these: ${languages.join(', ')}.`);
  process.exit(1);
}
const file = join(values.folder, `${tag}.json`);
const previous: Translation | undefined = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
const translation = updateTranslation(collectTexts(), previous);
writeFileSync(file, `${JSON.stringify(translation, null, 2)}\n`);

const texts = [...Object.values(translation.interface).map(({ text }) => text), ...Object.values(translation.catalogue)];
const gone = Object.keys(translation.gone.interface).length + Object.keys(translation.gone.catalogue).length;
console.log(`${file}: ${texts.length} texts, ${texts.filter((text) => text !== '').length} translated, ${gone} no longer said`);
for (const en of withOtherValues(translation)) console.warn(`Its translation has other values in {{…}}: ${en}`);

import type { Project } from '../../core/project/schema.ts';
import { type Diagnostic, diagnosticText } from '../../core/util/diagnostics.ts';
import type { MessageValue } from '../../core/util/interpolate.ts';
import { wordsOf } from '../../core/util/localized.ts';
import { keptWords } from '../../core/util/messages/kept-words.ts';
import { reasonOf } from '../../core/util/reason.ts';
import { type Candidate, type LeftOut, leftOut, look } from './left-out.ts';
import type { OpeningLog } from './opening-log.ts';

export interface Opened {
  readonly project: Project;
  readonly candidate: Candidate;
}

function refusal([first]: readonly Diagnostic[]): MessageValue {
  return first ? wordsOf((language) => diagnosticText(first, language).message) : '';
}

/**
 * The documents with which the page may begin, one after the other: `next` gives the first of those left that can be shown, and says which were
 * passed over; a further group is asked for when there is none left. Which document was begun with and never drawn, `log` knows.
 */
export function createOpening(groups: readonly (() => Promise<readonly Candidate[]>)[], log: OpeningLog) {
  const further = [...groups];
  let left: Candidate[] = [];

  async function take(): Promise<Candidate | null> {
    for (;;) {
      const candidate = left.shift();
      if (candidate) return candidate;
      const group = further.shift();
      if (!group) return null;
      left = [...(await group())];
    }
  }

  return {
    async next(): Promise<{ readonly opened: Opened | null; readonly passedOver: readonly LeftOut[] }> {
      const passedOver: LeftOut[] = [];
      for (let candidate = await take(); candidate; candidate = await take()) {
        try {
          if (log.begin(candidate.text())) {
            passedOver.push(leftOut(candidate, keptWords.neverDrawn));
            continue;
          }
          const opened = candidate.open();
          if (opened.ok) {
            look(opened.value);
            return { opened: { project: opened.value, candidate }, passedOver };
          }
          passedOver.push(leftOut(candidate, refusal(opened.diagnostics)));
        } catch (error) {
          passedOver.push(leftOut(candidate, reasonOf(error)));
        }
      }
      log.ended();
      return { opened: null, passedOver };
    },
  };
}

export type Opening = ReturnType<typeof createOpening>;

import type { ReactNode } from 'react';
import { isRight, type Reading } from '../../../../core/tasks/reading.ts';
import { useReadingText } from '../../../common/use-reading-text.ts';
import type { FormatDisplay, VerdictProps } from './display.ts';

/** What is said in one line, and the truth where it is another. `aside` follows a prediction that is wrong. */
export function PlainVerdict({ entry, predicted, truth, aside }: VerdictProps & { readonly aside?: ReactNode }) {
  const words = useReadingText();
  const right = truth ? isRight(entry, predicted, truth) : null;
  const whole = (reading: Reading): ReactNode =>
    reading.kind === 'class' ? <span className="verdict-word">{words(entry, reading)}</span> : words(entry, reading);
  return (
    <>
      {whole(predicted)}
      {right === true ? ' ✓' : null}
      {right === false && truth ? (
        <>
          {' ✗ '}
          <span className="verdict-truth">{whole(truth)}</span>
        </>
      ) : null}
      {right === null && truth ? <span className="verdict-truth"> ({words(entry, truth)})</span> : null}
      {right === false ? aside : null}
    </>
  );
}

/** For whatever a line of words says well. */
export const plainDisplay: FormatDisplay = { Verdict: PlainVerdict };

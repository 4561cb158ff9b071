import { z } from 'zod';
import { hashText } from '../../data/import/hash.ts';
import { fromBase64Url, toBase64Url } from '../../project/base64url.ts';
import { type Given, most, type Sheet } from './sheet.ts';

const secretSchema = z.object({
  /** As in `Given`; null: there is no one right answer. */
  expected: z
    .union([z.string().max(most.answer), z.number()])
    .nullable()
    .default(null),
  /** A number counts as right within so much of the expected one. */
  tolerance: z.number().min(0).default(0),
  explanation: z.string().max(most.explanation).default(''),
});

/** What a student reads once an answer was given. */
export type Secret = Readonly<z.infer<typeof secretSchema>>;

export const noSecret: Secret = { expected: null, tolerance: 0, explanation: '' };

/** As long as a SHA-256, over and over, beginning with another one for every salt. */
function mixed(bytes: Uint8Array, salt: string): Uint8Array {
  let block = '';
  return bytes.map((byte, i) => {
    const at = i % 32;
    if (at === 0) block = hashText(`${salt} ${i / 32}`);
    return byte ^ Number.parseInt(block.slice(2 * at, 2 * at + 2), 16);
  });
}

/**
 * Packs what must not be read at a glance in a link or a file. It is no secret from those who take the page apart: what opens without a server
 * holds all that it takes to open it.
 */
export const sealed = (secret: Secret, salt: string): string =>
  `${salt}.${toBase64Url(mixed(new TextEncoder().encode(JSON.stringify(secret)), salt))}`;

/** What was packed; nothing where it is not one of ours. Never throws. */
export function unsealed({ sealed: text }: Pick<Sheet, 'sealed'>): Secret {
  const [salt = '', packed = ''] = (text ?? '').split('.');
  const bytes = fromBase64Url(packed);
  if (!bytes || bytes.length === 0) return noSecret;
  try {
    const read = secretSchema.safeParse(JSON.parse(new TextDecoder().decode(mixed(bytes, salt))));
    return read.success ? read.data : noSecret;
  } catch {
    return noSecret;
  }
}

/** Whether an answer is the expected one; null where that cannot be decided, as with a text. */
export function judged({ answer }: Pick<Sheet, 'answer'>, { expected, tolerance }: Secret, given: Given | null): boolean | null {
  if (given === null || typeof expected !== 'number' || typeof given !== 'number') return null;
  if (answer?.kind === 'choice') return given === expected;
  // One that differs by the rounding of its last digit alone does not.
  return answer?.kind === 'number' ? Math.abs(given - expected) <= tolerance + 1e-9 * Math.abs(expected) : null;
}

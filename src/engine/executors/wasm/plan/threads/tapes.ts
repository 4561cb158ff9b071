import { at } from '../../../../../core/util/assert-never.ts';
import * as id from '../../ids.ts';
import type { Words } from '../job.ts';
import { type Division, inVectors, replaced, type Span, span } from './division.ts';

/** Words of a tape before its instructions, and of an instruction; assembly/tape.ts. */
const headWords = 6;
const instructionWords = 9;

/** Elements that always stay together: a line of the caches. */
const line = 16;

const elementary: ReadonlySet<number> = new Set([id.fnExp, id.fnLog, id.fnSin, id.fnCos, id.fnTanh, id.fnSigmoid, id.fnSoftplus]);

/** A tape is cut by its elements. */
export function tapeDivision(words: Words): Division {
  const [, from = 0, to = 0, block = 0, once = 0] = words;
  const reads: Span[] = [];
  const writes: Span[] = [];
  let time = 0;
  let aligned = false;
  for (let start = headWords; start < words.length; start += instructionWords) {
    const [fn = 0, address = 0, step = 0, ...args] = words.slice(start, start + instructionWords);
    // A step of 0 is a register, which is scratch.
    const elements = (place: number, by: number): Span[] => (by === 0 ? [] : [inVectors(place + 4 * from, to - from)]);
    writes.push(...elements(address, step));
    time += (elementary.has(fn) ? 2 : 0.13) * (to - from);
    if (fn === id.fnExpand) {
      const period = at(args, 2);
      reads.push(span(at(args, 0), 4 * period));
      const isSetup = start < headWords + once * instructionWords;
      aligned ||= isSetup && period > 1;
    } else for (let i = 0; i < 6; i += 2) reads.push(...elements(at(args, i), at(args, i + 1)));
  }
  // A pattern that is laid out once begins with every block.
  const unit = aligned ? block : line;
  return {
    time,
    units: Math.ceil((to - from) / unit),
    part: (first, last) => replaced(words, { 1: from + first * unit, 2: Math.min(to, from + last * unit) }),
    reads,
    writes,
  };
}

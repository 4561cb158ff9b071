import * as id from '../ids.ts';
import { execute } from './main.ts';

/*
 * A second entry beside main.ts, for several threads over one shared memory: each runs the same table, doing its own operations and waiting for the others at
 * every barrier. Thread 0 is the one that is called; the others serve it until it has no more use for them.
 */

/**
 * Where threads meet: `meetingBytes` of ids.ts, each number on a line of the caches of its own. Not in the module's own memory, which
 * every instance would set to zero when it starts.
 */
let arrived: usize = 0;
let round: usize = 0;
let sleepers: usize = 0;
let work: usize = 0;
let idlers: usize = 0;
let broken: usize = 0;
/** What is to be run: table, end, steps. */
let task: usize = 0;

/**
 * Looks before a thread lies down, some 20 µs: falling asleep and being woken takes as long, but a thread that waits for nothing keeps
 * another from the processor.
 */
const looks = 10_000;

/** A thread looks up from its sleep after so many nanoseconds. */
const nap: i64 = 100_000_000;

/** After so many naps thread 0 gives up one that has fallen silent: less than the page waits for thread 0. */
const patience = 40;

let me: i32 = 0;
let threads: i32 = 1;

/** This instance is number `thread` of `count`. The only one does the work of all: the table lists it in a right order. */
export function join(thread: i32, count: i32, meeting: usize): void {
  me = thread;
  threads = count;
  arrived = meeting;
  round = meeting + 64;
  sleepers = meeting + 128;
  work = meeting + 192;
  idlers = meeting + 256;
  broken = meeting + 320;
  task = meeting + 384;
}

/** A thread cannot go on: all give up. */
export function giveUp(): void {
  atomic.store<i32>(broken, 1);
  atomic.add<i32>(work, 1);
  atomic.notify(round, threads);
  atomic.notify(work, threads);
}

/** Returns when all have come here; false where one cannot. */
function barrier(): bool {
  if (threads == 1) return true;
  const seen = atomic.load<i32>(round);
  if (atomic.add<i32>(arrived, 1) == threads - 1) {
    atomic.store<i32>(arrived, 0);
    atomic.store<i32>(round, seen + 1);
    if (atomic.load<i32>(sleepers) > 0) atomic.notify(round, threads);
    return true;
  }
  for (let i = 0; i < looks; i++) if (atomic.load<i32>(round) != seen) return true;
  atomic.add<i32>(sleepers, 1);
  for (let naps = 0; atomic.load<i32>(round) == seen && !atomic.load<i32>(broken); naps++) {
    if (me == 0 && naps == patience) giveUp();
    else atomic.wait<i32>(round, seen, nap);
  }
  atomic.sub<i32>(sleepers, 1);
  return atomic.load<i32>(round) != seen;
}

/** This thread's share of one step. */
function share(table: usize, end: usize): bool {
  for (let p = table; p < end; p += load<usize>(p, 4)) {
    const word = load<i32>(p);
    if (word == id.opBarrier) {
      if (!barrier()) return false;
    } else if (threads == 1 || word >>> id.threadShift == me) execute(word & ((1 << id.threadShift) - 1), p + 8);
  }
  return barrier();
}

/** `run` of main.ts, on all threads; false where one of them failed, and then nothing in memory can be relied on. */
export function lead(
  table: usize, end: usize, steps: i32,
  controls: usize, controlRows: usize, controlBytes: usize,
  rows: usize, batchRows: usize, rowBytes: usize,
  losses: usize, lossRing: usize, lossBytes: usize,
): bool {
  if (atomic.load<i32>(broken)) return false;
  store<usize>(task, table);
  store<usize>(task, end, 4);
  store<i32>(task, steps, 8);
  atomic.add<i32>(work, 1);
  if (atomic.load<i32>(idlers) > 0) atomic.notify(work, threads);
  for (let step = 0; step < steps; step++) {
    memory.copy(controls, controlRows, controlBytes);
    memory.copy(rows, batchRows, rowBytes);
    if (!barrier() || !share(table, end)) return false;
    memory.copy(lossRing, losses, lossBytes);
    controlRows += controlBytes;
    batchRows += rowBytes;
    lossRing += lossBytes;
  }
  return true;
}

/** The life of a thread other than 0; returns when one has failed. It comes before any work is given out. */
export function serve(): void {
  let done = 0;
  while (!atomic.load<i32>(broken)) {
    for (let i = 0; i < looks && atomic.load<i32>(work) == done; i++) {}
    if (atomic.load<i32>(work) == done) {
      atomic.add<i32>(idlers, 1);
      atomic.wait<i32>(work, done, -1);
      atomic.sub<i32>(idlers, 1);
      continue;
    }
    done++;
    const table = load<usize>(task);
    const end = load<usize>(task, 4);
    const steps = load<i32>(task, 8);
    for (let step = 0; step < steps; step++) if (!barrier() || !share(table, end)) return;
  }
}

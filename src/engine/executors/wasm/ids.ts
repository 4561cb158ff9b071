/** Numbers by which the planner (TypeScript) and the kernels (AssemblyScript) know one another; this file is compiled as both. */

/** Operations of the op table. */
export const opTape = 0;
export const opCopy = 1;
export const opZero = 2;
export const opMove = 3;
export const opReduce = 4;
export const opMatmul = 5;
export const opGather = 6;
export const opScatterAdd = 7;
export const opOneHot = 8;
export const opRandom = 9;
export const opUnfold = 10;
export const opFold = 11;
export const opMaxPool = 12;
export const opMaxPoolGrad = 13;
export const opAvgPool = 14;
export const opAvgPoolGrad = 15;
export const opSoftmax = 16;
export const opLogSoftmax = 17;
export const opCrossEntropy = 18;
export const opConvolve = 19;
export const opConvolveFilter = 20;
export const opConvolveInput = 21;
export const opConvolveDirect = 22;
export const opConvolveFilterDirect = 23;
export const opConvolveInputDirect = 24;
export const opClip = 25;
export const opUpdate = 26;

/** In a table for several threads: all wait for one another here. */
export const opBarrier = 27;

/**
 * The word before an operation is its number and, above it, the thread that runs it; with one thread, just the number.
 */
export const threadShift = 8;

/** Bytes of what threads share to wait for one another; assembly/threads.ts. */
export const meetingBytes = 448;

/** Bytes that each thread's kernels need for themselves; assembly/scratch.ts. */
export const kernelBytes = 16_608;

/** Instructions of a tape: functions of one vector, of two, of three, and the two that only move numbers. */
export const fnNeg = 0;
export const fnAbs = 1;
export const fnSign = 2;
export const fnStep = 3;
export const fnSquare = 4;
export const fnSqrt = 5;
export const fnRsqrt = 6;
export const fnReciprocal = 7;
export const fnExp = 8;
export const fnLog = 9;
export const fnSin = 10;
export const fnCos = 11;
export const fnTanh = 12;
export const fnSigmoid = 13;
export const fnSoftplus = 14;
export const fnRelu = 15;
export const fnFloor = 16;
export const fnToFloat = 17;
export const fnAdd = 18;
export const fnSub = 19;
export const fnMul = 20;
export const fnDiv = 21;
export const fnMax = 22;
export const fnMin = 23;
export const fnGreater = 24;
export const fnGreaterEqual = 25;
export const fnEqual = 26;
export const fnSelect = 27;
/** Repeats numbers in a pattern: the broadcast of an argument. */
export const fnExpand = 28;
/** Copies exactly as many numbers as there are, for a destination without room behind it. */
export const fnStore = 29;

/** Activations at the end of a product. */
export const activationNone = 0;
export const activationRelu = 1;

import { useMemo } from 'react';
import type { InputValues, WorkerRequest } from '../../../core/runs/protocol.ts';

type Query = Extract<WorkerRequest, { kind: 'neighbours' }>['query'];

/** Raw inputs as something whose neighbours are sought; the same object until they change. */
export const useQuery = (inputs: InputValues): Query => useMemo(() => ({ inputs }), [inputs]);

import type { Checkpoint, TrainEvent, WorkerResponse } from './protocol.ts';

const buffersOf = ({ parameters, optimizer, state, balancing }: Checkpoint): ArrayBufferLike[] => [
  parameters.buffer,
  optimizer.buffer,
  state.buffer,
  balancing.numbers.buffer,
];

function responseBuffers(response: WorkerResponse): ArrayBufferLike[] {
  switch (response.kind) {
    case 'predict':
      return [response.outputs, response.decoded ?? {}].flatMap((arrays) => Object.values(arrays)).map((values) => values.buffer);
    case 'neighbours': {
      const { rows, similarity, inputs, truth } = response.neighbours;
      return [rows, similarity, truth, ...Object.values(inputs)].map((values) => values.buffer);
    }
    case 'samples': {
      const { rows, inputs, truth, labelled, predictions, decoded = {} } = response.samples;
      const byName = [inputs, truth, labelled, predictions, decoded].flatMap((arrays) => Object.values(arrays));
      return [rows, ...byName].map((values) => values.buffer);
    }
    case 'pictures':
      return Object.values(response.pictures).flatMap(({ values, tokens }) => [
        values.buffer,
        ...(tokens ? [tokens.buffer] : []),
      ]);
    case 'export':
    case 'predictFile':
      return [response.bytes.buffer];
    case 'checkpoint':
      return buffersOf(response.checkpoint);
    case 'read':
      return Object.values(response.weights ?? {}).map(({ data }) => data.buffer);
    case 'conflict':
      return response.report ? [response.report.losses.buffer, response.report.gramians.buffer] : [];
    case 'trial':
      return response.result.reports.flatMap(({ losses, gramians }) => [losses.buffer, gramians.buffer]);
    case 'health':
      return [response.report.values.buffer, response.report.shares.buffer];
    case 'attack': {
      const { metrics, noise, rows, clean, changed, truth, labelled } = response.report;
      const samples = [clean, ...Object.values(changed)].flatMap(({ inputs, predictions }) => [inputs, predictions]);
      const byName = [...samples, truth, labelled].flatMap((arrays) => Object.values(arrays));
      return [metrics, noise, rows, ...byName].map((values) => values.buffer);
    }
    case 'representation': {
      const { rows, points, truth, labelled } = response.representation;
      return [rows, points, ...Object.values(truth), ...Object.values(labelled)].map((values) => values.buffer);
    }
    case 'judge': {
      const { rows, tasks } = response.judged;
      const own = Object.values(tasks).flatMap(({ outputs, truth, labelled, losses }) => [
        outputs,
        truth,
        labelled,
        ...(losses ? [losses] : []),
      ]);
      return [rows, ...own].map((values) => values.buffer);
    }
    case 'importance':
      return [response.importance.values.buffer];
    case 'occlusion':
      return Object.values(response.maps.maps).map((values) => values.buffer);
    case 'lookahead':
      return [response.lookahead.losses.buffer, response.lookahead.after.buffer];
    case 'stepAlone':
      return response.stepped ? [response.stepped.losses.buffer, response.stepped.after.buffer] : [];
    case 'balancingCost':
    case 'evaluate':
    case 'describe':
      return [];
  }
}

function eventBuffers(event: TrainEvent): ArrayBufferLike[] {
  switch (event.type) {
    case 'metrics':
      return event.columns.map(({ values }) => values.buffer);
    case 'checkpoint':
      return buffersOf(event.checkpoint);
    case 'conflict':
      return [event.report.losses.buffer, event.report.gramians.buffer];
    case 'health':
      return [event.report.values.buffer, event.report.shares.buffer];
    case 'response':
      return event.result.ok ? responseBuffers(event.result.value) : [];
    default:
      return [];
  }
}

/** The buffers that an event gives away: they are moved to the page instead of copied. Each once; shared memory cannot move. */
export function transferList(event: TrainEvent): ArrayBuffer[] {
  return [...new Set(eventBuffers(event))].filter((buffer) => buffer instanceof ArrayBuffer);
}

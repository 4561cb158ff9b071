import { textLiteral } from '../../../code/identifiers.ts';
import { python } from '../../python.ts';

/** How a document has weights chosen otherwise than for all that is shared together, from its parameters. */
export interface Grouping {
  readonly perNode: boolean;
  readonly perSet: boolean;
  readonly representation: boolean;
  /** Layers in the order in which groups are counted, by their names in the model. */
  readonly layers: readonly string[];
}

/** What the steps of a method read beside the losses, by what it needs: the body of `choose_apart`. */
const readings: ReadonlyMap<string, string> = new Map([
  ['gramian', 'step.gramian = among(self.products(stack[:, columns]), tasks)'],
  ['gramian on the last', 'step.gramian = among(self.products(stack[:, self.lasts[group]]), tasks)'],
  ['batches', 'step.across = among((first[:, columns] @ second[:, columns].T).tolist(), tasks)'],
]);

const weighing = (needs: string, lastShared: boolean): string => `
    def choose_apart(self, number, values, measured, stack):
        """The weights of the tasks in every group; 0 where a task has no say."""
${needs === 'batches' ? '        first, second = (self.further(number, f"further batches {i}") for i in range(2))\n' : ''}        chosen = []
        for group, (columns, tasks, _) in enumerate(self.groups):
            step = self.seen_by(group, number, values, measured)
            ${readings.get(lastShared ? `${needs} on the last` : needs)}
            found = dict(zip(tasks, self.balancings[group].weigh(step)))
            chosen.append([found.get(task, 0.0) for task in range(len(self.nominal))])
        return chosen

    def shared_direction(self, number, values, measured, stack):
        if self.chosen is None or (number - 1) % EVERY == 0:
            self.chosen = self.choose_apart(number, values, measured, stack)
        shared = torch.zeros_like(stack[0])
        for (columns, _, _), weights in zip(self.groups, self.chosen):
            shared[columns] = torch.tensor(self.by_nominal(weights), device=stack.device) @ stack[:, columns]
        return shared
`;

const further = `
    def further(self, number, stream):
        """The task gradients on what is shared, of a further batch that leaves no trace."""
        rows = self.data.further_rows(number - 1, self.batch * self.world.size, "train", stream)
        kept = [buffer.clone() for buffer in self.model.buffers()]
        losses, _ = self.losses_of(rows[self.world.rank * self.batch:(self.world.rank + 1) * self.batch])
        gradients, _ = self.gradients(losses)
        for buffer, before in zip(self.model.buffers(), kept):
            buffer.copy_(before)
        return gradients[:, :self.shared].double()
`;

const combining = `
    def shared_direction(self, number, values, measured, stack):
        """Every group makes the direction of its own of the task gradients."""
        shared, self.chosen = torch.zeros_like(stack[0]), []
        for group, (columns, tasks, _) in enumerate(self.groups):
            nominal = torch.tensor([self.nominal[t] for t in tasks], device=stack.device)
            rows = stack[tasks][:, columns]
            if Balancing.honours == "scaling":
                rows = nominal[:, None] * rows
            weights, rows = self.balancings[group].combine(self.seen_by(group, number, values, measured), rows)
            found = dict(zip(tasks, weights))
            self.chosen.append([found.get(task, 0.0) for task in range(len(self.nominal))])
            weights = torch.tensor(weights, dtype=rows.dtype, device=rows.device)
            shared[columns] = (weights * nominal if Balancing.honours == "factor" else weights) @ rows
        return shared
`;

const onParameters = `
    def looked_at(self, losses):
        """The task gradients [T, numbers] on what is shared and on what serves one task, and the gradient of the penalty."""
        gradients, more = self.gradients(losses)
        return gradients[:, :self.shared], gradients[:, self.shared:], more

    def parts(self):
        return self.shared_parts()

    def products(self, gradients):
        gradients = gradients.double()
        return self.as_seen(gradients @ gradients.T)

    def through(self, shared):
        return shared
`;

const onRepresentation = `
    def looked_at(self, losses):
        """The task gradients [T, numbers] on the values at which tasks part and on what serves one task, and the gradient of the penalty."""
        if self.shared is None:
            self.gradients(losses)  # sorts the parameters
        alone = [p for p, tasks in zip(self.parameters, self.serves) if len(tasks) < 2]
        self.values_looked_at = self.model.parting
        held = [*self.values_looked_at, *alone]
        each = [torch.autograd.grad(loss, held, retain_graph=True, allow_unused=True) for loss in losses]
        count = len(self.values_looked_at)
        self.reached = [tuple(t for t, g in enumerate(each) if g[i] is not None) for i in range(count)]
        stack = torch.stack([flat(g[:count], held[:count]) for g in each])
        own = torch.stack([flat(g[count:], held[count:]) if alone else stack[0, :0] for g in each])
        return stack, self.world.mean(own), self.world.mean(flat(self.penalty_gradient(), self.parameters))

    def parts(self):
        """The values at which tasks part, in the order of their columns: layer, tasks, columns."""
        return placed(LAYERS, self.reached, self.values_looked_at)

    def products(self, gradients):
        """Every process has the gradients on its own part of the batch: the products are the sums of theirs."""
        gradients = gradients.double()
        return self.as_seen(self.world.sum(gradients @ gradients.T) / self.world.size ** 2)

    def through(self, shared):
        """Back to the shared parameters: every value has the direction that was chosen on it, whatever arrives from those behind it."""
        values = self.values_looked_at
        wanted = [piece.reshape(v.shape) for piece, v in zip(shared.split([v.numel() for v in values]), values)]
        seeds = [None] * len(values)
        for i in reversed(range(len(values))):
            behind = [k for k in range(i + 1, len(values))]
            arrives = None
            if behind:
                arrives, = torch.autograd.grad(
                    [values[k] for k in behind], values[i], [seeds[k] for k in behind], retain_graph=True, allow_unused=True
                )
            seeds[i] = wanted[i] if arrives is None else wanted[i] - arrives
        below = [p for p, tasks in zip(self.parameters, self.serves) if len(tasks) > 1]
        found = torch.autograd.grad(values, below, seeds, allow_unused=True)
        return self.world.mean(flat(found, below))
`;

/** Steps whose weights are chosen in groups, or by the gradients of the shared representation. */
export function groupedSteps(needs: string, { perNode, perSet, representation, layers }: Grouping, lastShared: boolean): string {
  const apart = perNode || perSet;
  return python`
PER_LAYER, PER_SET = ${perNode ? 'True' : 'False'}, ${perSet ? 'True' : 'False'}  # chosen for every layer alone; only among tasks that share, every set of them for itself
LAYERS = [${layers.map(textLiteral).join(', ')}]  # ${representation ? 'whose outputs are those at which tasks part' : 'in the order in which groups are counted'}


def among(matrix, tasks):
    """The rows and columns of those who have a say."""
    return [[matrix[i][j] for j in tasks] for i in tasks]


class GroupStep(Step):
    """What a balancing method may know of a step in one of the groups, which draw random numbers of their own."""

    group = 0

    def random(self):
        return RandomStream(self.seed, "balancing", Balancing.name, self.number, *([self.group] if self.group else []))


class Stepper(BaseStepper):
    groups = left = None

    def take(self, number, rate):
        """Takes a step, counted from 1; the losses of its batch before it [T]."""
        losses, measured = self.losses_of(self.rows(number))
        values = self.values(losses)
        stack, alone, more = self.looked_at(losses)
        if self.groups is None:
            self.form_groups()
        shared = self.shared_direction(number, values.tolist(), measured, stack)
        own = self.by_nominal(self.weights_alone()) if HEADS_BY_WEIGHTS else self.nominal
        self.descend(torch.cat((self.through(shared), torch.tensor(own, device=stack.device) @ alone)) + more, rate)
        return values

    def form_groups(self):
        """Of what is shared: the columns, the tasks that have a say, and those that share something of it. Every group remembers for itself."""
        found = {}
        for part in sorted(self.parts(), key=lambda part: LAYERS.index(part[0])):
            layer, tasks, _ = part
            found.setdefault((PER_LAYER and layer, PER_SET and tasks), []).append(part)
        everyone = list(range(len(self.nominal)))
        self.groups = []
        for parts in found.values() or [[]]:
            sharing = {task for _, tasks, _ in parts for task in tasks}
            columns = torch.tensor(columns_of(parts), dtype=torch.long, device=self.data.device)
            self.groups.append((columns, sorted(sharing) if PER_SET else everyone, sharing))${
              lastShared
                ? `
        self.lasts = [last_shared(parts) for parts in found.values() or [[]]]`
                : ''
            }
        self.balancings = [Balancing() for _ in self.groups]
        for balancing, left in zip(self.balancings, self.left or []):
            vars(balancing).update(left)

    def seen_by(self, group, number, values, measured):
        """The step as the method sees it in a group."""
        _, tasks, _ = self.groups[group]
        nominal = [self.nominal[t] for t in tasks]
        losses = [values[t] * (self.nominal[t] if Balancing.honours == "scaling" else 1) for t in tasks]
        step = GroupStep(number, self.steps_per_epoch, self.seed, nominal, losses, [measured[t] for t in tasks])
        step.group = group
        return step

    def weights_alone(self):
        """What serves one task alone goes by ${apart ? 'the mean of its weights over the groups in which it shares something, by its own where it shares nothing' : 'its weight'}."""
${
  apart
    ? `        weights = []
        for t, nominal in enumerate(self.nominal):
            own = [chosen[t] for chosen, (_, _, sharing) in zip(self.chosen, self.groups) if t in sharing]
            untouched = 1.0 if Balancing.honours in ("factor", "scaling") else nominal
            weights.append(sum(own) / len(own) if own else untouched)
        return weights`
    : '        return self.chosen[0]'
}

    def state(self):
        return {"balancing": [vars(balancing) for balancing in self.balancings], "chosen": self.chosen}

    def load_state(self, state):
        self.left, self.chosen = state["balancing"], state["chosen"]
${representation ? onRepresentation : onParameters}${needs === 'gradients' ? combining : weighing(needs, lastShared)}${needs === 'batches' ? further : ''}`;
}

import { textLiteral } from '../../../code/identifiers.ts';
import { python } from '../../python.ts';

export interface StepFacts {
  readonly clipNorm: number | null;
  readonly penalized: boolean;
  /** λ of the tasks count as factors of the method's weights: `factor`, `scaling`, or not. */
  readonly heads: 'weights' | 'sliders';
  readonly every: number;
  /** By layer: what its learning rate is multiplied by in every stage, or all through. */
  readonly rates: readonly { readonly layer: string; readonly factors: readonly number[] }[];
  /** Where training has stages: the epoch, counted from 0, at which one begins, what the learning rate is multiplied by, and what the tasks weigh. */
  readonly stages: readonly { readonly first: number; readonly rate: number; readonly weights: readonly number[] }[];
  /** By layer those behind it, where a method looks at the gradients on the last shared layer alone; else nothing. */
  readonly behind: readonly { readonly layer: string; readonly behind: readonly string[] }[];
  readonly adversarial: {
    readonly epsilon: number;
    readonly inputs: readonly { readonly name: string; readonly image: boolean; readonly free: readonly number[] }[];
  } | null;
}

/** What is done before a method has its say, whatever it is. */
export function stepHeader(facts: StepFacts, title: string): string {
  const { clipNorm, penalized, heads, every, rates, stages, behind, adversarial } = facts;
  const staged = rates.length > 0 || stages.length > 0;
  const moving = adversarial?.inputs ?? [];
  return python`
    """${title}"""
    import torch

    from balancing import Balancing
    from losses import TASKS
    from random_streams import RandomStream

    CLIP_NORM = ${clipNorm ?? 'None'}
    HEADS_BY_WEIGHTS = ${heads === 'weights' ? 'True' : 'False'}  # what serves one task alone: by the chosen weights, or by the task's own
    EVERY = ${every}  # weights are chosen in every so many steps${
      staged
        ? `
    RATES = {${rates.map(({ layer, factors }) => `"${layer}": [${factors.join(', ')}]`).join(', ')}}  # by layer: times the learning rate, in every stage; 0: it holds still
    STAGES = [${stages.map(({ first, rate, weights }) => `(${first}, ${rate}, [${weights.join(', ')}])`).join(', ')}]  # first epoch, times the learning rate, what the tasks weigh`
        : ''
    }${
      adversarial
        ? `
    EPSILON = ${adversarial.epsilon}  # adversarial training: samples are moved along the sign of their gradient (Goodfellow et al., 2015)
    MOVING = {${moving
      .map(
        ({ name, image, free }) =>
          `"${name}": (${image ? 'True' : 'False'}, ${free.includes(0) ? `[${free.join(', ')}]` : 'None'})`,
      )
      .join(', ')}}  # inputs that move: is it an image within 0 ... 1, which numbers may change`
        : ''
    }

${
  behind.length > 0
    ? `
    BEHIND = {${behind.map((one) => `${textLiteral(one.layer)}: [${one.behind.map(textLiteral).join(', ')}]`).join(', ')}}  # by layer: those that come after it


    def last_shared(parts):
        """The columns of those layers that serve most tasks and have no such layer behind them; parts: layer, tasks, columns."""
        most = max([2, *(len(tasks) for _, tasks, _ in parts)])
        widest = {layer for layer, tasks, _ in parts if len(tasks) == most}
        last = {layer for layer in widest if not widest & set(BEHIND[layer])}
        return columns_of([(layer, tasks, columns) for layer, tasks, columns in parts if len(tasks) == most and layer in last])
`
    : ''
}

    def parameter_groups(model):
        """What an optimiser moves${staged ? ', by the factors of its learning rate' : ''}."""
${
  staged
    ? `        groups = {}
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                groups.setdefault(tuple(RATES.get(name.split(".")[0], (1.0,))), []).append(parameter)
        return [{"params": own, "factors": factors} for factors, own in groups.items()]`
    : '        return [parameter for parameter in model.parameters() if parameter.requires_grad]'
}


    def flat(gradients, parameters):
        """Gradients as one vector; zeros where nothing reaches a parameter."""
        return torch.cat([(torch.zeros_like(p) if g is None else g).reshape(-1) for g, p in zip(gradients, parameters)])


    def placed(layers, tasks, tensors):
        """What stands in one row of numbers, with its columns."""
        parts, start = [], 0
        for layer, served, tensor in zip(layers, tasks, tensors):
            parts.append((layer, served, range(start, start + tensor.numel())))
            start += tensor.numel()
        return parts


    def columns_of(parts):
        return [column for _, _, columns in parts for column in columns]


    class Step:
        """What a balancing method may know of a step."""

        def __init__(self, number, steps_per_epoch, seed, nominal, losses, measured):
            self.number, self.steps_per_epoch, self.seed = number, steps_per_epoch, seed
            self.nominal, self.losses, self.measured = nominal, losses, measured

        def random(self):
            return RandomStream(self.seed, "balancing", Balancing.name, self.number)


    class BaseStepper:
        def __init__(self, model, data, optimizer, world, batch, seed):
            self.model, self.data, self.optimizer, self.world, self.batch, self.seed = model, data, optimizer, world, batch, seed
            self.parameters = [p for p in model.parameters() if p.requires_grad]
            self.nominal = [float(task.weight) for task in TASKS.values()]
            self.balancing = Balancing()
            self.chosen = None
            self.shared = None
${staged ? '            self.stage, self.held = None, {}\n' : ''}
        @property
        def steps_per_epoch(self):
            return self.data.steps_per_epoch(self.batch * self.world.size)

        def rows(self, number):
            """This process's part of the batch of a step, counted from 1."""
${staged ? '            self.enter(number)\n' : ''}            rows = self.data.rows_of_step(number - 1, self.batch * self.world.size)
            return rows[self.world.rank * self.batch:(self.world.rank + 1) * self.batch]

${
  staged
    ? `        def enter(self, number):
            """The stage of a step, which says what the tasks weigh, and which layers hold still, their running statistics too."""
            epoch = (number - 1) // self.steps_per_epoch
            stage = max([0] + [i for i, (first, _, _) in enumerate(STAGES) if first <= epoch])
            if stage == self.stage:
                return
            self.stage = stage
            if STAGES:
                self.nominal = STAGES[stage][2]
            still = {layer for layer, factors in RATES.items() if factors[min(stage, len(factors) - 1)] == 0}
            self.held = {name: own.clone() for name, own in self.model.named_buffers() if name.split(".")[0] in still}

`
    : ''
}        def losses_of(self, rows):
            """The losses of the tasks, each the mean over the labelled samples of all processes once it is averaged over these; and which of
            them were measured."""
            labels, masks = self.data.labels(rows)
            counts = self.world.sum(torch.stack([mask.sum() for mask in masks.values()]))
            inputs = self.data.inputs(rows)
            judge = lambda inputs: self.judged(inputs, labels, masks, counts)
            losses = judge(${adversarial ? 'self.moved(inputs, judge)' : 'inputs'})
            return losses, self.measured(labels, masks)

        def measured(self, labels, masks):
            """Of every task: whether the batch has anything to judge in some process."""
            own = [(mask > 0).any() and task.measures(labels[name][mask > 0]) for (name, task), mask in zip(TASKS.items(), masks.values())]
            return (self.world.sum(torch.tensor([float(one) for one in own], device=self.data.device)) > 0).tolist()

        def judged(self, inputs, labels, masks, counts):
            logits = self.model(**inputs)
            losses = []
            for (name, task), count in zip(TASKS.items(), counts.clamp(min=1)):
                each = task.loss(logits[name], labels[name], masks[name], self.data.class_weights[name])
                losses.append((each * masks[name]).sum() / count * self.world.size)
            return losses
${
  adversarial
    ? `
        def moved(self, inputs, judge):
            """Samples against the network: by a pass of its own that leaves no trace in running statistics."""
            kept = [buffer.clone() for buffer in self.model.buffers()]
            leaves = {name: inputs[name].clone().requires_grad_() for name in MOVING}
            total = sum(weight * loss for weight, loss in zip(self.nominal, judge({**inputs, **leaves})))
            found = torch.autograd.grad(total, list(leaves.values()), allow_unused=True)
            for buffer, before in zip(self.model.buffers(), kept):
                buffer.copy_(before)
            moved = dict(inputs)
            for (name, (image, free)), gradient in zip(MOVING.items(), found):
                if gradient is not None:
                    x, sign = inputs[name], gradient.sign()
                    if free is not None:
                        sign = sign * torch.tensor(free, device=x.device).reshape(1, *x.shape[1:])
                    moved[name] = x + EPSILON * sign
                    if image:
                        moved[name] = moved[name].minimum(x.clamp(min=1)).maximum(x.clamp(max=0))
            return moved
`
    : ''
}
        def values(self, losses):
            """Numbers [T], the same in all processes."""
            return self.world.mean(torch.stack(losses).detach())

        def summed(self, losses, weights):
            """The gradient of the weighted sum of the losses and of the penalty, in one backward pass."""
            total = sum(weight * loss for weight, loss in zip(weights, losses)) + self.penalty()
            return self.world.mean(flat(torch.autograd.grad(total, self.parameters, allow_unused=True), self.parameters))

        def penalty(self):
            return ${penalized ? 'self.model.penalty()' : 'torch.zeros((), device=self.data.device)'}

        def step(self, number, losses, measured):
            """The step as the method sees it."""
            seen = losses.tolist()
            if Balancing.honours == "scaling":
                seen = [weight * loss for weight, loss in zip(self.nominal, seen)]
            return Step(number, self.steps_per_epoch, self.seed, self.nominal, seen, measured)

        def by_nominal(self, weights):
            """Times the tasks' own weights, where the method leaves them to us."""
            if Balancing.honours not in ("factor", "scaling"):
                return list(weights)
            return [weight * factor for weight, factor in zip(weights, self.nominal)]

        def choose(self, number, choose):
            """The weights of a step, or the last ones between two choices."""
            if self.chosen is None or (number - 1) % EVERY == 0:
                self.chosen = choose()
            return torch.tensor(self.by_nominal(self.chosen), device=self.data.device)

        def descend(self, gradient, rate):
            """A step of the optimiser along one vector, shortened to CLIP_NORM where it is longer (no 1e-6 is added, as torch does)."""
            if CLIP_NORM is not None:
                gradient = gradient * (CLIP_NORM / gradient.norm().clamp(min=CLIP_NORM))
            pieces = gradient.split([p.numel() for p in self.parameters])
            for parameter, piece in zip(self.parameters, pieces):
                parameter.grad = piece.reshape(parameter.shape).clone()
            for group in self.optimizer.param_groups:
                group["lr"] = self.rate_of(group, rate)
            self.optimizer.step()${
              staged
                ? `
            for name, buffer in self.model.named_buffers():
                if name in self.held:
                    buffer.copy_(self.held[name])`
                : ''
            }

        def rate_of(self, group, rate):
            """The learning rate of a group of parameters in this step."""
            return rate${
              staged
                ? ` * (STAGES[self.stage][1] if STAGES else 1.0) * group["factors"][min(self.stage, len(group["factors"]) - 1)]`
                : ''
            }

        @torch.no_grad()
        def move(self, direction, rate):
            """A step of plain descent, as methods that look ahead try it: every parameter at its own rate."""
            rates = {id(p): self.rate_of(group, rate) for group in self.optimizer.param_groups for p in group["params"]}
            for parameter, piece in zip(self.parameters, direction.split([p.numel() for p in self.parameters])):
                parameter -= rates[id(parameter)] * piece.reshape(parameter.shape)

        def state(self):
            return {"balancing": vars(self.balancing), "chosen": self.chosen}

        def load_state(self, state):
            vars(self.balancing).update(state["balancing"])
            self.chosen = state["chosen"]

        def gradients(self, losses):
            """Of every task [T, numbers], and of the penalty, averaged over all processes before anything is done with them. The parameters
            that tasks share come first: from now on they stand so."""
            each = [torch.autograd.grad(loss, self.parameters, retain_graph=True, allow_unused=True) for loss in losses]
            if self.shared is None:
                serves = [tuple(t for t, g in enumerate(each) if g[i] is not None) for i in range(len(self.parameters))]
                order = sorted(range(len(serves)), key=lambda i: len(serves[i]) < 2)
                self.parameters, self.serves = [self.parameters[i] for i in order], [serves[i] for i in order]
                each = [[g[i] for i in order] for g in each]
                self.shared = sum(p.numel() for p, tasks in zip(self.parameters, self.serves) if len(tasks) > 1)
            rows = torch.stack([flat(g, self.parameters) for g in (*each, self.penalty_gradient())])
            rows = self.world.mean(rows)
            return rows[:-1], rows[-1]

        def penalty_gradient(self):
            penalty = self.penalty()
            if not penalty.requires_grad:
                return [None] * len(self.parameters)
            return torch.autograd.grad(penalty, self.parameters, retain_graph=True, allow_unused=True)

        def shared_parts(self):
            """What is shared, in the order of its columns: layer, tasks, columns."""
            layers = {id(p): name.split(".")[0] for name, p in self.model.named_parameters()}
            shared = [(layers[id(p)], tasks, p) for p, tasks in zip(self.parameters, self.serves) if len(tasks) > 1]
            return placed(*zip(*shared)) if shared else []

        def gramian(self, gradients):
            """Products of the gradients on ${behind.length > 0 ? 'the last shared layer' : 'what is shared'}, as the method sees them."""
            shared = gradients[:, ${behind.length > 0 ? 'last_shared(self.shared_parts())' : ':self.shared'}].double()
            return self.as_seen(shared @ shared.T)

        def as_seen(self, products):
            if Balancing.honours == "scaling":
                nominal = torch.tensor(self.nominal, dtype=torch.float64, device=products.device)
                products = products * nominal[:, None] * nominal[None, :]
            return products.tolist()

        def direction(self, gradients, weights, stack=None):
            """What is shared goes along the weighted sum, what serves one task alone along that task's gradient."""
            shared = gradients[:, :self.shared] if stack is None else stack
            nominal = torch.tensor(self.nominal, device=gradients.device)
            own = weights if HEADS_BY_WEIGHTS else nominal
            return torch.cat((weights @ shared, own @ gradients[:, self.shared:]))
  `;
}

import { python } from '../../python.ts';

/** How a step is taken, by what its method needs: the body of `take`, as a class on top of what all steps have in common. */
export const steps: ReadonlyMap<string, { readonly title: string; readonly source: string }> = new Map([
  [
    'nothing',
    {
      title: 'Steps whose weights are known before them: one backward pass of the weighted sum.',
      source: python`
    class Stepper(BaseStepper):
        def take(self, number, rate):
            """Takes a step, counted from 1; the losses of its batch before it [T]."""
            losses, measured = self.losses_of(self.rows(number))
            values = self.values(losses)
            step = self.step(number, values, measured)
            weights = self.choose(number, lambda: self.balancing.weigh(step))
            self.descend(self.summed(losses, weights), rate)
            if hasattr(self.balancing, "learn"):
                self.balancing.learn(step, values.tolist())
            return values
      `,
    },
  ],
  [
    'losses',
    {
      title: 'Steps whose weights follow from the losses: one backward pass of the weighted sum.',
      source: python`
    class Stepper(BaseStepper):
        def take(self, number, rate):
            """Takes a step, counted from 1; the losses of its batch before it [T]."""
            rows = self.rows(number)
            losses, measured = self.losses_of(rows)
            values = self.values(losses)
            weights = self.choose(number, lambda: self.balancing.weigh(self.step(number, values, measured)))
            if HEADS_BY_WEIGHTS:
                gradient = self.summed(losses, weights)
            else:
                gradients, more = self.gradients(losses)
                gradient = self.direction(gradients, weights) + more
            self.descend(gradient, rate)
            if getattr(Balancing, "looks_back", False):
                with torch.no_grad():
                    kept = [buffer.clone() for buffer in self.model.buffers()]
                    self.balancing.after(self.values(self.losses_of(rows)[0]).tolist())
                    for buffer, before in zip(self.model.buffers(), kept):
                        buffer.copy_(before)
            return values
      `,
    },
  ],
  [
    'gramian',
    {
      title: 'Steps whose weights follow from the products of the task gradients: one backward pass for every task.',
      source: python`
    class Stepper(BaseStepper):
        def take(self, number, rate):
            """Takes a step, counted from 1; the losses of its batch before it [T]."""
            losses, measured = self.losses_of(self.rows(number))
            values = self.values(losses)
            gradients, more = self.gradients(losses)
            step = self.step(number, values, measured)

            def choose():
                step.gramian = self.gramian(gradients)
                return self.balancing.weigh(step)

            self.descend(self.direction(gradients, self.choose(number, choose)) + more, rate)
            return values
      `,
    },
  ],
  [
    'gradients',
    {
      title: 'Steps whose direction is made of the task gradients themselves: one backward pass for every task.',
      source: python`
    class Stepper(BaseStepper):
        def take(self, number, rate):
            """Takes a step, counted from 1; the losses of its batch before it [T]."""
            losses, measured = self.losses_of(self.rows(number))
            values = self.values(losses)
            gradients, more = self.gradients(losses)
            nominal = torch.tensor(self.nominal, device=gradients.device)
            shared = gradients[:, :self.shared]
            if Balancing.honours == "scaling":
                shared = nominal[:, None] * shared
            weights, stack = self.balancing.combine(self.step(number, values, measured), shared)
            weights = torch.tensor(weights, dtype=stack.dtype, device=stack.device)
            if Balancing.honours == "factor":
                weights = weights * nominal
            own = weights if HEADS_BY_WEIGHTS and len(weights) == len(nominal) else nominal
            self.descend(torch.cat((weights @ stack, own @ gradients[:, self.shared:])) + more, rate)
            return values
      `,
    },
  ],
  [
    'batches',
    {
      title: 'Steps whose weights follow from the gradients of two further batches.',
      source: python`
    class Stepper(BaseStepper):
        def further(self, number, stream):
            """The task gradients on what is shared, of a further batch that leaves no trace."""
            rows = self.data.further_rows(number - 1, self.batch * self.world.size, "train", stream)
            kept = [buffer.clone() for buffer in self.model.buffers()]
            losses, _ = self.losses_of(rows[self.world.rank * self.batch:(self.world.rank + 1) * self.batch])
            gradients, _ = self.gradients(losses)
            for buffer, before in zip(self.model.buffers(), kept):
                buffer.copy_(before)
            return gradients[:, :self.shared].double()

        def take(self, number, rate):
            """Takes a step, counted from 1; the losses of its batch before it [T]."""
            losses, measured = self.losses_of(self.rows(number))
            values = self.values(losses)
            gradients, more = self.gradients(losses)
            step = self.step(number, values, measured)

            def choose():
                first, second = (self.further(number, f"further batches {i}") for i in range(2))
                step.across = (first @ second.T).tolist()
                return self.balancing.weigh(step)

            self.descend(self.direction(gradients, self.choose(number, choose)) + more, rate)
            return values
      `,
    },
  ],
  [
    'validation',
    {
      title: 'Steps whose weights follow from the validation losses after a trial step.',
      source: python`
    class Stepper(BaseStepper):
        def take(self, number, rate):
            """Takes a step, counted from 1; the losses of its batch before it [T]."""
            losses, measured = self.losses_of(self.rows(number))
            values = self.values(losses)
            gradients, more = self.gradients(losses)
            step = self.step(number, values, measured)

            def choose():
                trial = torch.tensor(self.balancing.before(step), device=gradients.device) @ gradients
                step.products = (gradients.double() @ self.there(number, trial, rate).double().T).tolist()
                return self.balancing.weigh(step)

            self.descend(self.direction(gradients, self.choose(number, choose)) + more, rate)
            return values

        def there(self, number, trial, rate):
            """The gradients of the validation losses after a trial step, which is taken back."""
            batch = self.batch * self.world.size
            rows = self.data.further_rows(number - 1, batch, "validation", "validation batches")
            kept = [tensor.detach().clone() for tensor in (*self.parameters, *self.model.buffers())]
            self.move(trial, rate)
            losses, _ = self.losses_of(rows[self.world.rank * self.batch:(self.world.rank + 1) * self.batch])
            gradients, _ = self.gradients(losses)
            with torch.no_grad():
                for tensor, before in zip((*self.parameters, *self.model.buffers()), kept):
                    tensor.copy_(before)
            return gradients
      `,
    },
  ],
  [
    'lookahead',
    {
      title: 'Steps along the gradients of training and validation losses, weighed by what a few steps ahead would bring.',
      source: python`
    class Stepper(BaseStepper):
        def take(self, number, rate):
            """Takes a step, counted from 1; the losses of its batch before it [T]."""
            rows = self.rows(number)
            losses, measured = self.losses_of(rows)
            values = self.values(losses)
            gradients, more = self.gradients(losses)
            batch = self.batch * self.world.size
            further = self.data.further_rows(number - 1, batch, "validation", "validation batches")
            upper = self.without_trace(lambda: self.gradients(
                self.losses_of(further[self.world.rank * self.batch:(self.world.rank + 1) * self.batch])[0]
            )[0])
            step = self.step(number, values, measured)

            def choose():
                weights = torch.tensor(self.balancing.before(step), device=gradients.device)
                step.losses_ahead = self.without_trace(lambda: self.losses_ahead(rows, gradients, weights, rate)).tolist()
                g, h = gradients.double(), upper.double()
                step.own, step.upper, step.products = (g @ g.T).tolist(), (h @ h.T).tolist(), (g @ h.T).tolist()
                return self.balancing.weigh(step)

            weights = self.choose(number, choose)
            self.descend(weights @ torch.cat((gradients, upper)) + more, rate)
            return values

        def without_trace(self, run):
            """What a function gives; parameters and running statistics are afterwards what they were."""
            held = (*self.parameters, *self.model.buffers())
            kept = [tensor.detach().clone() for tensor in held]
            found = run()
            with torch.no_grad():
                for tensor, before in zip(held, kept):
                    tensor.copy_(before)
            return found

        def losses_ahead(self, rows, gradients, weights, rate):
            """The training losses after as many steps of descent as the method looks ahead."""
            for ahead in range(Balancing.ahead):
                if ahead > 0:
                    gradients, _ = self.gradients(self.losses_of(rows)[0])
                self.move(weights @ gradients, rate)
            return self.values(self.losses_of(rows)[0])
      `,
    },
  ],
]);

import { python } from '../python.ts';

/** parallel.py */
export const parallelFile = python`
    """One process, or several that torchrun started: every one has its part of each batch, and all take the same step."""
    import os

    import torch
    import torch.distributed as dist


    class World:
        def __init__(self, device=None):
            self.size = int(os.environ.get("WORLD_SIZE", 1))
            self.rank = int(os.environ.get("RANK", 0))
            cuda = torch.cuda.is_available() and device in (None, "cuda")
            self.device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if cuda else torch.device(device or "cpu")
            if cuda:
                torch.cuda.set_device(self.device)
            if self.size > 1 and not dist.is_initialized():
                dist.init_process_group("nccl" if cuda else "gloo")

        @property
        def leads(self):
            return self.rank == 0

        def sum(self, tensor):
            """Over all processes, in place."""
            if self.size > 1:
                dist.all_reduce(tensor)
            return tensor

        def mean(self, tensor):
            return self.sum(tensor) / self.size

        def share(self, thing):
            """What the first process has."""
            if self.size == 1:
                return thing
            things = [thing]
            dist.broadcast_object_list(things)
            return things[0]

        def same(self, tensors):
            """Every process begins with the numbers of the first."""
            if self.size > 1:
                for tensor in tensors:
                    dist.broadcast(tensor, 0)

        def close(self):
            if self.size > 1:
                dist.destroy_process_group()
`;

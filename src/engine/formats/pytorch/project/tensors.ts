import { python } from '../python.ts';

/** tensors.py: safetensors without a dependency. */
export const tensorsReaderFile = python`
    """Reads safetensors (https://huggingface.co/docs/safetensors) without a dependency."""
    import json
    import math

    import torch

    TYPES = {"F32": torch.float32, "I32": torch.int32, "U8": torch.uint8}


    def read_tensors(path):
        """By name; what a file holds beside its tensors stands under __metadata__ and is left out."""
        with open(path, "rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(length))
            data = bytearray(file.read())
        tensors = {}
        for name, entry in header.items():
            if name != "__metadata__":
                begin, _ = entry["data_offsets"]
                count = math.prod(entry["shape"])
                flat = torch.frombuffer(data, dtype=TYPES[entry["dtype"]], count=count, offset=begin) if count else torch.zeros(0)
                tensors[name] = flat.reshape(entry["shape"])
        return tensors
`;

import { python } from '../../pytorch/python.ts';

/** tensors.py */
export const tensorsFile = python`
    """Reads safetensors with numpy alone."""
    import json

    import numpy as np

    TYPES = {"F32": np.float32, "I32": np.int32, "U8": np.uint8}


    def read_tensors(path):
        """By name: an array."""
        with open(path, "rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(length))
            content = file.read()
        arrays = {}
        for name, entry in header.items():
            if name != "__metadata__":
                start, end = entry["data_offsets"]
                arrays[name] = np.frombuffer(content[start:end], TYPES[entry["dtype"]]).reshape(entry["shape"])
        return arrays
`;

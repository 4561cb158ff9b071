import { python } from '../python.ts';

/** random_streams.py: the page's random numbers. */
export const randomStreamsFile = python`
    """The page's random numbers: named streams of a seed, so that splits and batches are those of the page."""
    import math

    MASK = 0xFFFFFFFF


    def mix32(x):
        x = ((x ^ (x >> 16)) * 0x85EBCA6B) & MASK
        x = ((x ^ (x >> 13)) * 0xC2B2AE35) & MASK
        return x ^ (x >> 16)


    def hash_text(text):
        value = 0x811C9DC5
        units = text.encode("utf-16-le")
        for i in range(0, len(units), 2):
            value = ((value ^ (units[i] | units[i + 1] << 8)) * 0x01000193) & MASK
        return mix32(value)


    class RandomStream:
        """sfc32 by Chris Doty-Humphrey (public domain)."""

        def __init__(self, seed, *names):
            key = 0x9E3779B9
            for part in (seed, *names):
                number = hash_text(part) if isinstance(part, str) else part
                key = mix32(((key ^ mix32((number + 0x7F4A7C15) & MASK)) + 0x9E3779B9) & MASK)
            self.a, self.b, self.c, self.counter = mix32(key ^ 0x243F6A88), mix32(key ^ 0x85A308D3), mix32(key ^ 0x13198A2E), 1
            self.spare = None
            for _ in range(12):
                self.next()

        def next(self):
            """Uniform in [0, 1)."""
            t = (self.a + self.b + self.counter) & MASK
            self.counter = (self.counter + 1) & MASK
            self.a = self.b ^ (self.b >> 9)
            self.b = (self.c + (self.c << 3)) & MASK
            self.c = (((self.c << 21) | (self.c >> 11)) + t) & MASK
            return t / 4294967296

        def normal(self):
            """Standard normal (Box and Muller)."""
            if self.spare is not None:
                value, self.spare = self.spare, None
                return value
            radius, angle = math.sqrt(-2 * math.log(1 - self.next())), 2 * math.pi * self.next()
            self.spare = radius * math.sin(angle)
            return radius * math.cos(angle)

        def permutation(self, n):
            """0 ... n - 1 in random order (Fisher and Yates)."""
            order = list(range(n))
            for i in range(n - 1, 0, -1):
                j = int(self.next() * (i + 1))
                order[i], order[j] = order[j], order[i]
            return order
`;

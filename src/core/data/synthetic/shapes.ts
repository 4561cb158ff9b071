/** Whether a point lies inside a shape that about fills the circle of radius 1 around the origin; y grows downwards. */
type Inside = (x: number, y: number) => boolean;

/** Math.hypot guards against overflow, which takes many times as long. */
const length = (x: number, y: number): number => Math.sqrt(x * x + y * y);

const polygon = (corners: number, inner: number): Inside => {
  // The radius of a regular star at an angle: straight from a tip (radius 1) to a notch (radius `inner`).
  const half = Math.PI / corners;
  return (x, y) => {
    const distance = length(x, y);
    if (distance > 1) return false;
    const turn = (((Math.atan2(x, -y) % (2 * half)) + 2 * half) % (2 * half)) - half;
    const angle = half - Math.abs(turn);
    const [tip, notch] = [1, inner];
    const radius = (tip * notch * Math.sin(half)) / (tip * Math.sin(angle) + notch * Math.sin(half - angle));
    return distance < radius;
  };
};

/** The ten shapes of the synthetic scenes, in the order of their classes. */
export const shapes: readonly { readonly name: string; readonly inside: Inside }[] = [
  { name: 'disc', inside: (x, y) => length(x, y) < 0.9 },
  { name: 'ring', inside: (x, y) => Math.abs(length(x, y) - 0.7) < 0.2 },
  { name: 'square', inside: (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.78 },
  { name: 'frame', inside: (x, y) => Math.abs(Math.max(Math.abs(x), Math.abs(y)) - 0.62) < 0.18 },
  { name: 'triangle', inside: polygon(3, Math.cos(Math.PI / 3)) },
  { name: 'star', inside: polygon(5, 0.42) },
  { name: 'cross', inside: (x, y) => Math.min(Math.abs(x), Math.abs(y)) < 0.28 && Math.max(Math.abs(x), Math.abs(y)) < 0.9 },
  { name: 'bar', inside: (x, y) => Math.abs(y) < 0.3 && Math.abs(x) < 0.95 },
  { name: 'crescent', inside: (x, y) => length(x, y) < 0.9 && length(x - 0.5, y) > 0.7 },
  { name: 'two dots', inside: (x, y) => length(Math.abs(x) - 0.55, y) < 0.38 },
];

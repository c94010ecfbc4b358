// Draws the extension's icon: three layers of values, the topmost checked. Distances to shapes give smooth edges.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

const size = 128;
const target = join(import.meta.dirname, '../docs/images/icon.png');

/** Signed distance to a rounded rectangle around the origin; negative inside. */
function roundedBox(x, y, halfWidth, halfHeight, radius) {
  const dx = Math.abs(x) - halfWidth + radius;
  const dy = Math.abs(y) - halfHeight + radius;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

function segment(x, y, [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** A square seen from above at an angle: a rhombus twice as wide as high, with soft corners. */
function layer(x, y, centreY) {
  const [px, py] = [(x - 64) / 2, y - centreY];
  const [u, v] = [(px + py) / Math.SQRT2, (px - py) / Math.SQRT2];
  return roundedBox(u, v, 17.5, 17.5, 4) * 1.2;
}

function check(x, y) {
  return Math.min(segment(x, y, [50, 43], [60, 51]), segment(x, y, [60, 51], [80, 33])) - 4.2;
}

const mix = (from, to, share) => from.map((channel, i) => channel + (to[i] - channel) * share);

/** Topmost last. */
const shapes = [
  { distance: (x, y) => layer(x, y, 88), colour: () => [38, 110, 118] },
  { distance: (x, y) => layer(x, y, 65) - 4, colour: (_x, y) => ground(y) },
  { distance: (x, y) => layer(x, y, 65), colour: () => [79, 172, 163] },
  { distance: (x, y) => layer(x, y, 42) - 4, colour: (_x, y) => ground(y) },
  { distance: (x, y) => layer(x, y, 42), colour: () => [240, 250, 247] },
  { distance: check, colour: () => [14, 104, 92] },
];

function ground(y) {
  return mix([22, 66, 74], [10, 36, 44], y / size);
}

function pixel(x, y) {
  let colour = ground(y);
  for (const shape of shapes) {
    const cover = Math.min(1, Math.max(0, 0.5 - shape.distance(x, y)));
    colour = mix(colour, shape.colour(x, y), cover);
  }
  const alpha = Math.min(1, Math.max(0, 0.5 - roundedBox(x - 64, y - 64, 64, 64, 26)));
  return [...colour.map(Math.round), Math.round(alpha * 255)];
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

const rows = Array.from({ length: size }, (_row, y) => [
  0,
  ...Array.from({ length: size }, (_column, x) => pixel(x + 0.5, y + 0.5)).flat(),
]);
const header = Buffer.alloc(13);
header.writeUInt32BE(size, 0);
header.writeUInt32BE(size, 4);
header.set([8, 6, 0, 0, 0], 8); // 8 bits a channel, red green blue alpha
mkdirSync(dirname(target), { recursive: true });
writeFileSync(
  target,
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]),
);

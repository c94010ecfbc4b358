import { compareQuantities, parseQuantity } from '../kit/quantity.ts';
import { amountAt, switchAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

/** The smallest disk buffer that Vector accepts, in bytes. */
const smallest = 268435488;

export default defineRule({
  id: 'spaces-vector-buffer',
  meta: {
    summary: 'Give the usage buffer of Vector the size it needs.',
    why: 'Vector refuses disk buffers below 268435488 bytes and does not start; a buffer that is larger than its volume fills the volume, and usage records are lost.',
    remedy: 'Set `maxSize` to at least 268435488, and `controlPlanes.vector.persistence.size` above it.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['spaces'],
    messages: {
      small: "Vector does not start with a disk buffer of {bytes} bytes ('{path}'): 268435488 is the least.",
      volume: 'The volume of Vector has {size}, the buffer on it {bytes} bytes: it does not fit. Enlarge the volume.',
    },
    examples: {
      bad: 'billing:\n  enabled: true\ncontrolPlanes:\n  vector:\n    persistence:\n      enabled: true\n    sinks:\n      usage:\n        buffer:\n          maxSize: 1000000\n',
      good: 'billing:\n  enabled: true\ncontrolPlanes:\n  vector:\n    persistence:\n      enabled: true\n    sinks:\n      usage:\n        buffer:\n          maxSize: 268435488\n',
    },
    sources: ['https://docs.upbound.io/reference/spaces-helm-reference/'],
    fix: 'unsafe',
  },
  *check(context) {
    const name = 'controlPlanes.vector.sinks.usage.buffer.maxSize';
    const volume = 'controlPlanes.vector.persistence.size';
    const written = amountAt(context, name);
    const bytes = typeof written === 'string' && /^\d{1,15}$/.test(written) ? Number(written) : written;
    // Without persistence the buffer is kept in memory, and counts events.
    if (switchAt(context, 'controlPlanes.vector.persistence.enabled') !== true || typeof bytes !== 'number') {
      return;
    }
    const path = context.path(name);
    const size = amountAt(context, volume);
    if (bytes < smallest) {
      yield {
        path,
        message: 'small',
        data: { path: name, bytes },
        fixes: () => [
          {
            title: 'Use the smallest buffer that Vector accepts',
            safety: 'unsafe',
            operations: [{ op: 'set', path, value: smallest }],
          },
        ],
      };
    } else if (size !== undefined && compareQuantities(parseQuantity(size), parseQuantity(bytes)) === -1) {
      const enough = `${Math.ceil((bytes * 2) / 2 ** 30)}Gi`;
      yield {
        path: context.path(volume),
        message: 'volume',
        data: { size, bytes },
        fixes: () => [
          {
            title: `Use a volume of ${enough}`,
            safety: 'unsafe',
            operations: [{ op: 'set', path: context.path(volume), value: enough }],
          },
        ],
      };
    }
  },
});

import { mapOf } from '../kit/json.ts';
import type { JsonValue } from '../product/table.ts';

/** Parsed values as what an operation may write; undefined for what is no JSON. */
export function jsonOf(value: unknown): JsonValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (Array.isArray(value)) {
    const items = value.map(jsonOf);
    return items.every(item => item !== undefined) ? items : undefined;
  }
  const entries = Object.entries(mapOf(value) ?? {}).map(([name, child]) => [name, jsonOf(child)] as const);
  return mapOf(value) && entries.every(([, child]) => child !== undefined)
    ? (Object.fromEntries(entries) as JsonValue)
    : undefined;
}

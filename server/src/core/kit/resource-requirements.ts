import { isAbsent, type JsonMap, mapOf } from './json.ts';
import { compareQuantities, parseQuantity, type Quantity } from './quantity.ts';

/** How far a limit is above its request. */
export interface LimitRatio {
  /** Thousandths, rounded down: 2000 is twice the request. Undefined for a request of zero. */
  readonly ratioMilli: number | undefined;
  /** The guideline asks for two to four times the request. `undefined`: a request of zero has no ratio. */
  readonly verdict: 'ok' | 'invalid' | 'no-burst' | 'below-guideline' | 'above-guideline' | 'undefined';
}

/** Compares as exact fractions, so units may differ (`1G` is below `1Gi`). Undefined when a side is unknown or no quantity. */
export function limitRatio(request: Quantity | undefined, limit: Quantity | undefined): LimitRatio | undefined {
  if (!request || !limit) {
    return undefined;
  }
  if (request.nanos <= 0n) {
    return { ratioMilli: undefined, verdict: 'undefined' };
  }
  const ratioMilli = Number((limit.nanos * 1000n) / request.nanos);
  const order = compareQuantities(limit, request);
  if (order !== 1) {
    return { ratioMilli, verdict: order === 0 ? 'no-burst' : 'invalid' };
  }
  if (limit.nanos < 2n * request.nanos) {
    return { ratioMilli, verdict: 'below-guideline' };
  }
  return { ratioMilli, verdict: limit.nanos > 4n * request.nanos ? 'above-guideline' : 'ok' };
}

/** What a container asks for, as text or number; `absent` when neither request nor limit is set, undefined when unreadable. */
export type Request =
  | { readonly kind: 'set'; readonly quantity: Quantity }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

/** The request that the scheduler sees: a limit without a request makes the request equal to the limit. */
export function effectiveRequest(resources: unknown, resource: string): Request {
  const map = mapOf(resources);
  const written = fieldOf(map?.requests, resource) ?? fieldOf(map?.limits, resource);
  return readAmount(written);
}

/** The limit, where one is set. */
export const effectiveLimit = (resources: unknown, resource: string): Request =>
  readAmount(fieldOf(mapOf(resources)?.limits, resource));

const fieldOf = (map: unknown, name: string): unknown => {
  const fields: JsonMap = mapOf(map) ?? {};
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
};

function readAmount(written: unknown): Request {
  if (isAbsent(written)) {
    return { kind: 'absent' };
  }
  const quantity = typeof written === 'string' || typeof written === 'number' ? parseQuantity(written) : undefined;
  return quantity ? { kind: 'set', quantity } : { kind: 'unknown' };
}

/** The quality of service class of a pod with these containers; undefined when an amount is unreadable. */
export function qosClass(containers: readonly unknown[]): 'Guaranteed' | 'Burstable' | 'BestEffort' | undefined {
  const pairs = containers.flatMap(resources =>
    ['cpu', 'memory'].map(resource => ({
      request: effectiveRequest(resources, resource),
      limit: effectiveLimit(resources, resource),
    })),
  );
  if (pairs.some(({ request, limit }) => request.kind === 'unknown' || limit.kind === 'unknown')) {
    return undefined;
  }
  if (pairs.every(({ request }) => isZeroOrAbsent(request))) {
    return 'BestEffort';
  }
  const guaranteed = pairs.every(
    ({ request, limit }) =>
      request.kind === 'set' &&
      limit.kind === 'set' &&
      limit.quantity.nanos > 0n &&
      request.quantity.nanos === limit.quantity.nanos,
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

const isZeroOrAbsent = (request: Request): boolean =>
  request.kind === 'absent' || (request.kind === 'set' && request.quantity.nanos === 0n);

import { isNull, isTemplated, type Scalar, type ValueNode, walk } from '../../values/node.ts';
import type { RuleContext } from '../rule.ts';

/**
 * The effective scalar at a path: null when it is unset, undefined when it is not known (another tool fills it, or
 * something around it, in later) or no scalar.
 */
export function scalarAt({ at, path }: RuleContext, text: string): Scalar | undefined {
  const whole = path(text);
  for (let depth = 1; depth <= whole.length; depth++) {
    const node = at(whole.slice(0, depth));
    if (node === undefined || isNull(node)) {
      return null;
    }
    if (isTemplated(node)) {
      return undefined;
    }
    if (depth === whole.length) {
      return node.kind === 'scalar' ? node.value : undefined;
    }
  }
  return undefined;
}

/** Whether a switch is on; what is unset is off. Undefined when it is not known, or no boolean. */
export function switchAt(context: RuleContext, text: string): boolean | undefined {
  const value = scalarAt(context, text);
  return value === null ? false : typeof value === 'boolean' ? value : undefined;
}

/** The text at a path, '' when it is unset; undefined when it is not known, or no text. */
export function textAt(context: RuleContext, text: string): string | undefined {
  const value = scalarAt(context, text);
  return value === null ? '' : typeof value === 'string' ? value : undefined;
}

/** A quantity, port or count as it is written; undefined when it is unset, not known, or neither text nor number. */
export function amountAt(context: RuleContext, text: string): string | number | undefined {
  const value = scalarAt(context, text);
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? value : undefined;
}

/** Whether another tool fills in some part of the value later. */
export function hasTemplates(node: ValueNode | undefined): boolean {
  if (node === undefined) {
    return false;
  }
  for (const part of walk(node)) {
    if (isTemplated(part)) {
      return true;
    }
  }
  return false;
}

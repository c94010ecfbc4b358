import { isTemplate } from './json.ts';

/** The updateModes of a VerticalPodAutoscaler. A plain `Off` is the boolean false in YAML, and no mode. */
export const vpaModes: readonly string[] = ['Off', 'Initial', 'Recreate', 'InPlaceOrRecreate', 'InPlace', 'Auto'];

/** Auto means Recreate, and is deprecated since VPA 1.4. Undefined for a template. */
export const readVpaMode = (value: unknown): { readonly valid: boolean; readonly deprecated: boolean } | undefined =>
  isTemplate(value)
    ? undefined
    : { valid: typeof value === 'string' && vpaModes.includes(value), deprecated: value === 'Auto' };

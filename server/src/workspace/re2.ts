import { RE2JS } from 're2js';
import type { PatternEngine } from '../core/schema/validate.ts';

/** Helm reads a chart's schema with an RE2 engine: the same patterns are good, and none can hang. */
export const re2: PatternEngine = pattern => {
  const compiled = RE2JS.compile(pattern);
  return { test: text => compiled.matcher(text).find() };
};

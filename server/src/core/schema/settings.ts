import type { ChartInForce } from '../product/chart-in-force.ts';
import type { ProductTable } from '../product/table.ts';
import type { Path } from '../values/path.ts';
import type { FactsAt } from './facts-at.ts';
import type { JsonSchema } from './json-schema.ts';
import type { CompiledSchema } from './validate.ts';

/** The settings that are valid below one path of a values file, and how that is known. */
export interface SettingsSource {
  /** Where they stand: the root, or the key of a dependency in a parent chart's values. */
  readonly prefix: Path;
  readonly chart: ChartInForce;
  /** For messages: `Upbound Spaces`, or the chart's own name. */
  readonly title: string;
  readonly version: string | undefined;
  /** Why this product and version: "named in Chart.yaml", "detected by its keys" … */
  readonly why: string;
  readonly table?: ProductTable;
  /** What the table says at this version, kept from one check to the next. Read it through `factsOf`. */
  readonly facts?: FactsAt;
  /** What completion, hover and validation read. */
  readonly schema: JsonSchema;
  readonly compiled?: CompiledSchema;
  /** What the chart's defaults and their comments say, where its own schema is silent. */
  readonly inferred?: JsonSchema;
  /** The chart ships this schema itself: Helm refuses what it refuses. */
  readonly strict: boolean;
  /** Set for fields of a resource: the API server, not Helm, takes or drops them. */
  readonly reader?: 'api-server';
}

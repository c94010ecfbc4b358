import type { Analysis } from '../analyze.ts';
import type { ChartModel } from '../chart/chart.ts';
import { schemaAt } from '../schema/cursor.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import { positionAt } from '../text/lines.ts';
import { type Path, startsWith } from '../values/path.ts';
import { linesIn } from './lines-in.ts';
import { readsOf } from './value-sites.ts';

/** What a chart at hand says of a setting beside the schema that is in force. */

/** What subcharts at hand know of a setting that stands below their key: their schema, their defaults and the comments on them. */
export function subchartSchemas({ snapshot: { chart, settings } }: Analysis, path: Path): readonly JsonSchema[] {
  const own = settings.find(({ prefix }) => prefix.length === 0);
  const mounted = settings.some(({ prefix }) => prefix.length > 0 && startsWith(path, prefix));
  const definitions = (own?.inferred ?? own?.schema)?.definitions ?? {};
  const found = (model: ChartModel, rest: Path): readonly (JsonSchema | undefined)[] =>
    model.subcharts
      .filter(({ key }) => key === rest[0] && rest.length > 1)
      .flatMap(({ model: child }) => [
        schemaAt(child.schema() ?? {}, rest.slice(1)),
        schemaAt({ ...child.inferred(), definitions }, rest.slice(1)),
        ...found(child, rest.slice(1)),
      ]);
  return chart && !mounted ? found(chart.model, path).filter(schema => schema !== undefined) : [];
}

/** "Read by 3 template lines."; undefined where it cannot be told, or no chart is at hand. */
export function readLine(analysis: Analysis, path: Path): string | undefined {
  const { chart } = analysis.snapshot;
  if (!chart || path.length === 0) {
    return undefined;
  }
  const linesOf = linesIn([analysis]);
  const places = new Set(
    readsOf(analysis, path).map(({ site: { uri, span } }) => {
      const lines = linesOf(uri);
      return `${uri}#${lines ? positionAt(lines, span.start).line : span.start}`;
    }),
  );
  const outside = [...places].filter(place => /\/(?:Chart|requirements)\.yaml#/.test(place)).length;
  const inside = places.size - outside;
  const condition = outside === 0 ? '' : 'a condition in Chart.yaml';
  if (inside > 0) {
    return `Read by ${inside} template line${inside === 1 ? '' : 's'}${condition && ` and ${condition}`}.`;
  }
  return condition
    ? `Read by ${condition}.`
    : chart.reads(path.map(String)) === 'no'
      ? 'No template reads it.'
      : undefined;
}

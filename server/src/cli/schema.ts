import { productionSchema } from '../core/production/schema.ts';
import { rules } from '../core/rules/index.ts';
import { loadAssets, namedProduct } from '../workspace/assets.ts';
import { assertProduct } from './check.ts';
import { type CliHost, UsageError } from './host.ts';

export interface SchemaOptions {
  /** Of effective values that are fit for production. */
  readonly production: boolean;
}

/** Prints the JSON Schema of a product at a version. */
export async function schema(reference: string, { production }: SchemaOptions, host: CliHost): Promise<number> {
  await assertProduct(reference, host.files);
  const { product, version, id } = namedProduct(reference);
  if (!product && !(production && id === 'helm')) {
    throw new UsageError(`'${reference}' has no schema of its own: name spaces or one of the kcp charts`);
  }
  const settings = product && (await loadAssets(host.files).settings(product, version, [], 'schema'));
  const printed = production
    ? productionSchema(
        rules,
        settings?.table && {
          table: settings.table,
          version: settings.version ?? '',
          family: settings.chart.family,
          schema: settings.schema,
        },
      )
    : settings?.schema;
  host.out(`${JSON.stringify(printed, null, 2)}\n`);
  return 0;
}

import { loadAssets, namedProduct } from '../workspace/assets.ts';
import { assertProduct } from './check.ts';
import { type CliHost, UsageError } from './host.ts';

/** Prints the JSON Schema of a product at a version. */
export async function schema(reference: string, host: CliHost): Promise<number> {
  await assertProduct(reference, host.files);
  const { product, version } = namedProduct(reference);
  if (!product) {
    throw new UsageError(`'${reference}' has no schema of its own: name spaces or one of the kcp charts`);
  }
  const settings = await loadAssets(host.files).settings(product, version, [], 'schema');
  host.out(`${JSON.stringify(settings.schema, null, 2)}\n`);
  return 0;
}

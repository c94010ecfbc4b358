import { type KnownProduct, parseProductReference, productById } from '../core/product/catalog.ts';
import type { ProductTable } from '../core/product/table.ts';
import { nearestVersion, schemaOf } from '../core/schema/build.ts';
import type { JsonSchema } from '../core/schema/json-schema.ts';
import type { SettingsSource } from '../core/schema/settings.ts';
import { compileInPieces } from '../core/schema/validate.ts';
import type { Path } from '../core/values/path.ts';
import type { Host } from './host.ts';

/** The product data that ships with us, loaded when a file first needs it and kept. */
export interface Assets {
  readonly table: (id: string) => Promise<ProductTable>;
  readonly definitions: () => Promise<JsonSchema>;
  /** The settings of a product at a version (undefined: the newest), below `prefix`. */
  readonly settings: (product: KnownProduct, version: string | undefined, prefix: Path, why: string) => Promise<SettingsSource>;
}

export function loadAssets(host: Host): Assets {
  const once = new Map<string, Promise<unknown>>();
  const keep = <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const known = once.get(key) as Promise<T> | undefined;
    if (known) {
      return known;
    }
    const made = make();
    once.set(key, made);
    return made;
  };
  const table = (id: string) => keep(`table:${id}`, () => host.asset(`products/${id}.json`) as Promise<ProductTable>);
  const definitions = () => keep('definitions', () => host.asset('kubernetes.json') as Promise<JsonSchema>);
  const compiled = (id: string, version: string) =>
    keep(`schema:${id}@${version}`, async () => compileInPieces(schemaOf(await table(id), version, await definitions())));
  return {
    table,
    definitions,
    async settings(product, wanted, prefix, why) {
      const facts = await table(product.id);
      const nearest = nearestVersion(facts, wanted) ?? nearestVersion(facts);
      const version = nearest?.version ?? '';
      const schema = await compiled(product.id, version);
      const reason = nearest && wanted !== undefined && !nearest.exact ? `${why}; ${wanted} is not recorded, the nearest is ${version}` : why;
      return {
        prefix, chart: { id: product.id, family: product.family, version }, title: facts.title, version, why: reason, table: facts,
        schema: schema.schema, compiled: schema, strict: false,
      };
    },
  };
}

/** The product that `text` (`spaces@1.17.1`) names. */
export function namedProduct(text: string): { readonly product: KnownProduct | undefined; readonly version: string | undefined; readonly id: string } {
  const { id, version } = parseProductReference(text);
  return { id, version, product: productById(id) };
}

import { type KnownProduct, parseProductReference, productById } from '../core/product/catalog.ts';
import type { ProductTable } from '../core/product/table.ts';
import { nearestVersion, schemaOf } from '../core/schema/build.ts';
import { factsAt } from '../core/schema/facts-at.ts';
import type { JsonSchema } from '../core/schema/json-schema.ts';
import { type ResourceTable, resourceSchema } from '../core/schema/resource-schema.ts';
import type { SettingsSource } from '../core/schema/settings.ts';
import { readTable, type StoredTable } from '../core/schema/stored-table.ts';
import { type CompiledSchema, compileInPieces } from '../core/schema/validate.ts';
import type { Path } from '../core/values/path.ts';
import type { Host } from './host.ts';

/** The product data that ships with us, loaded when a file first needs it and kept. */
export interface Assets {
  readonly table: (id: string) => Promise<ProductTable>;
  readonly definitions: () => Promise<JsonSchema>;
  /** The settings of a product at a version (undefined: the newest), below `prefix`. */
  readonly settings: (
    product: KnownProduct,
    version: string | undefined,
    prefix: Path,
    why: string,
  ) => Promise<SettingsSource>;
  /** The schema of a custom resource; undefined when none is recorded. */
  readonly resource: (apiVersion: string, kind: string) => Promise<CompiledSchema | undefined>;
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
    // What failed is tried again: an installation may be mended while we run.
    made.catch(() => once.delete(key));
    return made;
  };
  const asset = <T>(name: string, lists: readonly string[]): Promise<T> =>
    keep(name, async () => intact<T>(name, await host.asset(name), lists));
  const table = (id: string): Promise<ProductTable> =>
    keep(`table:${id}`, async () =>
      readTable(
        await asset<StoredTable>(`products/${id}.json`, ['versions', 'provenance', 'sources', 'keys', 'moves']),
      ),
    );
  const definitions = () => asset<JsonSchema>('kubernetes.json', ['definitions']);
  const compiled = (id: string, version: string) =>
    keep(`schema:${id}@${version}`, async () =>
      compileInPieces(schemaOf(await table(id), version, await definitions())),
    );
  return {
    table,
    definitions,
    async settings(product, wanted, prefix, why) {
      const facts = await table(product.id);
      const nearest = nearestVersion(facts, wanted) ?? nearestVersion(facts);
      const version = nearest?.version ?? '';
      const schema = await compiled(product.id, version);
      const kept = await keep(`facts:${product.id}@${version}`, async () => factsAt(facts, version));
      const exact = wanted === undefined || nearestVersion(facts, wanted)?.exact === true;
      const reason = exact ? why : `${why}; ${wanted} is not recorded, the nearest is ${version}`;
      return {
        prefix,
        chart: { id: product.id, family: product.family, version },
        title: facts.title,
        version,
        why: reason,
        table: facts,
        facts: kept,
        schema: schema.schema,
        compiled: schema,
        strict: false,
      };
    },
    resource: (apiVersion, kind) =>
      keep(`resource:${apiVersion}/${kind}`, async () => {
        const facts = await asset<ResourceTable>('products/kcp-operator/resources.json', ['definitions', 'resources']);
        const schema = resourceSchema(facts, apiVersion, kind, await definitions());
        return schema && compileInPieces(schema);
      }),
  };
}

/** A file cut short or of another shape must not pass for one that knows nothing. */
function intact<T>(name: string, content: unknown, parts: readonly string[]): T {
  const object = typeof content === 'object' && content !== null ? (content as Readonly<Record<string, unknown>>) : {};
  const missing = parts.find(part => typeof object[part] !== 'object' || object[part] === null);
  if (missing !== undefined) {
    throw new Error(`${name} has no '${missing}'`);
  }
  return content as T;
}

/** The product that `text` (`spaces@1.17.1`) names. */
export function namedProduct(text: string): {
  readonly product: KnownProduct | undefined;
  readonly version: string | undefined;
  readonly id: string;
} {
  const { id, version } = parseProductReference(text);
  return { id, version, product: productById(id) };
}

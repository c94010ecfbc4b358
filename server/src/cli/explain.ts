import { codePage } from '../core/features/code-pages.ts';
import { rulePage } from '../core/features/rule-page.ts';
import { describeSetting, settingMarkdown } from '../core/features/setting.ts';
import { type KnownProduct, knownProducts } from '../core/product/catalog.ts';
import { rules } from '../core/rules/index.ts';
import { keysAt } from '../core/schema/build.ts';
import { didYouMean } from '../core/text/did-you-mean.ts';
import { parsePath } from '../core/values/path.ts';
import { type Assets, loadAssets, namedProduct } from '../workspace/assets.ts';
import { assertProduct } from './check.ts';
import { type CliHost, UsageError } from './host.ts';
import { terminalMarkdown } from './terminal-markdown.ts';

/** Prints the page of a rule, or the text of a setting of the product (of every product that has it, when none is named). */
export async function explain(what: string, options: { readonly product?: string }, host: CliHost): Promise<number> {
  const rule = rules.find(({ id }) => id === what);
  const page = rule ? rulePage(rule) : codePage(what);
  if (page !== undefined) {
    host.out(terminalMarkdown(page, host.colors));
    return 0;
  }
  const path = parsePath(what);
  if (path === undefined || path.length === 0) {
    throw new UsageError(`'${what}' is neither a rule nor a key path`);
  }
  if (options.product !== undefined) {
    await assertProduct(options.product, host.files);
  }
  const assets = loadAssets(host.files);
  const wanted = options.product === undefined ? undefined : namedProduct(options.product);
  const products = wanted?.product ? [wanted.product] : knownProducts;
  let found = 0;
  for (const product of products) {
    const settings = await assets.settings(product, wanted?.version, [], 'explain');
    const setting = describeSetting(settings, path);
    if (setting && setting.text !== '') {
      host.out(
        terminalMarkdown(`${settings.title} ${settings.version ?? ''}\n\n${settingMarkdown(setting)}\n`, host.colors),
      );
      found++;
    }
  }
  if (found === 0) {
    throw new UsageError(
      `no setting and no rule '${what}'${await suggestion(what, products, wanted?.version, assets)}`,
    );
  }
  return 0;
}

async function suggestion(
  what: string,
  products: readonly KnownProduct[],
  version: string | undefined,
  assets: Assets,
): Promise<string> {
  const names = new Set(rules.map(({ id }) => id));
  for (const product of products) {
    for (const { fact } of keysAt(await assets.table(product.id), version)?.keys.values() ?? []) {
      names.add(fact.path.join('.'));
    }
  }
  const near = didYouMean(what, names)[0];
  return near === undefined ? '' : `: did you mean '${near}'?`;
}

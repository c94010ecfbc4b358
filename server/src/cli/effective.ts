import { effectiveJson, effectiveYaml } from '../core/features/effective.ts';
import { rules } from '../core/rules/index.ts';
import type { ValuesStack } from '../core/values/stack.ts';
import { normalize, relativeTo } from '../workspace/uri.ts';
import { createWorkspace } from '../workspace/workspace.ts';
import { type CliHost, UsageError } from './host.ts';

export interface EffectiveOptions {
  readonly values: readonly string[];
  readonly chart?: string;
  readonly product?: string;
  readonly format: 'yaml' | 'json';
}

/** Prints the merged values of a stack, each leaf with the file and line that set it. */
export async function effective(options: EffectiveOptions, host: CliHost): Promise<number> {
  const files = options.values.map(path => normalize(host.uriOf(path)));
  const target =
    files.at(-1) ?? (options.chart === undefined ? undefined : normalize(host.uriOf(`${options.chart}/values.yaml`)));
  if (target === undefined) {
    throw new UsageError('effective: name at least one values file with -f, or a chart with --chart');
  }
  for (const [index, uri] of files.entries()) {
    const file = await host.files.read(uri);
    if (!file || 'problem' in file) {
      throw new UsageError(`${options.values[index]}: ${file ? file.problem.message : 'no such file'}`);
    }
  }
  const workspace = createWorkspace(host.files, [host.cwd], rules, {
    ...(options.chart === undefined ? {} : { chart: host.uriOf(options.chart) }),
    ...(options.product === undefined ? {} : { product: options.product }),
  });
  const result = await workspace.check(target, { layers: files.slice(0, -1), explicit: true });
  const stack = result.analysis?.snapshot.stack;
  const broken = stack && refusalOf(stack);
  if (!stack || broken) {
    throw new UsageError(
      `${relativeTo(host.cwd, broken?.uri ?? target) ?? target}: ${broken?.message ?? 'holds no values'}`,
    );
  }
  const nameOf = (uri: string) => relativeTo(host.cwd, uri) ?? decodeURIComponent(uri.replace(/^file:\/\//, ''));
  host.out(
    options.format === 'json'
      ? `${JSON.stringify(effectiveJson(stack, nameOf), null, 2)}\n`
      : effectiveYaml(stack, nameOf),
  );
  return 0;
}

/** Why there are no effective values: Helm cannot read one of the files, or refuses what they say together. */
function refusalOf({
  documents,
  problem,
}: ValuesStack): { readonly uri: string; readonly message: string } | undefined {
  for (const { uri, problems } of documents) {
    const syntax = problems.find(({ code }) => code === 'yaml/syntax');
    if (syntax) {
      return { uri, message: syntax.message };
    }
  }
  return problem && { uri: problem.site.uri, message: problem.message };
}

import { effectiveJson, effectiveYaml } from '../core/features/effective.ts';
import { rules } from '../core/rules/index.ts';
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
  const broken = result.analysis?.findings.find(finding => finding.code === 'yaml/syntax');
  if (!result.analysis || broken) {
    throw new UsageError(
      `${relativeTo(host.cwd, broken?.site.uri ?? target) ?? target}: ${broken?.message ?? 'holds no values'}`,
    );
  }
  const { stack } = result.analysis.snapshot;
  const nameOf = (uri: string) => relativeTo(host.cwd, uri) ?? decodeURIComponent(uri.replace(/^file:\/\//, ''));
  host.out(
    options.format === 'json'
      ? `${JSON.stringify(effectiveJson(stack, nameOf), null, 2)}\n`
      : effectiveYaml(stack, nameOf),
  );
  return 0;
}

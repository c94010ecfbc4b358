import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type CheckOptions, check } from './check.ts';
import { clusterTaints } from './cluster-taints.ts';
import { type EffectiveOptions, effective } from './effective.ts';
import { explain } from './explain.ts';
import { formatNames } from './format/index.ts';
import { type CliHost, UsageError } from './host.ts';
import { rules } from './rules.ts';
import { type SchemaOptions, schema } from './schema.ts';
import { type TaintsOptions, taints } from './taints.ts';

/** Runs the command line. `argv` without the program's own name. Returns the exit status. */
export async function run(argv: readonly string[], version: string, host: CliHost): Promise<number> {
  let status = 0;
  const done = (result: number) => {
    status = result;
  };
  const program = programOf(version, host, done);
  try {
    // `--fix file.yaml`: the file is no level of the fix.
    await program.parseAsync(
      argv.map(word => (word === '--fix' ? '--fix=safe' : word)),
      { from: 'user' },
    );
    return status;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? 0 : 2;
    }
    if (error instanceof UsageError) {
      host.err(`production-values: ${error.message}\n`);
      return 2;
    }
    throw error;
  }
}

function programOf(version: string, host: CliHost, done: (status: number) => void): Command {
  const program = new Command('production-values')
    .description('Checks, explains and mends production Helm values: Upbound Spaces, kcp and any Helm chart.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: text => host.out(text),
      writeErr: text => host.err(text),
      outputError: (text, write) => write(`production-values: ${text.replace(/^error: /, '')}`),
    })
    .showHelpAfterError(false);
  const command = (name: string, summary: string) => program.command(name).description(summary).exitOverride();
  const collect = (value: string, earlier: readonly string[]) => [...earlier, value];

  command('check', 'check files or folders; a folder is searched for values files and taint sources')
    .argument('[path...]', 'files or folders (default: .); - reads standard input')
    .option('-f, --values <file>', "one stack, in Helm's order; repeatable: the last file wins", collect, [])
    .option('--chart <dir>', 'the chart whose defaults, values.schema.json and templates apply')
    .option('--product <id[@version]>', 'instead of detection, e.g. spaces@1.17.1, kcp/kcp@0.16.6')
    .option('--taints <path>', 'further taint sources; repeatable', collect, [])
    .option('--rule <id=level>', 'off, info, warning or error; repeatable', collect, [])
    .addOption(new Option('--format <format>', 'how to print').choices([...formatNames]).default('text'))
    .addOption(
      new Option('--fix [level]', 'apply safe fixes in place; --fix=all applies the unsafe ones too')
        .choices(['safe', 'all'])
        .preset('safe'),
    )
    .option('--diff', 'print a unified diff of the fixes and write nothing', false)
    .addOption(new Option('--profile <profile>', 'instead of what the path says').choices(['default', 'production']))
    .option('--max-warnings <n>', 'exit 1 above this many warnings', wholeNumber)
    .option('--stdin-path <name>', 'the name of what - reads, for detection')
    .action(async (paths: string[], options: CheckOptions) => done(await check(paths, options, host)));

  command('explain', 'the text of a setting or the page of a rule')
    .argument('<keypath|rule>')
    .option('--product <id[@version]>', 'the product whose setting is meant')
    .action(async (what: string, options: { product?: string }) => done(await explain(what, options, host)));

  command('effective', 'merged values, each leaf with the file and line that set it')
    .option('-f, --values <file>', "in Helm's order; repeatable: the last file wins", collect, [])
    .option('--chart <dir>', 'the chart whose defaults apply')
    .option('--product <id[@version]>', 'the product whose defaults apply')
    .addOption(new Option('--format <format>', 'how to print').choices(['yaml', 'json']).default('yaml'))
    .action(async (options: EffectiveOptions) => done(await effective(options, host)));

  command('taints', 'every taint found, where it is declared, and what tolerates it')
    .argument('[path...]', 'files or folders (default: .)')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .option('--cluster', 'ask the cluster instead: runs kubectl get nodes', false)
    .option('--context <name>', 'of the kubectl configuration; with --cluster')
    .option('--write', 'write what the cluster says to .production-values.yaml; with --cluster', false)
    .action(async (paths: string[], options: TaintsOptions) =>
      done(await (options.cluster ? clusterTaints : taints)(paths, options, host)),
    );

  command('rules', 'every rule')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action((options: { format: 'text' | 'json' }) => done(rules(options, host)));

  command('schema', 'the JSON Schema of a product')
    .argument('<product[@version]>')
    .option('--production', 'tightened by the production rules that JSON Schema can express; helm is any chart', false)
    .action(async (reference: string, options: SchemaOptions) => done(await schema(reference, options, host)));

  command('lsp', 'the language server')
    .requiredOption('--stdio', 'speak over standard input and output')
    .action(async () => done(await host.startLanguageServer()));

  return program;
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) {
    throw new InvalidArgumentError('a whole number is wanted.');
  }
  return Number(text);
}

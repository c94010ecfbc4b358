import { rules as all } from '../core/rules/index.ts';
import type { CliHost } from './host.ts';
import { pageOf } from './report.ts';

/** Lists every rule: a line each, or JSON. */
export function rules(options: { readonly format: 'text' | 'json' }, host: CliHost): number {
  const rows = all.map(({ id, meta }) => ({
    id,
    products: meta.products,
    severity: meta.severity,
    mode: meta.mode,
    summary: meta.summary,
    fixable: meta.fix !== undefined,
    url: pageOf(id),
    fix: meta.fix ?? null,
    profile: meta.profile,
    optIn: meta.optIn === true,
    sources: meta.sources,
  }));
  const width = Math.max(...rows.map(({ id }) => id.length));
  host.out(
    options.format === 'json'
      ? `${JSON.stringify(rows, null, 2)}\n`
      : rows
          .map(
            ({ id, severity, summary, fixable }) =>
              `${id.padEnd(width)}  ${severity.padEnd(7)}  ${fixable ? 'fix' : '   '}  ${summary}\n`,
          )
          .join(''),
  );
  return 0;
}

import type { Family } from '../product/chart-in-force.ts';
import type { Finding } from './finding.ts';
import { placeOf } from './place.ts';
import type { AnyReport, AnyRule, Level, ProfileName, RuleContext } from './rule.ts';

/** How loud each rule is: by its own id, as the configuration, a comment or the command line say. */
export type Levels = Readonly<Record<string, Level | undefined>>;

/** Runs the rules that apply. A rule that fails is a defect of ours: it is named through `onCrash`, the others go on. */
export function runRules(
  rules: readonly AnyRule[],
  context: RuleContext,
  levels: Levels,
  optionsOf: (rule: AnyRule) => Readonly<Record<string, unknown>>,
  onCrash: (rule: AnyRule, error: unknown) => void,
): Finding[] {
  const family = context.product?.family ?? 'helm';
  const findings: Finding[] = [];
  for (const rule of rules) {
    const level = levelOf(rule, family, context.profile, levels);
    if (level === 'off') {
      continue;
    }
    const own = { ...context, options: optionsOf(rule) };
    try {
      for (const report of rule.check(own)) {
        const finding = findingOf(rule, report, own, levels[rule.id]);
        if (finding) {
          findings.push(finding);
        }
      }
    } catch (error) {
      onCrash(rule, error);
    }
  }
  return findings;
}

export function levelOf({ id, meta }: AnyRule, family: Family, profile: ProfileName, levels: Levels): Level {
  if (!meta.products.includes(family)) {
    return 'off';
  }
  const chosen = levels[id];
  if (chosen !== undefined) {
    return chosen;
  }
  return meta.optIn === true || (meta.profile === 'production' && profile !== 'production') ? 'off' : meta.severity;
}

/** The options of a rule: what the configuration gives, over the defaults its metadata names. */
export function optionsFor(
  { meta }: AnyRule,
  given: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, unknown>> {
  const options: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(meta.options ?? {})) {
    options[name] = given && Object.hasOwn(given, name) ? given[name] : option.default;
  }
  return options;
}

function findingOf(
  rule: AnyRule,
  report: AnyReport,
  { stack }: RuleContext,
  chosen: Level | undefined,
): Finding | undefined {
  const site = placeOf(stack, report.path, report.part ?? 'value');
  if (!site) {
    return undefined;
  }
  const severity = chosen !== undefined && chosen !== 'off' ? chosen : (report.severity ?? rule.meta.severity);
  return {
    code: rule.id,
    severity,
    message: render(rule.meta.messages[report.message] ?? report.message, report.data ?? {}),
    path: report.path,
    site,
    related: (report.related ?? []).flatMap(({ path, message }) => {
      const other = placeOf(stack, path, 'key');
      return other ? [{ site: other, message }] : [];
    }),
    tags: [],
    fixes: report.fixes ?? (() => []),
    replaces: rule.meta.replaces ?? [],
  };
}

function render(template: string, data: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(data, name) ? String(data[name]) : whole,
  );
}

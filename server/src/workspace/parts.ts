import type { Analysis } from '../core/analyze.ts';
import type { PartDocument } from '../core/manifest/embedded.ts';
import type { CustomResource, NearMiss } from '../core/product/custom-resource.ts';
import type { Finding } from '../core/rule/finding.ts';
import { siteIn } from '../core/rule/place.ts';
import type { Part } from './workspace.ts';

/**
 * What is to be said of one part of a file: findings in it. What stands elsewhere in the file is another part's, except
 * what concerns the file as a whole; a finding about values that hold nothing stands at the key that holds them.
 */
export function findingsOfPart(document: PartDocument, { findings }: Analysis): readonly Finding[] {
  const { extent, uri, root } = document;
  return findings
    .filter(finding => finding.site.uri === uri)
    .flatMap((finding): readonly Finding[] => {
      const { start, end } = finding.site.span;
      const isInside = start >= extent.start && end <= extent.end;
      if (isInside || finding.code === 'yaml/syntax' || finding.code.startsWith('config/')) {
        return [finding];
      }
      const isAboutAll = root === undefined && start === 0 && !finding.code.startsWith('ignore/');
      return isAboutAll ? [{ ...finding, site: { uri, span: { start: extent.start, end: extent.start } } }] : [];
    });
}

/** Releases that share values through an anchor find the same things in them: each is said once. */
export function unique(parts: readonly Part[]): readonly Part[] {
  const seen = new Set<string>();
  return parts.map(part => ({
    ...part,
    findings: part.findings.filter(({ code, site, message }) => {
      const key = `${code}\u0001${site.span.start}\u0001${site.span.end}\u0001${message}`;
      const first = !seen.has(key);
      seen.add(key);
      return first;
    }),
  }));
}

/** A wrong `apiVersion` or `kind`. */
export const missFinding = (document: PartDocument, { part, message, suggestions }: NearMiss): Finding => ({
  ...findingAt(document, part),
  code: 'schema/enum',
  severity: 'error',
  message,
  fixes: () =>
    suggestions.map(value => ({
      title: `Change to '${value}'`,
      safety: 'safe',
      operations: [{ op: 'set', path: [part], value }],
    })),
});

/** A kind that newer operators do not know. */
export const removedFinding = (document: PartDocument, { removed = '' }: CustomResource): Finding => ({
  ...findingAt(document, 'kind'),
  code: 'schema/removed-key',
  severity: 'warning',
  message: removed,
});

function findingAt(document: PartDocument, key: string): Omit<Finding, 'code' | 'severity' | 'message'> {
  const site = siteIn(document, [key], 'value') ?? { uri: document.uri, span: document.extent };
  return { path: [key], site, related: [], tags: [], fixes: () => [], replaces: [] };
}

import { readToleration } from '../kit/toleration.ts';
import { isKnown, type TaintIndex, taintsMatching } from '../taint/index.ts';
import { type DeclaredTaint, formatTaint, type TaintFile } from '../taint/taint.ts';
import type { Site } from '../text/span.ts';
import type { ValuesDocument } from '../values/document.ts';
import { nodeAt, toJson, type ValueNode } from '../values/node.ts';
import type { HoverText } from './hover.ts';
import { placeAt } from './place-at.ts';
import { type Consumer, toleratedBy } from './taint-consumers.ts';

/** Markdown that names a place: `nodes.tf:12`, as a link. */
export type NamePlace = (site: Site) => string;

const mostListed = 10;

/** The toleration that the cursor is in. */
export function tolerationAt(document: ValuesDocument, offset: number): ValueNode | undefined {
  const path = placeAt(document.root, offset)?.path ?? [];
  const list = path.findLastIndex(
    (segment, index) => typeof segment === 'number' && /tolerations$/i.test(String(path[index - 1])),
  );
  return list === -1 ? undefined : nodeAt(document.root, path.slice(0, list + 1));
}

/** The taints that a toleration matches, and where node pools declare them; undefined when nothing is known of the nodes. */
export function tolerationText(node: ValueNode, index: TaintIndex, place: NamePlace): string | undefined {
  const toleration = readToleration(toJson(node));
  if (!toleration || index.taints.length === 0) {
    return undefined;
  }
  const matched = taintsMatching(index, toleration);
  if (matched.length === 0) {
    return index.complete ? 'No node pool of this workspace has a taint that this toleration matches.' : undefined;
  }
  const lines = matched.map(taint => `- ${describeTaint(taint)}, ${place(taint.site)}`);
  return `**Matches** ${matched.length === 1 ? 'a taint' : `${matched.length} taints`} of this workspace:\n\n${listed(lines)}`;
}

const describeTaint = (taint: DeclaredTaint): string =>
  `\`${formatTaint(taint)}\`${taint.pool === null ? '' : ` of \`${taint.pool}\``}${taint.startup ? ' (until the node is ready)' : ''}`;

const listed = (lines: readonly string[]): string =>
  [
    ...lines.slice(0, mostListed),
    ...(lines.length > mostListed ? [`- … and ${lines.length - mostListed} more`] : []),
  ].join('\n');

/** The taint whose declaration the cursor is in: the innermost. */
export const taintAt = (file: TaintFile | undefined, offset: number): DeclaredTaint | undefined =>
  file?.taints
    .filter(({ entry, site }) => [entry, site.span].some(span => span.start <= offset && offset <= span.end))
    .sort((a, b) => a.entry.end - a.entry.start - (b.entry.end - b.entry.start))[0];

/** Who tolerates a taint. `place` names where a toleration stands. */
export function taintText(taint: DeclaredTaint, consumers: readonly Consumer[], place: NamePlace): string {
  const head = `**Taint** ${describeTaint(taint)}`;
  if (!isKnown(taint)) {
    return `${head}\n\nA part of it is filled in before a cluster sees it: what tolerates it cannot be told.`;
  }
  const tolerating = consumers.flatMap(consumer => {
    const by = toleratedBy(consumer, taint);
    return by ? [`- \`${consumer.title}\`, ${place(by.site)}`] : [];
  });
  const all = `${consumers.length} ${consumers.length === 1 ? 'component' : 'components'}`;
  return tolerating.length === 0
    ? `${head}\n\nTolerated by none of the ${all} in this workspace.`
    : `${head}\n\n**Tolerated by** ${tolerating.length} of ${all} in this workspace:\n\n${listed(tolerating)}`;
}

/** `tolerated by 2 of 5 components`; undefined for a taint that is not known, and where there are no components. */
export function taintLens(taint: DeclaredTaint, consumers: readonly Consumer[]): string | undefined {
  if (!isKnown(taint) || consumers.length === 0) {
    return undefined;
  }
  const count = consumers.filter(consumer => toleratedBy(consumer, taint)).length;
  return `tolerated by ${count} of ${consumers.length} ${consumers.length === 1 ? 'component' : 'components'}`;
}

export const hoverOn = (span: HoverText['span'], ...parts: readonly (string | undefined)[]): HoverText | undefined => {
  const markdown = parts.filter(part => part !== undefined).join('\n\n---\n\n');
  return markdown === '' ? undefined : { markdown, span };
};

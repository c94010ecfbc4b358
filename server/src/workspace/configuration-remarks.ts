import type { Configuration } from '../core/config/configuration.ts';
import type { Finding } from '../core/rule/finding.ts';
import type { ValuesDocument } from '../core/values/document.ts';
import { nodeAt } from '../core/values/node.ts';
import type { Path } from '../core/values/path.ts';
import { fileMessage, productRemarks, type Reading, remark } from './remarks.ts';

/** What `.production-values.yaml` names and does not exist: products, versions, files of stacks. */
export async function configurationRemarks(
  document: ValuesDocument,
  configuration: Configuration,
  { table, look }: Reading,
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  const spanOf = (path: Path) => nodeAt(document.root, path)?.site.span ?? { start: 0, end: 0 };
  for (const [glob, text] of configuration.files) {
    const path = ['files', glob];
    found.push(...(await productRemarks(document.uri, { text, span: spanOf(path) }, table, path)));
  }
  const stacks = nodeAt(document.root, ['stacks']);
  for (const [index, item] of (stacks?.kind === 'list' ? stacks.items : []).entries()) {
    const files: Path = item.kind === 'list' ? ['stacks', index] : ['stacks', index, 'files'];
    const list = nodeAt(document.root, files);
    for (const [at, file] of (list?.kind === 'list' ? list.items : []).entries()) {
      const seen = file.kind === 'scalar' && typeof file.value === 'string' ? await look(file.value) : 'there';
      if (file.kind === 'scalar' && seen !== 'there') {
        found.push(
          remark('config/file', 'warning', fileMessage(file.source, seen), document.uri, file.site.span, [
            ...files,
            at,
          ]),
        );
      }
    }
  }
  return found;
}

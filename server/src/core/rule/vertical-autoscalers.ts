import { isTemplated, type MapNode, nodeAt, type ScalarNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import { isOff } from './component.ts';
import type { RuleContext } from './rule.ts';

/** The settings of a VerticalPodAutoscaler that is switched on. */
export interface VerticalAutoscaler {
  readonly node: MapNode;
  readonly path: Path;
  /** How it changes pods; undefined when it is not set or a template. */
  readonly mode: ScalarNode | undefined;
}

const modes = [['updateMode'], ['updatePolicy', 'updateMode']];

export const verticalAutoscalers = ({ once }: RuleContext): readonly VerticalAutoscaler[] => once(readAutoscalers);

function readAutoscalers({ select }: RuleContext): readonly VerticalAutoscaler[] {
  return ['vpa', 'verticalPodAutoscaler', 'VerticalPodAutoscaler']
    .flatMap(name => select(`**.${name}`))
    .flatMap(node => {
      if (node.kind !== 'map' || isOff(node) || isTemplated(node.entries.get('enabled')?.value)) {
        return [];
      }
      const mode = modes.map(keys => nodeAt(node, keys)).find(found => found?.kind === 'scalar');
      return [{ node, path: node.path, mode: mode?.kind === 'scalar' && !isTemplated(mode) ? mode : undefined }];
    });
}

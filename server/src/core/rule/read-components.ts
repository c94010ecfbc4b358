import type { Path } from '../values/path.ts';
import type { Component } from './component.ts';

/**
 * The components of a chart whose templates are at hand: those that a template reads, with the settings that one reads.
 * What none reads the chart does not offer, whatever its values.yaml says.
 */
export function readComponents(
  components: readonly Component[],
  isRead: (path: Path) => boolean,
): readonly Component[] {
  const read = <T extends Path | { readonly path: Path }>(setting: T | undefined): T | undefined =>
    setting !== undefined && isRead('path' in setting ? setting.path : setting) ? setting : undefined;
  return components
    .filter(({ path }) => path.length === 0 || isRead(path))
    .map(component => {
      const [replicas, autoscaler] = [read(component.replicas), read(component.autoscaler)];
      const known = replicas === component.replicas && autoscaler === component.autoscaler;
      return {
        ...component,
        replicas,
        autoscaler,
        budget: read(component.budget),
        resources: read(component.resources),
        tolerations: read(component.tolerations),
        affinity: read(component.affinity),
        nodeSelector: read(component.nodeSelector),
        spread: read(component.spread),
        strategy: read(component.strategy),
        fewestReplicas: known ? component.fewestReplicas : undefined,
      };
    });
}

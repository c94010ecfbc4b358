/** A values file of about `size` characters: many components of one chart, each with the usual blocks. */
export function largeValues(size: number): string {
  const blocks: string[] = [];
  for (let length = 0, n = 0; length < size; n++) {
    const block = `service${n}:
  replicaCount: ${1 + (n % 3)}
  image:
    repository: registry.example.com/team/service${n}
    tag: "1.${n}.0"
  resources:
    requests:
      cpu: ${100 + n}m
      memory: 256Mi
    limits:
      memory: 512Mi
  tolerations:
    - key: dedicated
      operator: Equal
      value: pool${n % 4}
      effect: NoSchedule
  env:
    - name: LOG_LEVEL
      value: info
`;
    blocks.push(block);
    length += block.length;
  }
  return blocks.join('');
}

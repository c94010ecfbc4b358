/** What configuration languages call the fields that hold taints, labels and pools. */

const bare = (name: string): string => name.toLowerCase().replace(/[-_+\s]/g, '');

const TAINT_NAMES: ReadonlySet<string> = new Set([
  'taint',
  'taints',
  'nodetaint',
  'nodetaints',
  'startuptaints',
  'registerwithtaints',
  'kubernetestaints',
  'k8staints',
  'initialtaints',
  'initialnodetaints',
  'kubelettaints',
  'workertaints',
]);

/** Fields that speak about taints that others declare (`…/node-template/taint/x` tags), or that are no taints of nodes at all. */
const OTHER_TAINTS =
  /taints?\/|tolerat|ignor|remov|untaint|skip|filter|exclu|includ|status|startuptaint$|taintkey|notaint/;

/** A field that holds node taints and nothing else. */
export const isTaintField = (name: string): boolean => TAINT_NAMES.has(bare(name));

/** A field whose name speaks of taints (`gpu_taints`, `node_pools_taints`): only what is clearly a taint in it counts. */
export const mentionsTaints = (name: string): boolean => {
  const plain = bare(name);
  return plain.includes('taint') && !OTHER_TAINTS.test(plain) && plain.length < 80;
};

export const isStartupField = (name: string): boolean => /^startup/.test(bare(name));

const LABEL_NAMES: ReadonlySet<string> = new Set(['labels', 'extralabels', 'additionallabels']);
const NODE_LABEL_NAMES: ReadonlySet<string> = new Set([
  'nodelabel',
  'nodelabels',
  'initialnodelabels',
  'kuberneteslabels',
  'k8slabels',
  'kubeletlabels',
]);

/** Labels of nodes wherever it stands. */
export const isNodeLabelField = (name: string): boolean => NODE_LABEL_NAMES.has(bare(name));

/** Labels of nodes when it stands in a node pool. */
export const isPoolLabelField = (name: string): boolean => LABEL_NAMES.has(bare(name)) || isNodeLabelField(name);

/** Labels for several pools at once, keyed by pool (`node_pools_labels`). */
export const isLabelsByPoolField = (name: string): boolean =>
  /^(?:node|worker)?(?:pools?|groups?)labels$/.test(bare(name));

/** Fields that never hold declarations, whatever stands below them. */
export const isForeignField = (name: string): boolean =>
  /tolerat|^lifecycle$|^validation$|^precondition$|^postcondition$|^openAPIV3Schema$|^ignore_changes$|^nodeSelectorTerms$/i.test(
    name,
  );

/** Maps and lists of node pools: their keys, or the names in them, are pools. */
export const isPoolCollection = (name: string): boolean =>
  /^(?:pools|nodes|workers|notebooknodes|dasknodes)$|(?:node|worker|agent|machine|instance|windows)(?:pools|groups|sets)(?:config|configs)?$/.test(
    bare(name),
  );

/** Fields that give an object its form and name nothing. */
export const isStructural = (name: string): boolean => /^(?:metadata|spec|template|status|config|settings)$/.test(name);

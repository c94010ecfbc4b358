import { type ImageReference, parseImageReference } from '../kit/image-reference.ts';
import { isTemplated, type MapNode, nodeAt, type ScalarNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import { mapAround, scalarIn } from './own-values.ts';
import type { RuleContext } from './rule.ts';

/** An image in the values: a map of its parts, a tag beside it, or one text. */
export interface ImageSetting {
  /** The scalar that decides which image it is: the tag, or the whole reference. */
  readonly node: ScalarNode;
  /** The tag as text; undefined when there is none. */
  readonly tag: string | undefined;
  readonly hasDigest: boolean;
  /** Whole references only. */
  readonly reference: ImageReference | undefined;
  readonly pullPolicy: ScalarNode | undefined;
  readonly path: Path;
}

const imageParts = ['repository', 'registry', 'pullPolicy', 'imagePullPolicy', 'digest'];

/** The images of the values, chart defaults among them. What is a template or empty is left out. */
export const imagesOf = ({ once }: RuleContext): readonly ImageSetting[] => once(readImages);

function readImages(context: RuleContext): readonly ImageSetting[] {
  return [
    ...context.select('**.tag').flatMap(node => tagOf(context, node.path, true)),
    ...context.select('**.imageTag').flatMap(node => tagOf(context, node.path, false)),
    ...[...context.select('**.image'), ...context.select('**.repository')].flatMap(node =>
      referenceOf(context, node.path),
    ),
  ];
}

/** `tag` is the tag of an image only in a map that is one. */
function tagOf(context: RuleContext, path: Path, needsImage: boolean): readonly ImageSetting[] {
  const map = mapAround(context, path);
  const node = scalarIn(map, String(path.at(-1)));
  if (!map || !node || node.value === null || node.value === '' || (needsImage && !isImage(map, path))) {
    return [];
  }
  const tag = String(node.value);
  const hasDigest = tag.includes('@') || isSet(map, 'digest');
  return [{ node, tag: tag.split('@')[0] ?? tag, hasDigest, reference: undefined, pullPolicy: policyOf(map), path }];
}

export const isImage = (map: MapNode, path: Path): boolean =>
  /image$/i.test(String(path.at(-2))) || imageParts.some(name => map.entries.has(name));

function referenceOf(context: RuleContext, path: Path): readonly ImageSetting[] {
  const map = mapAround(context, path);
  const node = nodeAt(context.stack.effective, path);
  if (!map || node?.kind !== 'scalar' || typeof node.value !== 'string' || isTemplated(node)) {
    return [];
  }
  const reference = parseImageReference(node.value);
  const isWhole = path.at(-1) === 'image' || reference?.tag !== undefined || reference?.digest !== undefined;
  return reference && isWhole
    ? [
        {
          node,
          tag: reference.tag,
          hasDigest: reference.digest !== undefined || isSet(map, 'digest'),
          reference,
          pullPolicy: policyOf(map),
          path,
        },
      ]
    : [];
}

const isSet = (map: MapNode, name: string): boolean => {
  const value = map.entries.get(name)?.value;
  return value !== undefined && !(value.kind === 'scalar' && (value.value === null || value.value === ''));
};

const policyOf = (map: MapNode): ScalarNode | undefined =>
  scalarIn(map, 'pullPolicy') ?? scalarIn(map, 'imagePullPolicy');

const movingTags = new Set([
  'latest',
  'edge',
  'main',
  'master',
  'nightly',
  'dev',
  'develop',
  'development',
  'head',
  'unstable',
]);

/** A tag that is given to another build time and again. */
export const isMoving = ({ tag, hasDigest }: ImageSetting): boolean =>
  !hasDigest && tag !== undefined && movingTags.has(tag.toLowerCase());

import { folderOf, join, nameOf, normalize } from './uri.ts';

const baseWords = ['base', 'common', 'default', 'defaults', 'shared'];
const environmentFolders = /^(?:values|helm-values|environments|envs|overlays|clusters)$/i;

/**
 * The files that may lie below a values file by their names, the likeliest first: `values.yaml` below `values-prod.yaml`,
 * `values/base.yaml` below `values/prod.yaml`, `base/values.yaml` below `overlays/prod/values.yaml`.
 */
export function basesByName(uri: string): readonly string[] {
  const [name, folder] = [nameOf(uri), folderOf(uri)];
  const [own, parent] = [nameOf(folder), folderOf(folder)];
  const [stem, extension] = [name.replace(/\.ya?ml$/i, ''), /\.ya?ml$/i.exec(name)?.[0] ?? '.yaml'];
  if (isBaseWord(own) || stem.split(/[-._]/).some(isBaseWord)) {
    return isBaseWord(own) ? [] : besideBase(folder, stem, extension);
  }
  const overlay = /^(?:(.+)([-._]))?values(?:([-._])(.+))?$/i.exec(stem);
  const found: string[] = [];
  if (overlay && (overlay[1] !== undefined || overlay[4] !== undefined)) {
    found.push(join(folder, `values${extension}`));
    found.push(
      ...baseWords.map(word =>
        join(
          folder,
          overlay[4] !== undefined
            ? `values${overlay[3]}${word}${extension}`
            : `${word}${overlay[2]}values${extension}`,
        ),
      ),
    );
  }
  if (environmentFolders.test(own) && !overlay) {
    found.push(...baseWords.map(word => join(folder, `${word}${extension}`)), join(folder, `values${extension}`));
    found.push(join(parent, `values${extension}`));
  }
  if (environmentFolders.test(nameOf(parent))) {
    const around = folderOf(parent);
    found.push(...baseWords.flatMap(word => [join(parent, word, name), join(around, word, name)]));
    found.push(...baseWords.map(word => join(parent, `${word}${extension}`)));
    found.push(join(parent, `values${extension}`), join(around, `values${extension}`));
  }
  return [...new Set(found.map(normalize))].filter(candidate => candidate !== uri);
}

const isBaseWord = (word: string): boolean => baseWords.includes(word.toLowerCase());

/** `values-common.yaml` still lies over a `values.yaml` beside it. */
const besideBase = (folder: string, stem: string, extension: string): readonly string[] =>
  /(?:^values[-._]|[-._]values$)/i.test(stem) ? [normalize(join(folder, `values${extension}`))] : [];

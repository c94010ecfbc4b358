import type { Snapshot } from '../analyze.ts';
import type { SettingsSource } from '../schema/settings.ts';
import { type Path, startsWith } from '../values/path.ts';

/** The chart whose setting a path is, and the path as that chart sees it. */
export interface SettingPlace {
  readonly source: SettingsSource;
  readonly path: Path;
}

/** A dependency's settings stand below its key in the parent chart's values: the longest prefix decides. */
export function settingPlace({ settings }: Snapshot, path: Path): SettingPlace | undefined {
  const source = settings
    .filter(({ prefix }) => startsWith(path, prefix))
    .reduce<SettingsSource | undefined>(
      (best, next) => (best && best.prefix.length >= next.prefix.length ? best : next),
      undefined,
    );
  return source && { source, path: path.slice(source.prefix.length) };
}

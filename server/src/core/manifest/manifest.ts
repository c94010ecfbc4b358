import { type CustomResource, type NearMiss, nearMiss, recognise } from '../product/custom-resource.ts';
import { argoReleases } from './argocd.ts';
import { readDocuments } from './documents.ts';
import { type PartDocument, wholeDocument } from './embedded.ts';
import { type ChartSource, chartSources, fluxReleases } from './flux.ts';
import { helmfileReleases, helmfileRepositories } from './helmfile.ts';
import { type Kustomization, kustomizationOf } from './kustomize.ts';
import { type Release, textAt } from './release.ts';
import { skaffoldReleases } from './skaffold.ts';

/** What a YAML file of deployments says of values: the releases in it, and the resources that are settings themselves. */
export interface Manifest {
  readonly uri: string;
  readonly releases: readonly Release[];
  readonly resources: readonly ResourcePart[];
  readonly sources: readonly ChartSource[];
  readonly kustomizations: readonly Kustomization[];
}

/** A custom resource of an operator that is known, or what was meant to be one. */
export interface ResourcePart {
  readonly document: PartDocument;
  readonly resource: CustomResource | undefined;
  readonly miss: NearMiss | undefined;
}

const marks =
  /^\s*kind:\s*["']?(?:HelmRelease|Application|ApplicationSet|OCIRepository|HelmRepository|HelmChart|Kustomization)\b|^apiVersion:\s*["']?(?:skaffold\/|[\w.-]*(?:operators?\.?kcp|druid|kustomize\.config))|^releases:|^repositories:|^kind:\s*["']?(?:RootShard|Shard|FrontProxy|CacheServer|Kubeconfig|VirtualWorkspace|Bundle|Etcd|EtcdCopyBackupsTask|EtcdOpsTask)\b/m;

/** Whether a text is worth reading as a manifest. Quick; says yes too often rather than too rarely. */
export const mayBeManifest = (text: string): boolean => marks.test(text);

/** Reads a file. Undefined: it holds nothing of the kind. */
export function readManifest(uri: string, version: number, text: string): Manifest | undefined {
  if (!mayBeManifest(text)) {
    return undefined;
  }
  const documents = readDocuments(uri, version, text, mayBeManifest);
  const repositories = helmfileRepositories(documents);
  const releases = documents.flatMap(document => [
    ...fluxReleases(document),
    ...argoReleases(document),
    ...skaffoldReleases(document),
    ...helmfileReleases(document, repositories),
  ]);
  const resources = documents.flatMap((document): ResourcePart[] => {
    const [apiVersion, kind] = [textAt(document.root, ['apiVersion']), textAt(document.root, ['kind'])];
    const resource = recognise(apiVersion, kind);
    const miss = resource ? undefined : nearMiss(apiVersion, kind);
    return resource || miss ? [{ document: wholeDocument(document), resource, miss }] : [];
  });
  const sources = documents.flatMap(chartSources);
  const kustomizations = documents.flatMap(document => kustomizationOf(document) ?? []);
  return releases.length + resources.length + sources.length + kustomizations.length === 0
    ? undefined
    : { uri, releases, resources, sources, kustomizations };
}

/** The values inside a manifest, in the order in which they stand. */
export const inlineDocuments = ({ releases }: Manifest): readonly PartDocument[] =>
  releases.flatMap(({ values }) => values.flatMap(source => (source.kind === 'inline' ? [source.document] : [])));

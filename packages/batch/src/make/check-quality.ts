import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManifestVideo, QualityFinding, QualityKind } from '@clipo/contract';
import { knownFindings, openQualityGate } from '@clipo/engine';
import { verifyFile } from '@clipo/label';
import { knownError } from '@clipo/messages';
import { recordFolder } from './folders.ts';
import type { PreparedVideo } from './prepare-batch.ts';
import { replanVideo } from './replan-video.ts';
import type { MakeDeps } from './types.ts';

export interface QualityDeps extends Pick<MakeDeps, 'onEvent' | 'signal'> {
  outDir: string;
  cacheDir: string;
  /** Makes videos, in their order; what is finished already is kept. */
  make(videos: readonly PreparedVideo[]): Promise<ManifestVideo[]>;
  /** Chooses other shots or looks for a video with faults; left out, it is asked itself (`replanVideo`). */
  replan?(video: PreparedVideo, findings: readonly QualityFinding[]): Promise<ReturnType<typeof replanVideo>>;
}

/** A video that is to be made, and what its plan was changed for. */
export interface PlannedToPass {
  prepared: PreparedVideo;
  replanned: QualityKind[];
}

/** Faults of a file that come of how it was written: it is written once more. */
const fileKinds: readonly QualityKind[] = ['av-offset', 'length', 'label'];

interface Checked extends PlannedToPass {
  made: ManifestVideo;
  findings: QualityFinding[];
}

interface AllChecked {
  videos: ManifestVideo[];
  prepared: PreparedVideo[];
  warnings: string[];
}

/**
 * Makes videos and puts each through the quality gate. One with a fault gets another shot or look in the scenes
 * concerned, or its file is written anew, and is made once more; the better of the two stays. What an earlier run found
 * out about a piece is used before anything is drawn. What is left is in the manifest and told as an event.
 * @throws ClipoError `cancelled`
 */
export async function makeChecked(videos: readonly PreparedVideo[], deps: QualityDeps): Promise<AllChecked> {
  return makePlanned(await Promise.all(videos.map((video) => replanKnown(video, deps))), deps);
}

/** As `makeChecked`, for videos whose plans are as good as what is known of their pieces (`replanKnown`). */
export async function makePlanned(planned: readonly PlannedToPass[], deps: QualityDeps): Promise<AllChecked> {
  const warnings: string[] = [];
  const check = openCheck(deps, warnings);
  const first = await check(planned, await deps.make(planned.map(({ prepared }) => prepared)));
  const again = (await Promise.all(first.map((checked) => tryAgain(checked, deps)))).flatMap((each) => each ?? []);
  const second = again.length === 0 ? [] : await check(again, await deps.make(again.map(({ prepared }) => prepared)));
  const secondByName = new Map(second.map((checked) => [checked.made.name, checked]));
  const worse = first.filter((checked) => {
    const other = secondByName.get(checked.made.name);
    return other !== undefined && (other.made.status === 'failed' || faultsOf(other) > faultsOf(checked));
  });
  // Its pieces are all there: only the file is written again.
  const restored = worse.length === 0 ? [] : await check(worse, await deps.make(worse.map(({ prepared }) => prepared)));
  const best = new Map([...first, ...second, ...restored].map((checked) => [checked.made.name, checked]));
  const final = first.map((checked) => best.get(checked.made.name) ?? checked);
  return {
    videos: final.map((checked) => withQuality(checked, deps)),
    prepared: final.map(({ prepared }) => prepared),
    warnings,
  };
}

/** A plan that is known to fail, by itself or by pieces that were made before, is mended before it is made. */
export async function replanKnown(
  video: PreparedVideo,
  { cacheDir }: Pick<QualityDeps, 'cacheDir'>,
): Promise<PlannedToPass> {
  const other = replanVideo(video, await knownFindings(video, join(cacheDir, 'pieces')));
  return { prepared: other?.video ?? video, replanned: other?.kinds ?? [] };
}

/** What is to be made once more of a video; undefined where it passed, or had its second chance. */
async function tryAgain(
  { prepared, made, findings, replanned }: Checked,
  { outDir, replan }: QualityDeps,
): Promise<PlannedToPass | undefined> {
  if (made.status === 'failed' || replanned.length > 0) {
    return undefined;
  }
  const other =
    replan === undefined || findings.length === 0 ? replanVideo(prepared, findings) : await replan(prepared, findings);
  const files = findings.map(({ kind }) => kind).filter((kind) => fileKinds.includes(kind));
  if (files.length > 0) {
    // Without its record the file does not count as finished.
    await rm(join(outDir, recordFolder, `${made.name}.json`), { force: true });
  }
  const kinds = [...new Set([...(other?.kinds ?? []), ...files])];
  return kinds.length === 0 ? undefined : { prepared: other?.video ?? prepared, replanned: kinds };
}

/** Checks videos that were made. Where a check can't be made, a warning says so and the video stays. */
function openCheck(deps: QualityDeps, warnings: string[]) {
  const { cacheDir, outDir, signal } = deps;
  const gate = openQualityGate({ piecesDir: join(cacheDir, 'pieces'), soundDir: join(cacheDir, 'sound'), signal });
  const findingsOf = async (prepared: PreparedVideo, made: ManifestVideo): Promise<QualityFinding[]> => {
    if (made.file === null) {
      return [];
    }
    try {
      const file = join(outDir, made.file);
      return [...(await gate(prepared, file)), ...(await checkLabel(prepared, made, file))];
    } catch (cause) {
      signal.throwIfAborted();
      const message = `${made.name} could not be checked: ${knownError(cause, outDir).message}`;
      warnings.push(message);
      deps.onEvent({ event: 'warning', message });
      return [];
    }
  };
  return async (planned: readonly PlannedToPass[], made: readonly ManifestVideo[]): Promise<Checked[]> => {
    const byName = new Map(made.map((video) => [video.name, video]));
    const checked: Checked[] = [];
    for (const { prepared, replanned } of planned) {
      const video = byName.get(prepared.name);
      if (video !== undefined) {
        checked.push({ prepared, made: video, replanned, findings: await findingsOf(prepared, video) });
      }
    }
    return checked;
  };
}

/** Whether the file still carries its hidden label, and its picture the one that is seen. */
async function checkLabel(prepared: PreparedVideo, made: ManifestVideo, file: string): Promise<QualityFinding[]> {
  const expected = made.label?.implicit;
  const { problems } = await verifyFile(file, expected === undefined ? {} : { expected });
  const missing = prepared.settings.label === null ? ['no label is drawn on its frames'] : [];
  return [...missing, ...problems.map(({ message }) => message)].map((text) => ({
    kind: 'label',
    severity: 'fault',
    text,
  }));
}

function faultsOf({ findings }: Checked): number {
  return findings.filter(({ severity }) => severity === 'fault').length;
}

function withQuality({ made, findings, replanned }: Checked, { onEvent }: QualityDeps): ManifestVideo {
  if (made.status === 'failed') {
    return made;
  }
  const quality = { passed: findings.every(({ severity }) => severity !== 'fault'), findings, replanned };
  onEvent({ event: 'video-check', name: made.name, ...quality });
  return { ...made, quality };
}

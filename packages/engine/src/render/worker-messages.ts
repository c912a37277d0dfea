import type { ExplicitLabel, PreparedMaterial, PreparedPerson, PresenterRequest } from '@clipo/contract';
import type { MixRequest } from '../audio/mix-audio.ts';
import type { ScenePicture } from '../plan/plan-video.ts';
import type { RenderSettings } from '../plan/render-settings.ts';
import type { CoverTitle } from './cover-title.ts';
import type { PieceWork } from './render-piece.ts';

/** What a worker is asked for. `sound` mixes and encodes a video's track into `cacheDir`, where makeAudioTrack finds it. */
export type WorkerTask =
  | ({ kind: 'piece' } & PieceWork)
  | {
      kind: 'cover';
      scene: ScenePicture;
      sceneFrame: number;
      settings: RenderSettings;
      /** The explicit AI label at its corner; null only where the law allows a cover without it. */
      label: ExplicitLabel | null;
      /** The cover's words; null leaves the scene as it is. */
      title: CoverTitle | null;
      path: string;
    }
  | { kind: 'sound'; request: MixRequest; cacheDir: string }
  /** Frames of a presenter for a browser. */
  | { kind: 'presenter'; request: PresenterRequest; path: string };

/** Who draws presenters: the address of a `PresenterModule`, and the persons that it may draw. */
export interface PresentersOfPool {
  module: string;
  people: readonly PreparedPerson[];
}

/** Who draws watermarks: the address of a `MarkerModule`, and the secret key it draws by. */
export interface MarkingOfPool {
  module: string;
  key: string;
}

/** What a worker is started with. */
export interface WorkerData {
  marking: MarkingOfPool | undefined;
  /** Where the brands' own fonts lie; left out, there are none. */
  fonts: string | undefined;
  presenters: PresentersOfPool | undefined;
}

/** `end` asks a worker to give up what it does and to exit by itself. */
export type WorkerRequest =
  | {
      kind: 'run';
      id: number;
      task: WorkerTask;
      materials: PreparedMaterial[];
      /** Of this task alone; without any, those that the pool was opened with. */
      people: readonly PreparedPerson[];
    }
  | { kind: 'abort'; id: number }
  | { kind: 'end' };

/** `isDrawn` comes before the answer proper: the worker has room for another task while the encoder ends. */
export type WorkerAnswer =
  | { id: number; isDrawn: true }
  | { id: number; isOk: true; cpuSeconds: number }
  | {
      id: number;
      isOk: false;
      error: {
        code: string;
        message: string;
        details: Record<string, string | number>;
        isRetryable: boolean;
        /** Where a mistake of ours happened. */
        stack?: string;
      };
    };

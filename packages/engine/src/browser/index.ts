// What of the engine runs in a browser: planning, composing and editing. Nothing here, nor what it imports, needs Node.
export { createCompositor } from '../compositor/host.ts';
export { applyEdits, type EditSources, type LineBlock, lineBlocks } from '../edit/apply-edits.ts';
export { type CardText, cardTexts } from '../edit/card-texts.ts';
export { type EditEntries, editsOfEntries, entriesOfEdits } from '../edit/edit-entries.ts';
export { pictureLayerOf, type ShotMaterial, shotOf } from '../edit/edit-shot.ts';
export { guessSpoken } from '../edit/guess-spoken.ts';
export { listChanges } from '../edit/list-changes.ts';
export type { CanvasPort, MediaPort } from '../layers/layer.ts';
export { planVideo } from '../plan/plan-video.ts';
export type { RenderSettings } from '../plan/render-settings.ts';
export { createBrowserCanvas, loadFont, loadOwnFonts } from '../preview/browser-canvas.ts';
export { createBrowserMedia } from '../preview/browser-media.ts';
export { createBrowserPresenters, type FilmedRequest } from '../preview/browser-presenters.ts';
export { openPreview, type Preview, previewSettings } from '../preview/open-preview.ts';

export { presenterModule, presenterVersion } from './presenter-module.ts';
export { createPresenters } from './render-port.ts';
export type { CharacterCard } from './rig/character.ts';
export { listCharacters } from './rig/list-characters.ts';
export { openRig } from './rig/open-rig.ts';
export type { RigCanvas, RigCanvasPort } from './rig/pen.ts';
export type { OpenRig, RigColors, RigCue, RigFraming, RigRequest } from './rig/rig-request.ts';

/** Address of the module (`PresenterModule` of the contract) that render workers import once a scene has a presenter. */
export const presenterModule = new URL('./render-port.ts', import.meta.url).href;

/** Raised whenever presenters look or move otherwise: pieces of another version are drawn anew. */
export const presenterVersion = 'rig-2';

/** Clipo's API for programs in TypeScript: types and addresses come from its OpenAPI document. */
export { followEvents, type ServiceEvent } from './follow-events.ts';
export { type ApiClient, type ClientOptions, openClient } from './open-client.ts';
export { downloadFile, sendFile, uploadFile } from './transfer-file.ts';

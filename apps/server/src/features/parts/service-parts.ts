/** What can be closed by itself. `api` is all that keys may change; people who are signed in go on. */
export const serviceParts = ['make', 'talk', 'upload', 'share', 'invite', 'recharge', 'api'] as const;
export type ServicePart = (typeof serviceParts)[number];

/** Which part an operation of the API belongs to. Reading, ending, deleting and paying back are never closed. */
export const partOf: Readonly<Record<string, ServicePart>> = {
  createBatch: 'make',
  retryBatch: 'make',
  resumeBatch: 'make',
  renderVideoEdit: 'make',
  createSpeech: 'make',
  createPresentation: 'make',
  renderEdit: 'make',
  speak: 'make',
  startTalkBatch: 'make',
  sendMessage: 'talk',
  retryAnswer: 'talk',
  uploadMaterial: 'upload',
  importMaterial: 'upload',
  beginUpload: 'upload',
  createShare: 'share',
  createDelivery: 'share',
  invite: 'invite',
  placeRechargeOrder: 'recharge',
};

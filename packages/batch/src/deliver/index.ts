export { checkDelivery, postFaults } from './check-delivery.ts';
export { foldersOf, packageEntries } from './package-entries.ts';
export { postOf, readMade } from './read-made.ts';
export type {
  ChannelDelivery,
  DeliveredVideo,
  DeliveryFinding,
  Licence,
  PackageEntry,
  Post,
  StoredFile,
} from './types.ts';
export { writeFolder, writeZip, zipOf } from './write-package.ts';

/** What it takes to label and sign a file, without all that makes one: a command that only labels starts in a third of the time. */
export { openCredentialSigner } from '../make/credentials.ts';
export { readLabelKey } from '../make/label-key.ts';
export { providerOf } from '../make/provider.ts';

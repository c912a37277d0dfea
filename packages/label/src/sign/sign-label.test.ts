import { expect, it } from 'vitest';
import { checkFile } from '../check-file.ts';
import { labelJson } from '../implicit-label.ts';
import { labelOf, wavWith } from '../media.fixture.ts';
import { parseLabelJson } from '../parse-label-json.ts';
import { makeLabelKey, parseLabelKey, readSignature, signLabel } from './sign-label.ts';

it.each(['sm2', 'ed25519'] as const)(
  'a label signed with %s is a label still, and its signature holds (L1)',
  (name) => {
    const key = makeLabelKey(name);
    const signed = signLabel(labelOf('p1'), key);
    const read = parseLabelJson(labelJson(signed));
    expect(read).toMatchObject({ ok: true });
    const label = read.ok ? read.label : labelOf('never');
    expect(readSignature(label)).toMatchObject({ algorithm: name, publicKey: key.publicKey, isValid: true });
    // Whoever changes the label, or puts another's key beside it, is found out.
    expect(readSignature({ ...label, ProduceID: 'p2' })?.isValid).toBe(false);
    expect(readSignature({ ...label, Label: '2' })?.isValid).toBe(false);
    const other = makeLabelKey(name);
    const swapped = { ...label, ReservedCode1: label.ReservedCode1.replaceAll(key.publicKey, other.publicKey) };
    expect(readSignature(swapped)?.isValid).toBe(false);
    // The propagator's fields are not the producer's: filling them breaks nothing.
    expect(readSignature({ ...label, PropagateID: 'x1' })?.isValid).toBe(true);
  },
);

it('what other providers put into ReservedCode1 is no signature, and garbage is no error', () => {
  const hash = 'a'.repeat(64);
  for (const text of ['', hash, '{}', '{"SecurityData":1}', '[]', '"x"']) {
    expect(readSignature({ ...labelOf('p'), ReservedCode1: text })).toBeUndefined();
  }
  const key = makeLabelKey('sm2');
  const signed = signLabel(labelOf('p'), key);
  for (const bad of ['zz', '30', 'ff'.repeat(72)]) {
    const text = signed.ReservedCode1.replace(/"Signature":"[0-9a-f]+"/, `"Signature":"${bad}"`);
    expect(readSignature({ ...signed, ReservedCode1: text })?.isValid).toBe(false);
  }
});

it('the checker tells a broken signature by its rule, and whose key signed', async () => {
  const key = makeLabelKey('ed25519');
  const signed = signLabel(labelOf('p1'), key);
  const good = await checkFile(wavWith(labelJson(signed)));
  expect(good).toMatchObject({ verdict: 'valid', signature: { algorithm: 'ed25519', isValid: true } });
  const forged = await checkFile(wavWith(labelJson({ ...signed, ProduceID: 'forged' })));
  expect(forged.verdict).toBe('invalid');
  expect(forged.problems.map(({ rule }) => rule)).toContain('AIGC-SIGNATURE');
});

it('a key file that holds no key is refused by its field', () => {
  const key = makeLabelKey('sm2');
  expect(parseLabelKey(JSON.stringify(key), 'CLIPO_LABEL_KEY')).toEqual(key);
  for (const text of ['', '{}', JSON.stringify({ ...key, privateKey: 'x' })]) {
    expect(() => parseLabelKey(text, 'CLIPO_LABEL_KEY')).toThrow('CLIPO_LABEL_KEY');
  }
});

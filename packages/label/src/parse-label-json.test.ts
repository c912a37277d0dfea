import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelJson, labelKeys, makeImplicitLabel } from './implicit-label.ts';
import { labelOf } from './media.fixture.ts';
import { parseLabelJson } from './parse-label-json.ts';

const label = labelOf('abc-123');
const json = labelJson(label);
const codesOf = (text: string) => {
  const parsed = parseLabelJson(text);
  return parsed.ok ? [] : parsed.problems.map(({ code }) => code);
};

describe('implicit label', () => {
  it("is one JSON object with the standard's seven keys in order, without spaces, in ASCII (L1)", () => {
    expect(json).toBe(
      '{"Label":"1","ContentProducer":"001191110000000000000010001","ProduceID":"abc-123","ReservedCode1":"","ContentPropagator":"","PropagateID":"","ReservedCode2":""}',
    );
  });

  it('any values that the standard allows come back as they were', () => {
    const value = fc.string({
      unit: fc
        .integer({ min: 0x21, max: 0x7e })
        .filter((code) => code !== 0x5c)
        .map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(fc.constantFrom('1' as const, '2' as const, '3' as const), value, value, value, (kind, a, b, c) => {
        const some = { ...label, Label: kind, ProduceID: `x${a}`, ReservedCode1: b, PropagateID: c };
        expect(parseLabelJson(labelJson(some))).toEqual({ ok: true, label: some });
      }),
    );
  });

  it('a signature that is JSON of its own is carried with escaped quotes', () => {
    const signed = { ...label, ReservedCode1: '{"SecurityData":{"Type":"TC260PG"}}' };
    expect(labelJson(signed)).toContain(String.raw`"ReservedCode1":"{\"SecurityData\":{\"Type\":\"TC260PG\"}}"`);
    expect(parseLabelJson(labelJson(signed))).toEqual({ ok: true, label: signed });
  });

  it.each([
    ['{', ['not_json']],
    ['', ['not_json']],
    ['[]', ['not_an_object']],
    ['null', ['not_an_object']],
    ['"AIGC"', ['not_an_object']],
    ['{}', ['missing_key', 'missing_key', 'missing_key']],
    [json.replace('"Label":"1"', '"Label":1'), ['not_a_string']],
    [json.replace('"Label":"1"', '"Label":"AIGC"'), ['bad_value']],
    [json.replace('"Label":"1",', ''), ['missing_key']],
    [json.replace('{', '{"Extra":"",'), ['unknown_key']],
    [json.replace('{', '{"__proto__":"",'), ['unknown_key']],
    [json.replace('{', '{"Label":"1",'), ['duplicate_key']],
    [json.replace('{', String.raw`{"\u004cabel":"1",`), ['duplicate_key', 'charset']],
    [json.replace('abc-123', ''), ['bad_value']],
    [json.replace('abc-123', 'abc 123'), ['charset']],
    [json.replace('abc-123', '水杯'), ['charset']],
    [json.replace('abc-123', String.raw`\u6c34`), ['charset', 'charset']],
    [json.replace('abc-123', String.raw`a\/b`), ['charset']],
    [json.replace('abc-123', String.raw`a\\b`), ['charset', 'charset']],
    [json.replace('"ReservedCode1":""', '"ReservedCode1":{"Label":"1","Label":"1"}'), ['not_a_string']],
    [json.replace('"ReservedCode2":""', `"ReservedCode2":"${'x'.repeat(70_000)}"`), ['too_large']],
  ])('%.80s is refused as %j', (text, codes) => {
    expect(codesOf(text)).toEqual(codes);
  });

  it('optional fields may be missing, keys may come in another order and with spaces', () => {
    expect(parseLabelJson('{ "ProduceID": "abc-123", "ContentProducer": "MiniMax", "Label": "2" }')).toEqual({
      ok: true,
      label: { ...label, ContentProducer: 'MiniMax', Label: '2' },
    });
  });

  it('no text makes the reader throw', () => {
    const token = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      'null',
      ' ',
      ...labelKeys.map((key) => `"${key}"`),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.array(token).map((tokens) => tokens.join('')),
        ),
        (text) => {
          expect(typeof parseLabelJson(text).ok).toBe('boolean');
        },
      ),
    );
  });

  it('a wrong provider code or id is refused by name before anything is written', () => {
    expect(() => makeImplicitLabel({ providerCode: 'MiniMax', produceId: 'x' })).toThrow(/^providerCode: /);
    const providerCode = label.ContentProducer;
    expect(() => makeImplicitLabel({ providerCode, produceId: '' })).toThrow(/^produceId: /);
    expect(() => makeImplicitLabel({ providerCode, produceId: '水杯' })).toThrow(/^produceId: /);
    expect(() => makeImplicitLabel({ providerCode, produceId: 'x', reserved1: 'a b' })).toThrow(/^reserved1: /);
    expect(() => labelJson({ ...label, PropagateID: 'a b' })).toThrow(/^PropagateID: /);
  });
});

import { Alert, App, Button, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../api/error-text.ts';
import { Hear } from './hear.tsx';
import { type Dictionary, type Tongue, tongues, useKeepDictionary } from './use-dictionary.ts';
import { readingsOf, valuesOf, type WordValues, waysOf } from './word-values.ts';

interface SignedWord extends WordValues {
  by: string;
}

/** One word: how it is said in each language, heard before it is kept. */
export function WordForm({
  word,
  words,
  by,
  onClose,
}: {
  /** Left out, a new one. */
  word: string | undefined;
  words: Dictionary['words'];
  by: string;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<SignedWord>();
  const initial: SignedWord = { ...valuesOf(word ?? '', words[word ?? '']), by };
  // Before its fields are there, the form holds nothing.
  const values: SignedWord = { ...initial, ...(Form.useWatch([], form) as Partial<SignedWord> | undefined) };
  const readings = readingsOf(values);
  const isEmpty = Object.keys(readings).length === 0;
  const needed = { required: true, whitespace: true, message: t('form.needed') };
  const keep = useKeepDictionary(() => {
    void message.success(t('saved'));
    onClose();
  });
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      width={600}
      title={t(word === undefined ? 'dictionary.add' : 'dictionary.change')}
    >
      <Form<SignedWord>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={({ word: written, by: signer }) => {
          const { [word ?? '']: _before, ...others } = words;
          keep.mutate({ words: { ...others, [written.trim()]: readings }, by: signer.trim() });
        }}
      >
        <Form.Item
          name="word"
          label={t('dictionary.word')}
          extra={t('dictionary.word.hint')}
          rules={[
            needed,
            { pattern: /[\p{L}\p{N}]/u, message: t('dictionary.word.rule') },
            {
              validator: (_, written: string) =>
                written !== word && Object.hasOwn(words, written.trim())
                  ? Promise.reject(new Error(t('dictionary.word.known')))
                  : Promise.resolve(),
            },
          ]}
        >
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        {tongues.map((tongue) => (
          <Reading key={tongue} tongue={tongue} values={values} />
        ))}
        {!isEmpty && values.word.trim() !== '' && <Hear word={values.word.trim()} readings={readings} />}
        <Form.Item name="by" label={t('dictionary.signed')} extra={t('dictionary.signed.hint')} rules={[needed]}>
          <Input maxLength={100} autoComplete="name" />
        </Form.Item>
        {keep.isError && <Alert style={{ marginBlockEnd: 16 }} type="error" showIcon title={errorText(keep.error)} />}
        {isEmpty && <p className="soft">{t('dictionary.one-needed')}</p>}
        <Button type="primary" htmlType="submit" loading={keep.isPending} disabled={isEmpty} block>
          {t('save')}
        </Button>
      </Form>
    </Modal>
  );
}

function Reading({ tongue, values }: { tongue: Tongue; values: WordValues }) {
  const { t } = useTranslation();
  const { way } = values[tongue];
  const hint =
    way === 'pinyin' ? t('dictionary.hint.pinyin') : way === 'ipa' ? t(`dictionary.hint.ipa.${tongue}`) : undefined;
  const example =
    way === 'none'
      ? ''
      : tongue === 'en'
        ? t(`dictionary.example.en.${way === 'ipa' ? 'ipa' : 'say'}`)
        : t(`dictionary.example.zh-CN.${way}`);
  return (
    <>
      <Form.Item label={t(`dictionary.${tongue}`)} extra={hint} htmlFor={`${tongue}-text`}>
        <div className="reading">
          <Form.Item name={[tongue, 'way']} noStyle>
            <Select
              aria-label={t(`dictionary.${tongue}`)}
              options={waysOf[tongue].map((value) => ({ value, label: t(`dictionary.way.${value}`) }))}
            />
          </Form.Item>
          {way !== 'none' && (
            <Form.Item name={[tongue, 'text']} noStyle>
              <Input id={`${tongue}-text`} maxLength={100} autoComplete="off" placeholder={example} />
            </Form.Item>
          )}
        </div>
      </Form.Item>
      {tongue === 'en' && way === 'ipa' && (
        <Form.Item name={['en', 'say']} label={t('dictionary.english-say')}>
          <Input maxLength={100} autoComplete="off" placeholder={t('dictionary.example.en.say')} />
        </Form.Item>
      )}
    </>
  );
}

import { createHash } from 'node:crypto';
import type { Language } from '@clipo/contract';

/** The text that people agree to. A change of a word is a new version: who agreed to an older one is asked again. */
export interface ConsentText {
  version: string;
  language: Language;
  text: string;
  sha256: string;
}

const version = '2026-11';

const zh = `肖像使用授权书（${version}）

一、我同意 Clipo 的使用者把我的照片或视频（以下称“素材”）做成会说话的数字人，用来生成短视频。
二、用途以本书所列为限，每一项我都可以单独同意或不同意：
   - render：在使用者自己的设备或服务器上生成视频；
   - advertise：把生成的视频作为广告发布；
   - outside_engine：把素材交给第三方引擎处理；
   - cross_border：为此把素材传到境外。
三、我的脸属于敏感个人信息。素材只用于上述用途，不用于识别我的身份，也不用于训练模型。
四、视频里的话不是我说的。生成的视频会带有“AI生成”标识，使用者不得去除，也不得让我显得支持违法、低俗、医疗、金融或政治内容。
五、授权有期限和地域，写在本书中。期满自动失效。
六、我可以随时撤回，不需要理由。撤回后不再生成新的视频，并会列出已经生成的视频，由使用者下架。
七、未满 18 周岁的人由监护人代为同意；监护人已向本人说明。年龄由填写人声明，机器不能准确判断。
八、同意或不同意都不影响我获得其他服务。
`;

const en = `Consent to the use of my likeness (${version})

1. I agree that whoever uses Clipo makes my picture or footage ("the material") into a digital presenter that speaks, and
   makes short videos with it.
2. Only for the purposes listed in this record, each of which I may grant or refuse by itself:
   - render: videos are made on the user's own machine or server;
   - advertise: those videos are published as advertising;
   - outside_engine: the material is handed to an outside engine;
   - cross_border: it leaves the country to do so.
3. My face is sensitive personal data. The material serves these purposes alone: not to identify me, not to train models.
4. What the videos say are not my words. They carry a label that says they were made by AI, which the user may not remove;
   and I may not be shown in favour of anything unlawful, indecent, medical, financial or political.
5. The consent has a term and a territory, written in this record. It ends by itself.
6. I may withdraw it at any time, without a reason. No new video is then made, and those made are listed, for the user to
   take down.
7. For a person under 18 a guardian consents, having explained it to the person. The age is declared by whoever fills this
   in: no machine can tell it with certainty.
8. Whether I agree or not has no effect on any other service that I get.
`;

/** The present text in a language. */
export function consentText(language: Language): ConsentText {
  const text = language === 'zh-CN' ? zh : en;
  return { version, language, text, sha256: createHash('sha256').update(text).digest('hex') };
}

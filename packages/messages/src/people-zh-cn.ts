import type { enPeople } from './people-en.ts';

/** 与人物有关的中文：面部、授权，以及驱动人物的引擎。 */
export const zhPeople: Readonly<Record<keyof typeof enPeople, string>> = {
  'error.unfit_face': '{file} {problem}。此文件未采用。',
  'error.consent_needed': '{file} 里有真人，但{problem}。',
  'error.presenter_failed': '{engine} 没能做出数字人：{problem}。随时可以改用内置数字人。',

  'rule.face_none': '里找不到人脸：请从正面拍头和肩，光线均匀',
  'rule.face_several': '里有 {count} 张脸：请裁剪到只剩一个人',
  'rule.face_small': '里的脸只有 {pixels} 像素宽，至少要 {minimum} 像素：请靠近些，或换更大的图',
  'rule.face_cut_off': '里的脸被画面边缘切掉了：请在整个头部四周留出空间',
  'rule.face_turned': '里的脸侧转了约 {degrees}°，最多 {maximum}°：请正对镜头',
  'rule.face_tilted': '里的头歪了约 {degrees}°，最多 {maximum}°：请把头摆正',
  'rule.face_mouth_open': '里嘴张着或露出了牙齿：请自然闭上嘴唇',
  'rule.face_eyes_closed': '里眼睛闭着：请睁眼拍摄',
  'rule.face_dark': '里脸部太暗：请从正面补光',
  'rule.face_bright': '里脸部过亮：请减弱光线，或避开直射阳光',
  'rule.face_uneven_light': '里脸的一侧比另一侧亮太多：请转向光源',
  'rule.face_blurred': '里脸部模糊：请拿稳、擦净镜头并对焦在眼睛上',
  'rule.face_moving_picture': '是动图：请把其中一帧另存为 JPEG 或 PNG',
  'rule.face_points_astray': '里有的点不在脸上（{reason}）：请移回脸上，或恢复自动识别的点',
  'rule.face_landmarks': '旁边的 {landmarks} 里的点与图片不符：{reason}',
  'rule.face_unsharp_result': '说话时嘴部会发虚（清晰度只有静止时的 {percent} %）：请换一张更清晰的图',
  'rule.face_late_result': '的嘴跟不上声音（相差 {milliseconds} 毫秒）：请修正图片旁的嘴部点位',

  'rule.footage_still': '不是视频：请拍摄本人 10 到 60 秒，或把图片当作肖像使用',
  'rule.footage_length': '时长 {seconds} 秒；需要 10 到 60 秒，内容是本人闭嘴安静聆听',
  'rule.footage_face_lost': '有 {percent} % 的时间找不到脸：请一直留在画面里并面向镜头',
  'rule.footage_mouth_moves': '有 {percent} % 的时间张着嘴或在说话：拍摄时请闭上嘴唇',
  'rule.challenge_unmet': '里没有按顺序做出要求的动作（每个保持半秒，脸别离开画面）：请重新拍',
  'rule.footage_turned': '里的脸最多侧转了 {degrees}°：请一直看着镜头',
  'rule.footage_no_loop': '始终没有回到原来的姿势，循环时会跳：请安静坐好，结束时回到开始的姿势',

  'rule.speak_agree': '缺少：请阅读上面的义务，再写出版本：--agree {version}',
  'notice.engine_cost': '{person}：{engine} 将驱动 {seconds} 秒语音，按所设单价约 {cost} {currency}',
  'notice.engine_unpriced': '{person}：{engine} 将驱动 {seconds} 秒语音；费用未知（没有设置 centsPerSecond）',
  'notice.stand_in': '{person} 未能出镜，由内置数字人 {character} 代替：{reason}',

  'rule.consent_age': '{name} 多大？已满 18 岁请声明 --adult；未成年人由监护人授权：--guardian 姓名 --relation 关系',
  'rule.consent_adult_and_guardian': '与 --guardian 同时填写：只有未满 18 岁才由监护人授权',
  'rule.consent_agree': '没有填写：请让本人读完上面的文本，再写上版本：--agree {version}',
  'rule.consent_missing':
    '旁边没有授权书。请运行：./clipo consent make {file} --adult（未满 18 岁由监护人签署：--guardian 姓名 --relation 关系）',
  'rule.consent_unrecorded':
    '没有登记授权书。请让本人读完 GET /api/v1/consent-text 的文本，再登记：POST /api/v1/materials/{material}/consents',
  'rule.consent_broken': '授权书 {consent} 无法读取：{reason}。请重新生成：./clipo consent make {file}',
  'rule.consent_forged': '授权书 {consent} 在签署后被改动过。请重新生成：./clipo consent make {file}',
  'rule.consent_unknown_key':
    '授权书 {consent} 是在另一套系统上签署的。请在这里重新生成，或把那套系统的公钥放进 CLIPO_HOME 的 keys/trusted',
  'rule.consent_other_file': '授权书 {consent} 是给另一个文件的：现在的文件被改动或替换过。请重新征得本人同意',
  'rule.consent_not_yet': '授权从 {date} 起才生效',
  'rule.consent_expired': '授权已于 {date} 到期。请重新征得本人同意',
  'rule.consent_withdrawn': '授权已于 {date} 撤回，不能再使用',
  'rule.consent_old_text': '同意的是旧版授权文本（{version}）。请让本人同意现行文本',
  'rule.consent_purpose': '授权不包括：{purposes}。请向本人征求，或不要这样使用',
  'rule.consent_kind': '授权只针对 {kind}。请就这种用法征得本人同意',

  'rule.engine_no_face': '它在图片里找不到脸',
  'rule.engine_multi_face': '它在图片里找到多张脸',
  'rule.engine_audio_too_long': '语音对它来说太长',
  'rule.engine_bad_input': '它不接受这份素材（{reason}）',
  'rule.engine_auth': '它不接受密钥。请检查设置',
  'rule.engine_quota': '它的额度或余额已用完。请充值或等待',
  'rule.engine_busy': '它太忙。请稍后再试',
  'rule.engine_moderation': '它拒绝了内容',
  'rule.engine_timeout': '它没有按时答复',
  'rule.engine_expired': '它的结果已经过期。请重新生成',
  'rule.engine_engine': '它失败了（{reason}）',
  'rule.engine_budget': '约需 {cost} {currency}，超过上限 {limit} {currency}',
  'rule.engine_public_address':
    '{engine} 要从公网地址取语音。请指定一个由您的网站公开的文件夹（engine.publicFolder 的 "here" 和 "url"），或在 CLIPO_URL 为公网地址的服务上制作',
  'rule.engine_length': '它的视频是 {seconds} 秒，而语音是 {wanted} 秒',
};

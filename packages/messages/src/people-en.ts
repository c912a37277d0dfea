/** English of what concerns people: their faces, their consent, and engines that animate them. */
export const enPeople = {
  'error.unfit_face': '{file} {problem}. It was not used.',
  'error.consent_needed': '{file} shows a person, and {problem}.',
  'error.presenter_failed':
    'The presenter could not be made by {engine}: {problem}. A built-in presenter can always take its place.',

  // Faults of a portrait, each with its remedy.
  'rule.face_none':
    'shows no face that can be found: take a picture from the front, of head and shoulders, in even light',
  'rule.face_several': 'shows {count} faces: crop it so that one person is left',
  'rule.face_small':
    'shows a face only {pixels} pixels wide, and at least {minimum} are needed: move closer, or take a larger picture',
  'rule.face_cut_off': 'cuts the face off at the edge: leave room around the whole head',
  'rule.face_turned':
    'shows the face turned aside by about {degrees}°, at most {maximum}° work: look straight into the camera',
  'rule.face_tilted': 'shows the head tilted by about {degrees}°, at most {maximum}° work: hold the head upright',
  'rule.face_mouth_open': 'shows an open mouth or teeth: close the lips, with a calm face',
  'rule.face_eyes_closed': 'shows closed eyes: take the picture with open eyes',
  'rule.face_dark': 'is too dark around the face: add light from the front',
  'rule.face_bright': 'is too bright around the face: take away light, or step out of the sun',
  'rule.face_uneven_light': 'lights one half of the face far more than the other: turn towards the light',
  'rule.face_blurred': 'is blurred around the face: hold still, wipe the lens, focus on the eyes',
  'rule.face_moving_picture': 'is a moving picture: save one frame of it as JPEG or PNG',
  'rule.face_points_astray': 'has points off the face ({reason}): move them onto it, or go back to those found',
  'rule.face_landmarks': 'comes with {landmarks}, whose points do not fit the picture: {reason}',
  'rule.face_unsharp_result':
    'gives a moving mouth that looks blurred ({percent} % of the sharpness at rest): take a sharper picture',
  'rule.face_late_result':
    'gives a mouth that does not follow the voice ({milliseconds} ms off): mend the points of the mouth beside the picture',

  // Faults of footage.
  'rule.footage_still': 'is no film: film the person for 10 to 60 seconds, or use the picture as a portrait',
  'rule.footage_length': 'lasts {seconds} s; 10 to 60 s are needed, of the person listening calmly with a closed mouth',
  'rule.footage_face_lost': 'loses the face for {percent} % of the time: stay in the picture, facing the camera',
  'rule.footage_mouth_moves':
    'shows an open or talking mouth for {percent} % of the time: keep the lips closed while you are filmed',
  'rule.challenge_unmet':
    'does not show what was asked, in its order (hold each for half a second, with the face in the picture): film it again',
  'rule.footage_turned': 'turns the face aside by up to {degrees}°: keep looking into the camera',
  'rule.footage_no_loop':
    'never comes back to where it was, so it would jump when it repeats: sit calmly, end as you began',

  'rule.speak_agree': 'is missing: read the duty above, then write its version: --agree {version}',
  'notice.engine_cost':
    '{person}: {engine} performs {seconds} s of speech, for about {cost} {currency} at the price that was set',
  'notice.engine_unpriced':
    '{person}: {engine} performs {seconds} s of speech; what that costs is not known (centsPerSecond is not set)',
  'notice.stand_in': 'in place of {person}, the drawn presenter {character} speaks: {reason}',

  // Consent.
  'rule.consent_age':
    'how old is {name}? Declare --adult for somebody of 18 or older; for a child the guardian consents: --guardian NAME --relation WHO',
  'rule.consent_adult_and_guardian':
    'is declared together with --guardian: a guardian consents for somebody under 18 only',
  'rule.consent_agree': 'is missing: let the person read the text above, then write its version: --agree {version}',
  'rule.consent_missing':
    'no consent lies beside it. Make one with: ./clipo consent make {file} --adult (for somebody under 18 the guardian signs: --guardian NAME --relation WHO)',
  'rule.consent_unrecorded':
    'no consent to it is recorded. Let the person read GET /api/v1/consent-text, then record it: POST /api/v1/materials/{material}/consents',
  'rule.consent_broken':
    'its consent {consent} cannot be read: {reason}. Make it anew with: ./clipo consent make {file}',
  'rule.consent_forged':
    'its consent {consent} was changed after it was signed. Make it anew with: ./clipo consent make {file}',
  'rule.consent_unknown_key':
    'its consent {consent} was signed on another installation. Make it anew here, or put the public key of that installation into keys/trusted of CLIPO_HOME',
  'rule.consent_other_file':
    'its consent {consent} was given for another file: this one was changed or replaced. Ask the person again',
  'rule.consent_not_yet': 'its consent holds only from {date} on',
  'rule.consent_expired': 'its consent ended on {date}. Ask the person again',
  'rule.consent_withdrawn': 'its consent was withdrawn on {date}. It may not be used any more',
  'rule.consent_old_text': 'its consent is to an older text ({version}). Ask the person to agree to the present one',
  'rule.rights_people': 'nothing is said of their consent: put it into the rights of the material (people)',
  'rule.rights_guardian':
    'it is a minor without the consent of a guardian: confirm both in the rights of the material (shows, guardian)',
  'rule.consent_purpose': 'its consent does not cover: {purposes}. Ask the person for it, or do without',
  'rule.consent_kind': 'its consent is for a {kind}. Ask the person for this use',

  // What an engine may answer.
  'rule.engine_no_face': 'it finds no face in the picture',
  'rule.engine_multi_face': 'it finds several faces in the picture',
  'rule.engine_audio_too_long': 'the speech is too long for it',
  'rule.engine_bad_input': 'it does not take the material ({reason})',
  'rule.engine_auth': 'it does not accept the key. Check its settings',
  'rule.engine_quota': 'its quota or balance is used up. Top it up, or wait',
  'rule.engine_busy': 'it has too much to do. Try again later',
  'rule.engine_moderation': 'it refuses the content',
  'rule.engine_timeout': 'it did not answer in time',
  'rule.engine_expired': 'its result is no longer there. Render again',
  'rule.engine_engine': 'it failed ({reason})',
  'rule.engine_budget': 'it would cost about {cost} {currency}, more than the limit of {limit} {currency}',
  'rule.engine_public_address':
    '{engine} fetches the voice from a public address. Name a folder that a web server of yours shows (engine.publicFolder with "here" and "url"), or make it on a service whose CLIPO_URL is public',
  'rule.engine_length': 'its video lasts {seconds} s, the speech {wanted} s',
} as const;

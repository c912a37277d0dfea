import { expect, it } from 'vitest';
import { refuseWeakPassword } from './refuse-weak-password.ts';

const isRefused = (password: string, own: string[] = []) => {
  try {
    refuseWeakPassword(password, own);
    return false;
  } catch {
    return true;
  }
};

it('the commonest passwords, words of the service and the person’s own names are no passwords (ASVS 6.2.4, 6.2.11)', () => {
  for (const common of ['password', '12345678', 'PassWord', 'woaini1314', '88888888', 'admin@123', '1qaz2wsx']) {
    expect(`${common} ${isRefused(common)}`).toBe(`${common} true`);
  }
  for (const word of ['clipo2026', 'Clipo!!!!', '123clipo!', 'shipin8888']) {
    expect(`${word} ${isRefused(word)}`).toBe(`${word} true`);
  }
  const own = ['李雷', 'lilei@example.com', '+8613800138000'];
  for (const name of ['lilei@example.com', 'lilei2026!', '13800138000']) {
    expect(`${name} ${isRefused(name, own)}`).toBe(`${name} true`);
  }
  for (const good of ['long enough', 'correct horse battery', '视频工具真好用啊', 'clipo makes my week']) {
    expect(`${good} ${isRefused(good, own)}`).toBe(`${good} false`);
  }
});

import type { ReactNode } from 'react';

/** The head of a page: its name, a sentence, and what can be done here. */
export function PageHead({ title, text, children }: { title: ReactNode; text?: ReactNode; children?: ReactNode }) {
  return (
    <header className="page-head">
      <div>
        <h1>{title}</h1>
        {text !== undefined && <p>{text}</p>}
      </div>
      {children !== undefined && <div className="doing">{children}</div>}
    </header>
  );
}

/** What stands where a list has nothing in it yet: what would be here, and the first step. */
export function Nothing({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="nothing">
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}

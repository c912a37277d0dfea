import { createLink } from '@tanstack/react-router';
import { Button, type ButtonProps } from 'antd';

interface LinkLook extends Omit<ButtonProps, 'type'> {
  /** Ant Design's `type`: the router takes that word for itself. */
  look?: ButtonProps['type'];
}

/** A button that leads to a page: it can be opened in a new tab, and its page is fetched when it is pointed at. */
export const LinkButton = createLink(({ look = 'default', ...props }: LinkLook) => <Button type={look} {...props} />);

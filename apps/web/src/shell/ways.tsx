import {
  AlertOutlined,
  ApartmentOutlined,
  ApiOutlined,
  AppstoreOutlined,
  AudioOutlined,
  AuditOutlined,
  BellOutlined,
  ControlOutlined,
  CopyrightOutlined,
  DashboardOutlined,
  ExceptionOutlined,
  EyeInvisibleOutlined,
  FileExclamationOutlined,
  FileProtectOutlined,
  FileSearchOutlined,
  FlagOutlined,
  FolderOpenOutlined,
  GiftOutlined,
  HomeOutlined,
  HourglassOutlined,
  InboxOutlined,
  LayoutOutlined,
  MailOutlined,
  MessageOutlined,
  NotificationOutlined,
  OrderedListOutlined,
  QuestionCircleOutlined,
  ReconciliationOutlined,
  RobotOutlined,
  SafetyOutlined,
  SecurityScanOutlined,
  SendOutlined,
  SmileOutlined,
  SolutionOutlined,
  StopOutlined,
  TableOutlined,
  TeamOutlined,
  UnorderedListOutlined,
  UserOutlined,
  UserSwitchOutlined,
  VideoCameraOutlined,
  WalletOutlined,
} from '@ant-design/icons';
import type { Schemas } from '../api/client.ts';

/** The pages that are led to: everybody's, one's own, and operators'. */
export const ways = [
  { to: '/', name: 'nav.home', icon: <HomeOutlined /> },
  { to: '/talk', name: 'nav.talk', icon: <MessageOutlined /> },
  { to: '/batches', name: 'nav.batches', icon: <AppstoreOutlined /> },
  { to: '/library', name: 'nav.library', icon: <VideoCameraOutlined /> },
  { to: '/deliveries', name: 'nav.deliveries', icon: <SendOutlined /> },
  { to: '/recipes', name: 'nav.recipes', icon: <TableOutlined /> },
  { to: '/materials', name: 'nav.materials', icon: <FolderOpenOutlined /> },
  { to: '/templates', name: 'nav.templates', icon: <LayoutOutlined /> },
  { to: '/presenters', name: 'nav.presenters', icon: <SmileOutlined /> },
  { to: '/voices', name: 'nav.voices', icon: <AudioOutlined /> },
] as const;
export const ownWays = [
  { to: '/notices', name: 'nav.notices', icon: <BellOutlined /> },
  { to: '/measures', name: 'nav.measures', icon: <ExceptionOutlined /> },
  { to: '/credits', name: 'nav.credits', icon: <WalletOutlined /> },
  { to: '/cases', name: 'nav.cases', icon: <FileExclamationOutlined /> },
  { to: '/team', name: 'nav.team', icon: <TeamOutlined /> },
  { to: '/model', name: 'nav.model', icon: <ApiOutlined /> },
  { to: '/engines', name: 'nav.engines', icon: <RobotOutlined /> },
  { to: '/security', name: 'nav.security', icon: <SafetyOutlined /> },
  { to: '/privacy', name: 'nav.privacy', icon: <EyeInvisibleOutlined /> },
  { to: '/account', name: 'nav.account', icon: <UserOutlined /> },
  { to: '/help', name: 'nav.help', icon: <QuestionCircleOutlined /> },
] as const;
type Duty = Schemas['Me']['operatorRoles'][number];
const all = ['system', 'security', 'audit'] as const satisfies readonly Duty[];
const system = ['system'] as const;
const security = ['security'] as const;
const audit = ['audit'] as const;
const work = ['system', 'security'] as const;
const securitySeen = ['security', 'audit'] as const;
const systemSeen = ['system', 'audit'] as const;

const operatorWays = [
  { to: '/operate', duties: all, name: 'nav.overview', icon: <DashboardOutlined /> },
  { to: '/people', duties: work, name: 'nav.people', icon: <SolutionOutlined /> },
  { to: '/operate/teams', duties: work, name: 'nav.teams', icon: <ApartmentOutlined /> },
  { to: '/operate/measures', duties: securitySeen, name: 'nav.operate-measures', icon: <StopOutlined /> },
  { to: '/operate/appeals', duties: securitySeen, name: 'nav.operate-appeals', icon: <ReconciliationOutlined /> },
  { to: '/papers', duties: system, name: 'nav.papers', icon: <FileProtectOutlined /> },
  { to: '/desk', duties: security, name: 'nav.desk', icon: <SecurityScanOutlined /> },
  { to: '/rules', duties: securitySeen, name: 'nav.rules', icon: <OrderedListOutlined /> },
  { to: '/operate/cases', duties: securitySeen, name: 'nav.all-cases', icon: <InboxOutlined /> },
  { to: '/operate/licensed', duties: work, name: 'nav.licensed', icon: <CopyrightOutlined /> },
  { to: '/operate/templates', duties: all, name: 'nav.operate-templates', icon: <LayoutOutlined /> },
  { to: '/payments', duties: system, name: 'nav.payments', icon: <AuditOutlined /> },
  { to: '/operate/grants', duties: systemSeen, name: 'nav.grants', icon: <GiftOutlined /> },
  { to: '/parts', duties: work, name: 'nav.parts', icon: <ControlOutlined /> },
  { to: '/operate/announcements', duties: all, name: 'nav.announce', icon: <NotificationOutlined /> },
  { to: '/operate/incidents', duties: all, name: 'nav.incidents', icon: <AlertOutlined /> },
  { to: '/operate/jobs', duties: system, name: 'nav.jobs', icon: <UnorderedListOutlined /> },
  { to: '/operate/retention', duties: all, name: 'nav.retention', icon: <HourglassOutlined /> },
  { to: '/operate/actings', duties: systemSeen, name: 'nav.actings', icon: <UserSwitchOutlined /> },
  { to: '/operate/audit', duties: audit, name: 'nav.audit', icon: <FileSearchOutlined /> },
  { to: '/outbox', duties: system, name: 'nav.outbox', icon: <MailOutlined /> },
  { to: '/output-reports', duties: security, name: 'nav.reports', icon: <FlagOutlined /> },
] as const;

/** The pages of an operator, by their duties; a key of the machine's own has all. */
export function operatorWaysOf(
  key: string | undefined,
  me: Schemas['Me'] | null | undefined,
): readonly (typeof operatorWays)[number][] {
  if (key !== undefined) {
    return operatorWays;
  }
  const held: readonly Duty[] = me?.operatorRoles ?? [];
  return operatorWays.filter(({ duties }) => duties.some((duty) => held.includes(duty)));
}

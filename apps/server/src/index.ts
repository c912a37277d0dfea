export { createBackup } from './backup/create-backup.ts';
export { restoreBackup } from './backup/restore-backup.ts';
export { readSettings, type Settings } from './env.ts';
export { type AuditFault, type AuditReport, verifyAudit } from './features/audit/verify-audit.ts';
export { apiDocument } from './http/api-document.ts';
export { type Service, startService } from './start.ts';
export { startWorkerService, type WorkerService } from './start-worker.ts';

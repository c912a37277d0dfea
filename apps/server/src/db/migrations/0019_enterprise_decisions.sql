ALTER TABLE "teams" ADD COLUMN "enterprise_decided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "enterprise_reason" text DEFAULT '' NOT NULL;
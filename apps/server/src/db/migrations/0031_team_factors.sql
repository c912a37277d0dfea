ALTER TABLE "renders" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "factor_for" text DEFAULT 'nobody' NOT NULL;
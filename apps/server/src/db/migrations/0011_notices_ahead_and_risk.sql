ALTER TABLE "announced_texts" ADD COLUMN "told_up_to" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sign_in_attempts" ADD COLUMN "risk_score" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sign_in_attempts" ADD COLUMN "risk_reasons" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "sign_in_attempts_risk" ON "sign_in_attempts" USING btree ("id") WHERE risk_score > 0;
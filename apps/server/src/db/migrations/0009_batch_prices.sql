ALTER TABLE "batches" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "price_each" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "price_total" integer DEFAULT 0 NOT NULL;
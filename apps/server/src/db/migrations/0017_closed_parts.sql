CREATE TABLE "closed_parts" (
	"part" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reason_zh" text NOT NULL,
	"reason_en" text NOT NULL,
	"closed_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "closed_parts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "closed_parts_of_the_service" ON "closed_parts" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');
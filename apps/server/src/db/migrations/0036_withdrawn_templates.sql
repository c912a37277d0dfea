CREATE TABLE "withdrawn_templates" (
	"template" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reason" text NOT NULL,
	"withdrawn_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "withdrawn_templates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "withdrawn_templates_of_the_service" ON "withdrawn_templates" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');
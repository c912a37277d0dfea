CREATE TABLE "licensed_items" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" bigint NOT NULL,
	"media_type" text NOT NULL,
	"rights" jsonb NOT NULL,
	"ai_origin" jsonb,
	"verdict" jsonb,
	"tags" text[] DEFAULT '{}'::text[] NOT NULL,
	"seen" jsonb,
	"added_by" text NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" text,
	"withdrawn_why" text
);
--> statement-breakpoint
ALTER TABLE "licensed_items" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "materials" ADD COLUMN "looked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "materials" ADD COLUMN "from_library" jsonb;--> statement-breakpoint
CREATE INDEX "licensed_items_sha256" ON "licensed_items" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "materials_from_library" ON "materials" USING btree (("from_library" ->> 'item'));--> statement-breakpoint
CREATE POLICY "licensed_items_of_the_service" ON "licensed_items" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');
CREATE TABLE "outside_presenters" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"engine_id" text NOT NULL,
	"avatar" text,
	"material_id" text,
	"motion" text NOT NULL,
	"voice" text,
	"most_cents" integer,
	"most_batch_cents" integer,
	"deadline_seconds" integer NOT NULL,
	"stand_in" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "outside_presenters" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "presenter_engines" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"keys_sealed" text
);
--> statement-breakpoint
ALTER TABLE "presenter_engines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "presenter_orders" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"engine" text NOT NULL,
	"ordered_for" text NOT NULL,
	"face_sha256" text,
	"state" jsonb NOT NULL,
	"spoken_ms" integer NOT NULL,
	"files" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "presenter_orders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "outside_presenters" ADD CONSTRAINT "outside_presenters_engine_id_presenter_engines_id_fk" FOREIGN KEY ("engine_id") REFERENCES "public"."presenter_engines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outside_presenters_team" ON "outside_presenters" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "presenter_engines_team" ON "presenter_engines" USING btree ("team_id");--> statement-breakpoint
CREATE UNIQUE INDEX "presenter_orders_name" ON "presenter_orders" USING btree ("team_id","name");--> statement-breakpoint
CREATE INDEX "presenter_orders_for" ON "presenter_orders" USING btree ("team_id","ordered_for");--> statement-breakpoint
CREATE POLICY "outside_presenters_of_its_team" ON "outside_presenters" AS PERMISSIVE FOR ALL TO public USING ("outside_presenters"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("outside_presenters"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "presenter_engines_of_its_team" ON "presenter_engines" AS PERMISSIVE FOR ALL TO public USING ("presenter_engines"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("presenter_engines"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "presenter_orders_of_its_team" ON "presenter_orders" AS PERMISSIVE FOR ALL TO public USING ("presenter_orders"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("presenter_orders"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');
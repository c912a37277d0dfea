CREATE TABLE "face_points" (
	"team_id" text NOT NULL,
	"material_id" text NOT NULL,
	"landmarks" jsonb NOT NULL,
	"set_by" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "face_points_team_id_material_id_pk" PRIMARY KEY("team_id","material_id")
);
--> statement-breakpoint
ALTER TABLE "face_points" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "face_points_of_its_team" ON "face_points" AS PERMISSIVE FOR ALL TO public USING ("face_points"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("face_points"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');
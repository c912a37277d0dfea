CREATE TABLE "work_clock" (
	"id" integer PRIMARY KEY NOT NULL,
	"end" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "videos_left" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "videos_failed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "pieces_done" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "videos" ADD COLUMN "pieces_left" integer DEFAULT 0 NOT NULL;
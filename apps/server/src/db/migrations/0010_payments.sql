CREATE TABLE "announced_texts" (
	"kind" text NOT NULL,
	"version" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "announced_texts_kind_version_pk" PRIMARY KEY("kind","version")
);
--> statement-breakpoint
ALTER TABLE "announced_texts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invoices" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" text NOT NULL,
	"order_ids" jsonb NOT NULL,
	"amount_fen" bigint NOT NULL,
	"buyer_sealed" text NOT NULL,
	"status" text DEFAULT 'asked' NOT NULL,
	"number" text DEFAULT '' NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "invoices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payment_notices" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"order_id" text NOT NULL,
	"outcome" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "payment_notices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "recharge_orders" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" text NOT NULL,
	"way" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"credits" bigint NOT NULL,
	"amount_fen" bigint NOT NULL,
	"refunded_fen" bigint DEFAULT 0 NOT NULL,
	"pay_url" text,
	"expires_at" timestamp with time zone NOT NULL,
	"paid_at" timestamp with time zone,
	"payment" text,
	CONSTRAINT "recharge_orders_refund_within" CHECK ("recharge_orders"."refunded_fen" between 0 and "recharge_orders"."amount_fen")
);
--> statement-breakpoint
ALTER TABLE "recharge_orders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"order_id" text NOT NULL,
	"user_id" text NOT NULL,
	"ground" text NOT NULL,
	"reason" text NOT NULL,
	"evidence_sealed" text,
	"amount_fen" bigint NOT NULL,
	"credits" bigint NOT NULL,
	"status" text DEFAULT 'asked' NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "refunds" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "person_consents" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"material_id" text NOT NULL,
	"terms" jsonb NOT NULL,
	"address" text NOT NULL,
	"user_agent" text NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" text,
	"withdrawal_reason" text
);
--> statement-breakpoint
ALTER TABLE "person_consents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "last_place" text;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_id_recharge_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."recharge_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoices_team" ON "invoices" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "payment_notices_order" ON "payment_notices" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "recharge_orders_payment" ON "recharge_orders" USING btree ("way","payment") WHERE payment is not null;--> statement-breakpoint
CREATE INDEX "recharge_orders_team" ON "recharge_orders" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "recharge_orders_pending" ON "recharge_orders" USING btree ("created_at") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "recharge_orders_user" ON "recharge_orders" USING btree ("user_id","paid_at");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_open" ON "refunds" USING btree ("order_id") WHERE status in ('asked', 'sending');--> statement-breakpoint
CREATE INDEX "refunds_team" ON "refunds" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "refunds_sending" ON "refunds" USING btree ("id") WHERE status = 'sending';--> statement-breakpoint
CREATE UNIQUE INDEX "person_consents_of_material" ON "person_consents" USING btree ("team_id","material_id") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "person_consents_team" ON "person_consents" USING btree ("team_id","created_at");--> statement-breakpoint
CREATE POLICY "announced_texts_of_the_service" ON "announced_texts" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "invoices_of_its_team" ON "invoices" AS PERMISSIVE FOR ALL TO public USING ("invoices"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("invoices"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "payment_notices_of_the_service" ON "payment_notices" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "recharge_orders_of_its_team" ON "recharge_orders" AS PERMISSIVE FOR ALL TO public USING ("recharge_orders"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("recharge_orders"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "refunds_of_its_team" ON "refunds" AS PERMISSIVE FOR ALL TO public USING ("refunds"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("refunds"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "person_consents_of_its_team" ON "person_consents" AS PERMISSIVE FOR ALL TO public USING ("person_consents"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("person_consents"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE FUNCTION keep_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.paid_at IS NOT NULL AND (NEW.paid_at IS DISTINCT FROM OLD.paid_at OR NEW.payment IS DISTINCT FROM OLD.payment)
     OR NEW.credits <> OLD.credits OR NEW.amount_fen <> OLD.amount_fen OR NEW.team_id <> OLD.team_id OR NEW.refunded_fen < OLD.refunded_fen THEN
    RAISE EXCEPTION 'what an order is about never changes, and it is paid once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER recharge_orders_keep_payment BEFORE UPDATE OR DELETE ON recharge_orders FOR EACH ROW EXECUTE FUNCTION keep_payment();
--> statement-breakpoint
CREATE FUNCTION keep_person_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL OR NEW.terms <> OLD.terms OR NEW.material_id <> OLD.material_id OR NEW.team_id <> OLD.team_id THEN
    RAISE EXCEPTION 'a consent is never changed but by its withdrawal';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER person_consents_keep BEFORE UPDATE OR DELETE ON person_consents FOR EACH ROW EXECUTE FUNCTION keep_person_consent();

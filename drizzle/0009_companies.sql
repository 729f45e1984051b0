-- Whose home a row is about stands in the row, so that what staff list of a company is found by it. Written by drizzle-kit;
-- by hand: the columns are filled before they may not be empty any more. For that the owner reads past row security, and
-- the trigger that refuses changes to proofs is off until this transaction ends.
DROP INDEX "consent"."record_expires";
--> statement-breakpoint
DROP INDEX "audit"."event_at";
--> statement-breakpoint
ALTER TABLE "audit"."access" ADD COLUMN "company_id" integer;
--> statement-breakpoint
ALTER TABLE "audit"."event" ADD COLUMN "company_id" integer;
--> statement-breakpoint
ALTER TABLE "consent"."record" ADD COLUMN "company_id" integer;
--> statement-breakpoint
ALTER TABLE "node"."home_node" ADD COLUMN "company_id" integer;
--> statement-breakpoint
ALTER TABLE "housing"."occupancy" ADD COLUMN "company_id" integer;
--> statement-breakpoint
ALTER TABLE "staff"."estate" ADD COLUMN "company_id" integer;
--> statement-breakpoint
ALTER TABLE "housing"."tenancy" ADD COLUMN "company_id" integer;
--> statement-breakpoint
ALTER TABLE "housing"."property" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "housing"."building" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "housing"."apartment" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "audit"."access" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "audit"."event" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "consent"."record" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "node"."home_node" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "housing"."occupancy" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "staff"."estate" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "housing"."tenancy" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "audit"."access" DISABLE TRIGGER USER;
--> statement-breakpoint
ALTER TABLE "audit"."event" DISABLE TRIGGER USER;
--> statement-breakpoint
ALTER TABLE "consent"."record" DISABLE TRIGGER USER;
--> statement-breakpoint
UPDATE "housing"."occupancy" o SET "company_id" = p."company_id"
FROM "housing"."apartment" a
JOIN "housing"."building" b ON b."id" = a."building_id"
JOIN "housing"."property" p ON p."id" = b."property_id"
WHERE a."id" = o."apartment_id";
--> statement-breakpoint
UPDATE "audit"."access" t SET "company_id" = o."company_id" FROM "housing"."occupancy" o WHERE o."id" = t."occupancy_id";
--> statement-breakpoint
UPDATE "audit"."event" t SET "company_id" = o."company_id" FROM "housing"."occupancy" o WHERE o."id" = t."occupancy_id";
--> statement-breakpoint
UPDATE "consent"."record" t SET "company_id" = o."company_id" FROM "housing"."occupancy" o WHERE o."id" = t."occupancy_id";
--> statement-breakpoint
UPDATE "node"."home_node" t SET "company_id" = o."company_id" FROM "housing"."occupancy" o WHERE o."id" = t."occupancy_id";
--> statement-breakpoint
UPDATE "staff"."estate" t SET "company_id" = o."company_id" FROM "housing"."occupancy" o WHERE o."id" = t."occupancy_id";
--> statement-breakpoint
UPDATE "housing"."tenancy" t SET "company_id" = o."company_id" FROM "housing"."occupancy" o WHERE o."id" = t."occupancy_id";
--> statement-breakpoint
ALTER TABLE "audit"."access" ENABLE TRIGGER USER;
--> statement-breakpoint
ALTER TABLE "audit"."event" ENABLE TRIGGER USER;
--> statement-breakpoint
ALTER TABLE "consent"."record" ENABLE TRIGGER USER;
--> statement-breakpoint
ALTER TABLE "housing"."property" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "housing"."building" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "housing"."apartment" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "audit"."access" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "audit"."event" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "consent"."record" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "node"."home_node" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "housing"."occupancy" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "staff"."estate" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "housing"."tenancy" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "audit"."access" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "consent"."record" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "node"."home_node" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "housing"."occupancy" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "staff"."estate" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "housing"."tenancy" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
CREATE INDEX "access_company" ON "audit"."access" USING btree ("company_id","at");
--> statement-breakpoint
CREATE INDEX "event_of_nobody" ON "audit"."event" USING btree ("at") WHERE "audit"."event"."occupancy_id" is null and "audit"."event"."account_id" is null;
--> statement-breakpoint
CREATE INDEX "event_company" ON "audit"."event" USING btree ("company_id","at");
--> statement-breakpoint
CREATE INDEX "event_account" ON "audit"."event" USING btree ("account_id","at") WHERE "audit"."event"."occupancy_id" is null;
--> statement-breakpoint
CREATE INDEX "account_company" ON "account"."account" USING btree ("company_id");
--> statement-breakpoint
CREATE INDEX "record_ending" ON "consent"."record" USING btree ("company_id","expires") WHERE "consent"."record"."act" in ('given', 'confirmed');
--> statement-breakpoint
CREATE INDEX "record_withdrawn" ON "consent"."record" USING btree ("company_id","at") WHERE "consent"."record"."act" = 'withdrawn';
--> statement-breakpoint
CREATE INDEX "home_node_company" ON "node"."home_node" USING btree ("company_id") WHERE "node"."home_node"."revoked" is null;
--> statement-breakpoint
CREATE INDEX "estate_company" ON "staff"."estate" USING btree ("company_id","noticed");
--> statement-breakpoint
CREATE INDEX "estate_released_to" ON "staff"."estate" USING btree ("released_to");
--> statement-breakpoint
CREATE INDEX "role_company" ON "staff"."role" USING btree ("company_id");
--> statement-breakpoint
CREATE INDEX "invoice_open" ON "staff"."invoice" USING btree ("company_id","issued") WHERE "staff"."invoice"."settled" is null;
--> statement-breakpoint
CREATE INDEX "support_case_open" ON "staff"."support_case" USING btree ("company_id","closes") WHERE "staff"."support_case"."closed" is null;
--> statement-breakpoint
CREATE INDEX "tenancy_contract" ON "housing"."tenancy" USING btree ("company_id","contract_number");
--> statement-breakpoint
ALTER TABLE "audit"."event" ADD CONSTRAINT "event_company" CHECK (("audit"."event"."company_id" is null) = ("audit"."event"."occupancy_id" is null));

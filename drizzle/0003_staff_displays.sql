CREATE TABLE "node"."staff_use" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "node"."staff_use_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
	"account_id" integer NOT NULL,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"occupancy_id" integer,
	"node_id" integer,
	CONSTRAINT "staff_use_action" CHECK ("node"."staff_use"."action" in ('list', 'pair', 'revoke'))
);
--> statement-breakpoint
ALTER TABLE "account"."account" ADD COLUMN "company_id" integer;--> statement-breakpoint
CREATE INDEX "staff_use_account" ON "node"."staff_use" USING btree ("account_id");--> statement-breakpoint
ALTER TABLE "account"."account" ADD CONSTRAINT "account_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "housing"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account"."account" ADD CONSTRAINT "account_company" CHECK ("account"."account"."kind" = 'staff' or "account"."account"."company_id" is null);